import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../../base/instant.ts";
import type { PipelineObject } from "../../definition/definition.ts";
import type { WorkPlan } from "../../model/plan.ts";
import { fitScalingLaw, type ScalingFit } from "../../stats/fit-scaling-law.ts";
import type { ScalingPoint } from "../../stats/scaling-law.ts";
import { DEFAULT_TYPE_ERROR } from "../defaults/scaling.ts";
import type { MeasuredRun, MeasuredRuns } from "../sections/measured-runs.ts";
import type { ScalingWork } from "../sections/scaling.ts";
import { pathText } from "../source/path-text.ts";
import { DURATION } from "../units/duration.ts";
import { NODE_TIME } from "../units/node-time.ts";
import type { CompileContext } from "./compile-context.ts";
import { assumeLawError, lawFactor } from "./law-error.ts";
import { readMeasuredRunsFile } from "./measured-runs-file.ts";
import { nodeTypes } from "./node-types.ts";
import { type ReferenceType, referenceSpeed } from "./reference-type.ts";

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
export function compileFittedLaw(context: CompileContext, cluster: PipelineObject, work: FittedWork): ScalingPlan {
  const { law, at } = work;
  const runs =
    law.kind === "runs" ? law.runs.value : readMeasuredRunsFile(law.file, context.readFile, context.problems);
  const referenceBytes = bytesOf(context, work, runs);
  if (runs.length === 0 || referenceBytes === undefined) return NOTHING;
  const types = nodeTypes(context, cluster);
  const type = measuredOn(context, cluster, types[0], work, runs);
  const speed = referenceSpeed(context, type);
  const points = runs.map((run): ScalingPoint => {
    const own = run.type === undefined ? speed : referenceSpeed(context, run.type);
    const size = run.bytes === undefined ? 1 : run.bytes / referenceBytes;
    return { nodes: run.nodes, speed: own / speed, size, timeMs: run.timeMs };
  });
  const fit = fitScalingLaw(points);
  const reference = typeof type === "string" ? type : type.value;
  assumeLaw(context, at.path, fit, reference);
  const measured = new Set(runs.map((run) => run.type?.value ?? reference));
  const others = types.filter((each) => !measured.has(each));
  const error = errorOf(context, work, fit, [...new Set(others)]);
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

/** The type of runs that name none: the scenario's, else the first that a run names, else the cluster's own. */
function measuredOn(
  { assumptions }: CompileContext,
  cluster: PipelineObject,
  own: string,
  { reference, at }: FittedWork,
  runs: readonly MeasuredRun[],
): ReferenceType {
  const named = reference ?? runs.find((run) => run.type !== undefined)?.type;
  if (named !== undefined) return named;
  assumptions.add({
    id: `work.scaling.measuredOn.${pathText(at.path)}`,
    rule: "5.4",
    what: `Instance type on which the runs at ${pathText(at.path)} were measured`,
    value: own,
    source: `the nodes of ${cluster.id}: as long as it is not said, another type there would change nothing`,
    override: "`reference` beside `points`, or a `type` for each run",
  });
  return own;
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
function errorOf(
  context: CompileContext,
  { error, at }: FittedWork,
  fit: ScalingFit,
  others: readonly string[],
): number | undefined {
  if (error !== undefined) {
    assumeLawError(context, at.path, error, "given");
    return error;
  }
  const ofTypes = others.length === 0 ? 0 : DEFAULT_TYPE_ERROR.value;
  if (fit.error === null && ofTypes === 0) return undefined;
  const variance = (fit.error ?? 0) ** 2 + ofTypes ** 2;
  // of a lognormal factor, from the deviation of its logarithm; to a tenth of a per cent
  const measured = Math.round(Math.sqrt(Math.expm1(variance)) * 1000) / 1000;
  const sources = [
    ...(fit.error === null ? [] : ["each measured configuration forecast by a law fitted to all others"]),
    ...(ofTypes === 0
      ? []
      : [
          `${Math.round(100 * ofTypes)} % for ${others.join(" and ")}, on which no run was measured: ${DEFAULT_TYPE_ERROR.source}`,
        ]),
  ];
  assumeLawError(context, at.path, measured, sources.join("; "));
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
