import type { Column } from "../../src/report/csv/write-csv.ts";
import { writeCsv } from "../../src/report/csv/write-csv.ts";
import { formatCount, formatCounted } from "../../src/report/format/count.ts";
import { formatDuration } from "../../src/report/format/duration.ts";
import { formatUsd } from "../../src/report/format/usd.ts";
import type { CorpusRun } from "./corpus-run.ts";

interface Row {
  readonly file: string;
  readonly objects: number;
  readonly errors: number;
  readonly warnings: number;
  readonly events: number | undefined;
  readonly executions: number | undefined;
  readonly costUsd: number | undefined;
  /** Mean over the executions that succeeded. */
  readonly latencyMs: number | undefined;
  readonly outcome: string;
  /** Why there is no forecast, or nothing. */
  readonly why: string;
}

/** The table of the corpus for a spreadsheet, and one to read. */
export function corpusTables(runs: readonly CorpusRun[]): { readonly csv: string; readonly markdown: string } {
  const rows = runs.map(rowOf);
  return { csv: writeCsv(COLUMNS, rows), markdown: markdownOf(rows) };
}

function rowOf({ file, objects, diagnostics, simulated }: CorpusRun): Row {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const records = simulated?.replication.records;
  const latencies = simulated?.replication.measures.find(({ name }) => name === "latency.pipeline")?.values ?? [];
  const sum = latencies.reduce((total, value) => total + value, 0);
  const [first] = errors;
  return {
    file: [file.name, ...file.values.map((values) => values.file.replace(/^.*__/, ""))].join(" + "),
    objects,
    errors: errors.length,
    warnings: diagnostics.length - errors.length,
    events: simulated?.replication.events,
    executions: records?.executions.length,
    costUsd: records === undefined ? undefined : records.bill.totalMicroUsd / 1e6,
    latencyMs: latencies.length === 0 ? undefined : Math.round(sum / latencies.length),
    outcome: records === undefined ? "refused" : countWords(records.instances.map(({ status }) => status)),
    why: first === undefined ? "" : `${first.line}:${first.column} ${first.code} ${first.message}`,
  };
}

/** `2 CANCELED, 14 FINISHED`. */
function countWords(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, count]) => `${count} ${word}`)
    .join(", ");
}

const COLUMNS: readonly Column<Row>[] = [
  { header: "file", cell: ({ file }) => file },
  { header: "objects", cell: ({ objects }) => objects },
  { header: "errors", cell: ({ errors }) => errors },
  { header: "warnings", cell: ({ warnings }) => warnings },
  { header: "events", cell: ({ events }) => events },
  { header: "executions", cell: ({ executions }) => executions },
  { header: "cost_usd", cell: ({ costUsd }) => costUsd },
  { header: "latency_mean_ms", cell: ({ latencyMs }) => latencyMs },
  { header: "outcome", cell: ({ outcome }) => outcome },
  { header: "first_error", cell: ({ why }) => why },
];

function markdownOf(rows: readonly Row[]): string {
  const simulated = rows.filter(({ events }) => events !== undefined);
  const refused = rows.filter(({ events }) => events === undefined);
  return [
    "# Definitions in the wild",
    "",
    `${formatCounted(rows.length, "definition")} and excerpts that others wrote, each simulated as \`stepcast run FILE\` does it, with`,
    "nothing said about its work: placeholders stand for what commands and steps take, and a schedule that never ends is followed for a week.",
    "Latency is the mean over the executions that succeeded; events are the status changes of one run. The figures only say that each",
    `file is read and run to its end. ${formatCount(simulated.length)} are simulated; of ${formatCount(refused.length)} the first error says why they are not.`,
    "",
    "## Simulated",
    "",
    "| file | objects | warnings | events | executions | cost | latency | instances |",
    "|---|--:|--:|--:|--:|--:|--:|---|",
    ...simulated.map(simulatedLine),
    "",
    "## Refused",
    "",
    "| file | objects | errors | warnings | first error |",
    "|---|--:|--:|--:|---|",
    ...refused.map(
      ({ file, objects, errors, warnings, why }) =>
        `| ${cell(file)} | ${objects} | ${errors} | ${warnings} | ${cell(why)} |`,
    ),
    "",
  ].join("\n");
}

function simulatedLine({ file, objects, warnings, events, executions, costUsd, latencyMs, outcome }: Row): string {
  const cost = costUsd === undefined ? "" : formatUsd(costUsd);
  const latency = latencyMs === undefined ? "none succeeded" : formatDuration(latencyMs);
  const counts = [objects, warnings, events ?? 0, executions ?? 0].map(formatCount);
  return `| ${[cell(file), ...counts, cost, latency, outcome].join(" | ")} |`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "\\<").replaceAll("`", "'");
}
