import { readFileSync } from "node:fs";
import { relativeSpeed } from "../../src/catalog/relative-speed.ts";
import type { ScalingPoint } from "../../src/stats/scaling-law.ts";

/** Runs of one job over one amount of data on clusters of one type, by growing numbers of nodes. */
export interface MeasuredSeries {
  readonly job: string;
  readonly megabytes: number;
  readonly type: string;
  /** By AWS's figures, m1.small = 1. */
  readonly speed: number;
  readonly points: readonly ScalingPoint[];
}

/** The published run times of a file of test/fixtures/scaling; it says by whom. */
export function measuredSeries(name: "measured-run-times.csv" | "held-out-run-times.csv"): MeasuredSeries[] {
  const file = new URL(`../fixtures/scaling/${name}`, import.meta.url);
  const lines = readFileSync(file, "utf8").trim().split("\n");
  const series = new Map<string, MeasuredSeries & { readonly points: ScalingPoint[] }>();
  for (const line of lines.filter((each) => !each.startsWith("#")).slice(1)) {
    const [, job = "", megabytes = "", type = "", nodes, seconds] = line.split(",");
    const key = `${job}/${megabytes}/${type}`;
    const speed = relativeSpeed(type)?.speed ?? Number.NaN;
    const found = series.get(key) ?? { job, megabytes: Number(megabytes), type, speed, points: [] };
    found.points.push({ nodes: Number(nodes), speed: 1, size: 1, timeMs: Number(seconds) * 1000 });
    series.set(key, found);
  }
  return [...series.values()];
}
