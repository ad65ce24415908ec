import type { ApiOperation } from "../../model/plan.ts";
import type { ApiCallRow } from "../../model/records.ts";
import { formatCount, formatShare } from "./count.ts";

const CONSEQUENCES: Readonly<Record<ApiOperation, string>> = {
  PollForTask: "no task could be handed to an idle thread meanwhile",
  ReportTaskProgress: "work began later, or its task was handed out again",
  SetTaskStatus: "the end of work came later",
  ReportTaskRunnerHeartbeat: "signs of life came later",
};

/** How many calls of an operation were refused, and what came of it (4.5). */
export function throttledSentence({ operation, calls, throttled = 0 }: ApiCallRow): string {
  const share = formatShare(throttled / (calls + throttled));
  return `${operation}: ${formatCount(throttled)} refused (${share}): ${CONSEQUENCES[operation]} (4.5)`;
}
