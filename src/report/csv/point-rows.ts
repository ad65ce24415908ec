import type { Measure } from "../../experiment/result.ts";
import type { PointOutcome } from "../../planner/point-outcome.ts";
import { sweptWord } from "../format/swept-word.ts";
import { worstVerdict } from "../format/worst-verdict.ts";
import { type Cell, csvHead, csvRows } from "./write-csv.ts";

/** The figures of a measure that `points.csv` has, in the measure's own unit: USD, milliseconds, bytes, a share of one. */
const FIGURES: readonly (readonly [name: string, (measure: Measure) => number | undefined])[] = [
  ["mean", ({ mean }) => mean],
  ["ci95_low", ({ ci95 }) => ci95?.low],
  ["ci95_high", ({ ci95 }) => ci95?.high],
  ["p50", ({ p50 }) => p50],
  ["p95", ({ p95 }) => p95],
];

/** `points.csv`, row by row: a sweep may have more points than fit into memory. */
export class PointRows {
  private readonly measures: readonly string[];
  /** How the table begins. */
  readonly head: string;

  constructor(paths: readonly string[], measures: readonly string[]) {
    this.measures = measures;
    const figures = measures.flatMap((measure) => FIGURES.map(([figure]) => `${measure}.${figure}`));
    this.head = csvHead(["point", ...paths, "replications", ...figures, "checks", "failure"]);
  }

  /** The row of one point; of one that failed, why. */
  row(outcome: PointOutcome): string {
    const { index, values } = outcome;
    const swept = values.map(({ text }) => cellOf(sweptWord(text)));
    return csvRows([[index, ...swept, ...this.figures(outcome)]]);
  }

  private figures(outcome: PointOutcome): Cell[] {
    const measured = outcome.kind === "result" ? outcome : undefined;
    const figures = this.measures.flatMap((name) => {
      const measure = measured?.measures[name];
      return FIGURES.map(([, figure]) => (measure === undefined ? undefined : figure(measure)));
    });
    const failure = outcome.kind === "failure" ? outcome.message : undefined;
    return [measured?.replications, ...figures, worstVerdict(measured?.checks ?? []), failure];
  }
}

/** A number stays one, so that `-5` is no formula. */
function cellOf(text: string): Cell {
  return /^-?\d{1,15}(\.\d{1,10})?$/.test(text) && String(Number(text)) === text ? Number(text) : text;
}
