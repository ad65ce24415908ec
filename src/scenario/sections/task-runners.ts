import { DURATION } from "../units/duration.ts";
import { readPositive } from "../values/read-quantity.ts";
import { readCount, readText, readWord } from "../values/read-scalar.ts";
import { child, items, type Placed, placed, type Value } from "../values/value.ts";

/** One entry of `taskRunners`: machines of the user's own. */
export interface TaskRunnerSettings {
  readonly workerGroup: string;
  readonly count: number | undefined;
  readonly tasks: number | undefined;
  /** The interval of a fixed-interval poller; null: long polls; undefined: not given. */
  readonly pollEveryMs: number | null | undefined;
  readonly logUri: string | undefined;
}

/** Reads `taskRunners`; an entry without a worker group is left out. */
export function readTaskRunners(value: Value | undefined): readonly Placed<TaskRunnerSettings>[] {
  return items(value).flatMap((item) => {
    const workerGroup = readText(child(item, "workerGroup"));
    if (workerGroup === undefined) return [];
    const settings: TaskRunnerSettings = {
      workerGroup,
      count: readCount(child(item, "count"), 1),
      tasks: readCount(child(item, "tasks"), 1),
      pollEveryMs: readPoll(child(item, "poll")),
      logUri: readText(child(item, "logUri")),
    };
    return [placed(item, settings)];
  });
}

function readPoll(value: Value | undefined): number | null | undefined {
  if (value?.node.kind === "map") return readPositive(child(value, "every"), DURATION);
  return readWord(value, ["long"]) === "long" ? null : undefined;
}
