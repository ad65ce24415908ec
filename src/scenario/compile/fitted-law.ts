import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../../base/instant.ts";
import type { WorkPlan } from "../../model/plan.ts";
import { fitScalingLaw, type ScalingFit } from "../../stats/fit-scaling-law.ts";
import type { ScalingPoint } from "../../stats/scaling-law.ts";
import type { MeasuredRun, MeasuredRuns } from "../sections/measured-runs.ts";
import type { ScalingWork } from "../sections/scaling.ts";
import { pathText } from "../source/path-text.ts";
import { DURATION } from "../units/duration.ts";
import { NODE_TIME } from "../units/node-time.ts";
import type { CompileContext } from "./compile-context.ts";
import { assumeLawError, lawFactor } from "./law-error.ts";
import { readMeasuredRunsFile } from "./measured-runs-file.ts";
import { referenceSpeed, referenceType } from "./reference-type.ts";

type ScalingPlan = Extract<WorkPlan, { kind: "scaling" }>;

/** A law that rests on measured runs. */
export interface FittedWork extends Omit<ScalingWork, "kind" | "law"> {
  readonly law: MeasuredRuns;
}

const NOTHING: ScalingPlan = {
  kind: "scaling",
  work: { kind: "constant", value: 0 },
  referenceSpeed: 1,
  serialMs: 0,
  overheadPerNodeMs: 0,
};

/** Fits a law to measured runs and names its terms and its error as assumptions; nothing where a problem was reported. */
export function compileFittedLaw(context: CompileContext, work: FittedWork): ScalingPlan {
  const { law, reference, at } = work;
  const runs =
    law.kind === "runs" ? law.runs.value : readMeasuredRunsFile(law.file, context.readFile, context.problems);
  const referenceBytes = bytesOf(context, work, runs);
  if (runs.length === 0 || referenceBytes === undefined) return NOTHING;
  const type = referenceType(context, reference, runs.find((run) => run.type !== undefined)?.type);
  const speed = referenceSpeed(context, type);
  const points = runs.map((run): ScalingPoint => {
    const own = run.type === undefined ? speed : referenceSpeed(context, run.type);
    const size = run.bytes === undefined ? 1 : run.bytes / referenceBytes;
    return { nodes: run.nodes, speed: own / speed, size, timeMs: run.timeMs };
  });
  const fit = fitScalingLaw(points);
  assumeLaw(context, at.path, fit, typeof type === "string" ? type : type.value);
  const error = errorOf(context, work, fit);
  const [workMs, logMs] = [Math.round(fit.law.workMs), Math.round(fit.law.logMs)];
  return {
    kind: "scaling",
    work: { kind: "constant", value: workMs },
    referenceSpeed: speed,
    serialMs: Math.round(fit.law.serialMs),
    overheadPerNodeMs: Math.round(fit.law.overheadPerNodeMs),
    ...(logMs === 0 ? {} : { logMs }),
    ...lawFactor(error),
  };
}

/** The data to forecast for, which are the reference; 1 where no run says how many it had. */
function bytesOf(
  { problems }: CompileContext,
  { size, at }: FittedWork,
  runs: readonly MeasuredRun[],
): number | undefined {
  const sizes = new Set(runs.map(({ bytes }) => bytes));
  if (size !== undefined && sizes.has(undefined)) {
    const message = "to forecast for another `size` each measured run needs its `size`";
    problems.error("SCENARIO_VALUE", size.place, message, { path: size.path });
    return undefined;
  }
  if (size === undefined && sizes.size > 1) {
    const hint = "say for which `size` to forecast, beside `points`; each run needs its own";
    problems.error("SCENARIO_VALUE", at.place, "the measured runs had different amounts of data", {
      path: at.path,
      hint,
    });
    return undefined;
  }
  return size?.value ?? [...sizes][0] ?? 1;
}

/** The user's, else what the fit was off when it had to do without a configuration. */
function errorOf(context: CompileContext, { error, at }: FittedWork, fit: ScalingFit): number | undefined {
  if (error !== undefined) {
    assumeLawError(context, at.path, error, "given");
    return error;
  }
  if (fit.error === null) return undefined;
  // of a lognormal factor, from the deviation of its logarithm; to a tenth of a per cent
  const measured = Math.round(Math.sqrt(Math.expm1(fit.error * fit.error)) * 1000) / 1000;
  const configurations = "each measured configuration forecast by a law fitted to all others";
  assumeLawError(context, at.path, measured, configurations);
  return measured;
}

function assumeLaw(context: CompileContext, path: FittedWork["at"]["path"], fit: ScalingFit, type: string): void {
  const { serialMs, workMs, logMs, overheadPerNodeMs } = fit.law;
  // to a hundredth of an hour, or a tenth of a minute
  const work = rounded(workMs, workMs < HOUR_MS ? MINUTE_MS / 10 : HOUR_MS / 100);
  const others = [
    [serialMs, "serial"],
    [logMs, "for each doubling of the nodes"],
    [overheadPerNodeMs, "for each node"],
  ] as const;
  const terms = others
    .map(([ms, what]) => [rounded(ms, SECOND_MS / 10), what] as const)
    .filter(([ms]) => ms > 0)
    .map(([ms, what]) => `${DURATION.format(ms)} ${what}`);
  const alone = fit.error === null ? "; one configuration: perfect scaling is assumed, and its error is not known" : "";
  context.assumptions.add({
    id: `work.scaling.law.${pathText(path)}`,
    rule: "5.4",
    what: `Scaling law at ${pathText(path)}`,
    value: [`${NODE_TIME.format(work)} of ${type} shared by the nodes`, ...terms].join(", "),
    source: `fitted to ${fit.points.length} measured runs (docs/scaling.md)${alone}`,
    override: "more `points`, or the terms of a law in their place: `work`, `serial`, `log`, `overheadPerNode`",
  });
}

function rounded(ms: number, step: number): number {
  return Math.round(ms / step) * step;
}
