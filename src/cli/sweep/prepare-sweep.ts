import { Experiment, type ExperimentOptions } from "../../experiment/experiment.ts";
import { figureOfMeasure } from "../../experiment/figure-of-measure.ts";
import { runReplication } from "../../experiment/run-replication.ts";
import { gridSize, pointsOf } from "../../planner/points.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { ObjectiveSettings } from "../../scenario/sections/objective.ts";
import type { SweepSettings } from "../../scenario/sections/sweep.ts";
import { didYouMean } from "../../scenario/source/nearest-names.ts";
import { type InputOptions, inputOptionsOf } from "../common-options.ts";
import { newHash } from "../digest.ts";
import { CommandError } from "../exit-status.ts";
import type { Io } from "../io.ts";
import { experimentOf, type LoadedPlan, loadInput, refuseErrors } from "../load-input.ts";
import { refuseUnknownMeasures } from "../replicate.ts";
import { checkSweptValues } from "./check-swept-values.ts";
import { recordingIo, type SweepJob } from "./sweep-job.ts";

/** A sweep that can begin: what it varies, what a worker needs, and what its table shows. */
export interface PreparedSweep {
  readonly name: string;
  readonly settings: SweepSettings;
  readonly job: SweepJob;
  /** How many points there are, those left out that are excluded. */
  readonly total: number;
  /** Measures whose figures the table of points has. */
  readonly measures: readonly string[];
  readonly objective: ObjectiveSettings | undefined;
}

/** What the table of points has in any case, where it is measured. */
const ALWAYS_SHOWN: readonly string[] = ["cost.total", "latency.pipeline", "logs.publishDelay"];

/**
 * Reads FILE, checks each value of its sweep, and takes the texts of all files that they name. What is wrong with any of
 * them ends the sweep here, not after hours.
 *
 * @param measures what outcomes are to keep; undefined: everything
 * @throws CommandError after the problems were printed
 */
export function prepareSweep(
  file: string,
  options: InputOptions & { readonly color: boolean },
  measures: readonly string[] | undefined,
  io: Io,
): PreparedSweep {
  const { io: recording, texts } = recordingIo(io);
  const own = inputOptionsOf(options);
  const input = loadInput(file, own, recording);
  const loaded = refuseErrors(input, file, io, options.color);
  const settings = sweepOf(loaded, file);
  checkSweptValues({ file, options: own, settings, root: loaded.scenario.root }, recording, io, options.color);
  const shown = shownMeasures(experimentOf(loaded, file, own), loaded.scenario, measures);
  const job = { file, options: own, texts: texts(), ...(measures === undefined ? {} : { measures: shown }) };
  const { objective } = loaded.scenario;
  return { name: loaded.plan.name, settings, job, total: countPoints(settings), measures: shown, objective };
}

function sweepOf({ scenario }: LoadedPlan, file: string): SweepSettings {
  const { sweep } = scenario;
  if (sweep === undefined || sweep.axes.length === 0) {
    const example = "sweep: { MyEmrCluster.coreInstanceCount: [2, 5, 10] }";
    throw new CommandError(`${file}: nothing to sweep: expected \`sweep\` in the scenario, as in ${example}`);
  }
  if (pointsOf(sweep).next().done === true) {
    throw new CommandError(`${file}: nothing to sweep: \`sweep.exclude\` leaves no combination`);
  }
  return sweep;
}

/**
 * One run of the scenario as it stands tells what is measured, and so whether every name of a measure is one.
 *
 * @throws CommandError, UnknownMeasureError
 */
function shownMeasures(
  experiment: ExperimentOptions,
  { objective, checks }: Scenario,
  wanted: readonly string[] = [],
): readonly string[] {
  const first = runReplication(experiment.plan, experiment.seed, 0, false, newHash);
  refuseUnknownMeasures(experiment, first);
  const trial = new Experiment({ ...experiment, rule: { kind: "count", count: 1 } });
  trial.add(first);
  const known = Object.keys(trial.figures().measures);
  const measureOf = (text: string) => figureOfMeasure(text, (name) => known.includes(name)).measure;
  const minimised = objective === undefined ? [] : [measureOf(objective.measure)];
  for (const name of [...wanted, ...minimised]) {
    if (known.includes(name) || ALWAYS_SHOWN.includes(name)) continue;
    throw new CommandError(`this run measures no \`${name}\`: ${didYouMean(name, known)}`);
  }
  const conditions = [...checks, ...(objective?.subjectTo ?? [])].map(({ value }) => measureOf(value.measure));
  const always = ALWAYS_SHOWN.filter((name) => known.includes(name));
  return [...new Set([...always, ...minimised, ...conditions, ...wanted])];
}

function countPoints(settings: SweepSettings): number {
  if (settings.exclude.length === 0) return gridSize(settings);
  let count = 0;
  for (const _ of pointsOf(settings)) count += 1;
  return count;
}
