import type { Result } from "../../experiment/result.ts";
import { buildSummaryView } from "../build/build-view.ts";
import { type Summarised, summarised } from "../build/first-run.ts";
import { formatCounted } from "../format/count.ts";
import { describeHistoryCut } from "../format/history-cut.ts";
import { plainText } from "../format/plain-text.ts";
import { shortName } from "../format/short-name.ts";
import { formatUtc } from "../format/utc.ts";
import type { SummaryView } from "../view.ts";
import { checksSection } from "./checks-section.ts";
import { costSection } from "./cost-section.ts";
import { crossChecksSection } from "./cross-checks-section.ts";
import { assumptionsSection, warningsSection } from "./lists-section.ts";
import { logsSection } from "./logs-section.ts";
import { notificationsSection } from "./notifications-section.ts";
import { type Paper, paperOf } from "./paper.ts";
import { pipelinesSection } from "./pipelines-section.ts";
import { sparkSection } from "./spark-section.ts";
import { throttledSection } from "./throttled-section.ts";
import { timeSection } from "./time-section.ts";
import { unfinishedSection } from "./unfinished-section.ts";
import { wrap } from "./wrap.ts";

/** How the summary is to look. */
export interface SummaryOptions {
  /** Of the terminal; 80 where there is none. */
  readonly columns?: number;
  readonly useColor?: boolean;
  /** Long lists in full. */
  readonly all?: boolean;
}

/**
 * The answers for a terminal, in the order in which they are asked: what it costs, how long it takes and where the time
 * goes, when the logs can be read and what would be lost, what did not finish, what was assumed, what was odd.
 */
export function writeSummary(
  result: Result | Summarised,
  { columns = 80, useColor = false, all = false }: SummaryOptions = {},
): string {
  const view = buildSummaryView("firstRun" in result ? result : summarised(result));
  const paper = paperOf({ width: columns, useColor, all });
  const sections = [
    placeholderLines(view, paper),
    calibrationLines(view, paper),
    titleLines(view, paper),
    checksSection(view, paper),
    pipelinesSection(view, paper),
    costSection(view, paper),
    timeSection(view, paper),
    crossChecksSection(view, paper),
    sparkSection(view, paper),
    logsSection(view, paper),
    unfinishedSection(view, paper),
    notificationsSection(view, paper),
    throttledSection(view, paper),
    assumptionsSection(view, paper),
    warningsSection(view, paper),
    againLines(view, paper),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** The first line of all where the answer rests on placeholders (4.8). */
function placeholderLines({ placeholders }: SummaryView, paper: Paper): string[] {
  if (placeholders.length === 0) return [];
  const shown = paper.all ? placeholders : placeholders.slice(0, 5);
  const hidden = placeholders.length - shown.length;
  const names = [...shown.map(shortName), ...(hidden === 0 ? [] : [`${hidden} more`])].join(", ");
  const [example = ""] = placeholders;
  const sentence =
    `Latency and cost rest on placeholder work of ${names}: say what it really takes under workloads in the scenario, ` +
    `as in ${scenarioKey(example)}: { duration: 10 min }.`;
  return wrap(sentence, paper.width, "").map((line) => paper.colors.yellow(line));
}

/** How well the model repeats what the profiles were measured on: as far off a forecast from them may be. */
function calibrationLines({ calibrations }: SummaryView, paper: Paper): string[] {
  return calibrations.flatMap((sentence) => wrap(plainText(sentence), paper.width, "").map(paper.colors.dim));
}

/** On one line, whatever its width, so that it can be copied. */
function againLines({ certificate, historyCut }: SummaryView, paper: Paper): string[] {
  const cut = historyCut === undefined ? [] : wrap(describeHistoryCut(historyCut), paper.width, "");
  return [
    ...cut.map(paper.colors.yellow),
    `${paper.colors.dim("The same result again:")}`,
    `  ${plainText(certificate.command)}`,
  ];
}

/** As YAML wants it. */
function scenarioKey(id: string): string {
  return /^[A-Za-z_][\w-]*$/.test(id) ? id : JSON.stringify(id);
}

function titleLines(
  { name, region, seed, replications, activationAtMs, precision }: SummaryView,
  paper: Paper,
): string[] {
  const activation = `activated ${formatUtc(activationAtMs)}`;
  const facts = [formatCounted(replications, "run"), region, activation, `seed ${plainText(seed)}`].join(", ");
  const reached =
    precision === undefined || precision.met
      ? []
      : wrap(`The precision of ${100 * precision.target} % was not reached in ${replications} runs.`, paper.width, "");
  return [
    ...wrap(plainText(name), paper.width, "").map(paper.colors.bold),
    ...wrap(facts, paper.width, "").map(paper.colors.dim),
    ...reached.map(paper.colors.yellow),
  ];
}
