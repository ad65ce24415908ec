import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import type { Benchmark } from "./benchmark.ts";

const ROOT = join(import.meta.dirname, "..");

/** The whole command on the main scenario, page included, beside a Node that does nothing: at most 8 times its time. */
export const benchmark: Benchmark = {
  name: "command",
  unit: "runs",
  count: 5,
  smallCount: 1,
  wantedRatio: 1 / 8,
  reference: (count) => repeat(count, () => spawnSync(process.execPath, ["-e", "0"]).status),
  measured: (count) => {
    const folder = mkdtempSync(join(tmpdir(), "stepcast-bench-"));
    const command = join(ROOT, "dist/bin/stepcast.js");
    const words = ["run", join(ROOT, "scenarios/emr-excerpt/scenario.yaml"), "--out", folder];
    try {
      return repeat(count, () => spawnSync(process.execPath, [command, ...words]).status);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/** The exit statuses: all 0 on both sides. */
function repeat(count: number, run: () => number | null): number[] {
  return Array.from({ length: count }, () => run() ?? -1);
}
