import type { Measure } from "../../experiment/result.ts";
import type { PointOutcome, PointResult } from "../../planner/point-outcome.ts";
import { formatCounted } from "../format/count.ts";
import { formatFigure } from "../format/figure.ts";
import { plainText } from "../format/plain-text.ts";
import { sweptWord } from "../format/swept-word.ts";
import { worstVerdict } from "../format/worst-verdict.ts";
import { type ColumnLayout, columns } from "./columns.ts";
import { type Paper, paperOf } from "./paper.ts";
import { wrap } from "./wrap.ts";

/** A longer table is none that a person reads. */
const ROWS_MAX = 40;
const FAILURES_MAX = 5;

/** The table of a sweep for a terminal. Points are added one by one, and only those that it shows are kept. */
export class SweepTable {
  private readonly name: string;
  private readonly paths: readonly string[];
  private kept: PointOutcome[] = [];
  private readonly failures: PointOutcome[] = [];
  private best: PointOutcome | undefined;
  private count = 0;
  private failed = 0;
  private hasChecks = false;

  /** @param paths what is swept, in the order of the axes */
  constructor(name: string, paths: readonly string[]) {
    this.name = name;
    this.paths = paths;
  }

  /** In the order of the index. */
  add(outcome: PointOutcome): void {
    this.count += 1;
    if (outcome.kind === "failure") {
      this.failed += 1;
      if (this.failures.length < FAILURES_MAX) this.failures.push(outcome);
    } else if (isAllowed(outcome) && costOf(outcome) < costOf(this.best)) {
      this.best = outcome;
    }
    if (outcome.kind === "result" && outcome.checks !== undefined) this.hasChecks = true;
    this.kept.push(outcome);
    if (this.kept.length > 2 * ROWS_MAX) this.kept = cheapest(this.kept);
  }

  /** The table, what is the cheapest, and what cannot be simulated. */
  write(options: { readonly columns: number; readonly useColor: boolean }, elsewhere: string): string {
    const paper = paperOf({ width: options.columns, useColor: options.useColor, all: false });
    const shown = this.count > ROWS_MAX ? cheapest(this.kept) : this.kept;
    const [head = "", ...lines] = columns(
      this.layout(),
      [this.head(), ...shown.map((outcome) => this.row(outcome))],
      paper.width - 2,
    ).map((line) => `  ${line}`);
    const hidden = this.count - shown.length;
    const rest = `The ${shown.length} cheapest of ${this.count} points; all of them: ${elsewhere}`;
    return `${[
      ...wrap(plainText(this.name), paper.width, "").map(paper.colors.bold),
      paper.colors.dim(formatCounted(this.count, "point")),
      "",
      paper.colors.dim(head),
      ...lines,
      ...(hidden === 0 ? [] : ["", ...wrap(rest, paper.width, "")]),
      ...this.bestLines(paper),
      ...this.failureLines(paper),
    ].join("\n")}\n`;
  }

  private layout(): readonly ColumnLayout[] {
    return [
      { align: "right", drops: 3 },
      ...this.paths.map((): ColumnLayout => ({ align: "left", shrinksTo: 8 })),
      { align: "right", drops: 4 },
      { align: "right" },
      { align: "left", drops: 2 },
      { align: "right" },
      { align: "right", drops: 1 },
      { align: "left" },
    ];
  }

  private head(): readonly string[] {
    return [
      "point",
      ...headers(this.paths),
      "runs",
      "cost",
      "95 % interval",
      "time",
      "p95",
      this.hasChecks ? "checks" : "",
    ];
  }

  private row(outcome: PointOutcome): readonly string[] {
    const start = [String(outcome.index), ...outcome.values.map(({ text }) => plainText(sweptWord(text)))];
    if (outcome.kind === "failure") return [...start, "", "failed", "", "", "", ""];
    const { replications, measures, checks = [] } = outcome;
    const cost = measures["cost.total"];
    const time = measures["latency.pipeline"];
    const figures = [figure(cost?.mean, cost), interval(cost), figure(time?.mean, time), figure(time?.p95, time)];
    return [...start, String(replications), ...figures, worstVerdict(checks) ?? ""];
  }

  private bestLines({ colors, width }: Paper): string[] {
    const { best } = this;
    if (best?.kind !== "result" || this.count === this.failed) return [];
    const values = best.values.map(({ path, text }) => `${plainText(path)} ${plainText(sweptWord(text))}`).join(", ");
    const cost = best.measures["cost.total"];
    const condition = best.checks === undefined ? "" : " of those that meet every check";
    const sentence = `Cheapest${condition}: point ${best.index} at ${figure(cost?.mean, cost)}: ${values}`;
    return ["", ...wrap(sentence, width, "").map(colors.green)];
  }

  private failureLines({ colors, width }: Paper): string[] {
    if (this.failed === 0) return [];
    const title = `${formatCounted(this.failed, "point")} cannot be simulated`;
    const lines = this.failures.flatMap((outcome) => {
      if (outcome.kind === "result") return [];
      return wrap(`point ${outcome.index}: ${plainText(outcome.message)}`, width, "  ", "    ");
    });
    const hidden = this.failed - this.failures.length;
    return ["", colors.red(title), ...lines, ...(hidden === 0 ? [] : [`  and ${hidden} more`])];
  }
}

/** The last part of a path where no other path ends alike, else all of it. */
function headers(paths: readonly string[]): string[] {
  const lastOf = (path: string) => path.slice(path.lastIndexOf(".") + 1);
  return paths.map((path) => {
    const isOnly = paths.filter((other) => lastOf(other) === lastOf(path)).length === 1;
    return plainText(isOnly ? lastOf(path) : path);
  });
}

function figure(value: number | null | undefined, measure: Measure | undefined): string {
  return value === undefined || value === null || measure === undefined ? "-" : formatFigure(value, measure.unit);
}

function interval(measure: Measure | undefined): string {
  const bounds = measure?.ci95 ?? undefined;
  return bounds === undefined ? "" : `${figure(bounds.low, measure)} to ${figure(bounds.high, measure)}`;
}

/** The cheapest first; those that cost the same, and those that failed, in the order of their index. */
function cheapest(outcomes: readonly PointOutcome[]): PointOutcome[] {
  return outcomes.toSorted((a, b) => compareCosts(costOf(a), costOf(b)) || a.index - b.index).slice(0, ROWS_MAX);
}

function compareCosts(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

function costOf(outcome: PointOutcome | undefined): number {
  if (outcome?.kind !== "result") return Number.POSITIVE_INFINITY;
  return outcome.measures["cost.total"]?.mean ?? Number.POSITIVE_INFINITY;
}

function isAllowed({ checks = [] }: PointResult): boolean {
  return checks.every(({ verdict }) => verdict === "met");
}
