import type { Result } from "../../experiment/result.ts";
import { type Run, runsOf } from "./runs.ts";

/** Widths of the columns of list-runs, which cuts what is longer. */
const NAME = 50;
const TIME = 19;
const STATUS = 23;

/**
 * `runs.txt`: the first replication in the very layout of `aws datapipeline list-runs`, to be laid beside it; of several
 * pipelines one table after the other.
 */
export function writeRunsText(result: Pick<Result, "instances" | "pipelines">): string {
  const runs = runsOf(result);
  if (result.pipelines === undefined) return runsTable(runs);
  const tables = result.pipelines.map(({ id, name }) => {
    return `${name} (${id})\n${runsTable(runs.filter(({ pipelineId }) => pipelineId === id))}`;
  });
  return tables.join("\n");
}

/** The table of one pipeline. */
export function runsTable(runs: readonly Run[]): string {
  const head = [titleLine("Name", "Scheduled Start", "Status"), secondLine("ID", "Started", "Ended")];
  const lines = [...head, "-".repeat(head[1]?.length ?? 0), ...runs.flatMap(runLines)];
  return `${lines.join("\n")}\n`;
}

/** Three lines, the last of them empty. */
function runLines({ name, scheduledStart, status, id, started = "", ended = "" }: Run, index: number): string[] {
  const number = String(index + 1).padStart(4);
  return [
    `${number}.  ${cell(name, NAME)}  ${cell(scheduledStart, TIME)}  ${cell(status, STATUS)}`,
    secondLine(id, started, ended),
    "",
  ];
}

function titleLine(name: string, scheduledStart: string, status: string): string {
  return `       ${cell(name, NAME)}  ${cell(scheduledStart, TIME)}  ${cell(status, STATUS)}`;
}

function secondLine(id: string, started: string, ended: string): string {
  return `       ${cell(id, NAME)}  ${cell(started, TIME)}  ${cell(ended, TIME)}`;
}

function cell(text: string, width: number): string {
  const characters = [...plain(text)].slice(0, width);
  return characters.join("") + " ".repeat(width - characters.length);
}

/** A name with a line break would break the table. */
function plain(text: string): string {
  return text.replace(/\s/g, " ");
}
