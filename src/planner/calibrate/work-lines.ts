import { keyText } from "../../scenario/compile/assumption-book.ts";
import { DURATION } from "../../scenario/units/duration.ts";
import { NODE_TIME } from "../../scenario/units/node-time.ts";
import { plainText } from "./describe-evidence.ts";
import { digits, fittedText, shareText } from "./fitted-text.ts";
import type {
  CountRange,
  MapReduceProfile,
  MeasuredFit,
  ScalingProfile,
  SparkProfile,
  WorkProfile,
} from "./profile.ts";

/** How work is written. */
export interface WorkOptions {
  /** The type that tasks were measured on, where the history does not say. */
  readonly reference?: string;
  /** Jobs by their durations alone, although their tasks are known. */
  readonly totals?: boolean;
}

/** Work as a step or a command of a scenario has it, by tasks, by a scaling law or by its duration: what most is known of. */
export function workLines(profile: WorkProfile, options: WorkOptions): string[] {
  const { mapReduce, spark, scaling } = profile;
  const reference = profile.instanceType ?? options.reference;
  if (options.totals !== true) {
    if (mapReduce?.map !== undefined) return nested("mapreduce", mapReduceLines(mapReduce, reference));
    if (spark !== undefined && spark.stages.length > 0) return nested("spark", sparkLines(spark, reference));
  }
  return scaling === undefined ? [totalText(profile)] : nested("scaling", scalingLines(scaling));
}

/** Lines of a map under a key. */
export function nested(key: string, lines: readonly string[]): string[] {
  return [`${key}:`, ...lines.map((line) => `  ${line}`)];
}

/** The duration as a whole. */
export function totalText({ duration }: WorkProfile): string {
  return fittedText(duration.fits.chosen);
}

function mapReduceLines(job: MapReduceProfile, reference: string | undefined): string[] {
  const { stragglers, taskFailure } = job;
  const probability = stragglers.tasks === 0 ? 0 : stragglers.count / stragglers.tasks;
  return [
    ...(job.around === undefined ? [] : [`setup: ${fittedText(job.around.fits.chosen)}`]),
    `maps: ${atLeastOne(job.maps)}`,
    `mapTask: ${textOf(job.map)}`,
    ...(job.reduces.median === 0 || job.reduce === undefined
      ? []
      : [`reduces: ${job.reduces.median}`, `reduceTask: ${textOf(job.reduce)}`]),
    ...referenceLine(reference),
    ...(stragglers.slowdown === undefined
      ? []
      : [`stragglers: { probability: ${shareText(probability)}, slowdown: ${slowdownText(stragglers.slowdown)} }`]),
    ...(taskFailure.failures === 0 ? [] : [`taskFailure: ${shareText(taskFailure.value)}`]),
  ];
}

function sparkLines(
  { stages, executors, cores, memory, startup }: SparkProfile,
  reference: string | undefined,
): string[] {
  const stageLines = stages.map(({ name, after, tasks, task, driver }, index) => {
    const waits = after.length === 0 ? "" : `, after: [${after.join(", ")}]`;
    const gap = driver === undefined ? "" : `, driver: ${fittedText(driver.fits.chosen)}`;
    // names may be the same in several places, but not in one application
    const label = JSON.stringify(`${index}: ${plainText(name)}`);
    return `  - { name: ${label}, tasks: ${atLeastOne(tasks)}, task: ${fittedText(task.fits.chosen)}${waits}${gap} }`;
  });
  const size = [
    ...(cores === undefined ? [] : [`cores: ${cores}`]),
    ...(memory === undefined ? [] : [`memory: ${memory}`]),
    `count: ${atLeastOne(executors)}`,
    ...(startup === undefined ? [] : [`start: ${fittedText(startup.fits.chosen)}`]),
  ];
  return [
    "stages:",
    ...stageLines,
    ...referenceLine(reference),
    `executor: { ${size.join(", ")} }`,
    "dynamicAllocation: false",
    // the time until the first task is in the start of the executors
    ...(startup === undefined ? [] : ["driver: { start: 0 s }"]),
  ];
}

/** A law of totals. */
export function scalingLines({ fit: { law, error }, reference }: ScalingProfile): string[] {
  const term = (key: string, ms: number) => (ms < 1 ? [] : [`${key}: ${DURATION.format(digits(ms))}`]);
  return [
    `work: ${NODE_TIME.format(digits(law.workMs))}`,
    `reference: ${keyText(reference)}`,
    ...term("serial", law.serialMs),
    ...term("log", law.logMs),
    ...term("overheadPerNode", law.overheadPerNodeMs),
    ...(error === null || error < 0.0005 ? [] : [`error: ${shareText(Math.min(1, error))}`]),
  ];
}

function referenceLine(reference: string | undefined): string[] {
  return reference === undefined ? [] : [`reference: ${keyText(reference)}`];
}

function atLeastOne({ median }: CountRange): number {
  return Math.max(1, median);
}

function textOf(fit: MeasuredFit | undefined): string {
  return fit === undefined ? "0 s" : fittedText(fit.fits.chosen);
}

function slowdownText(factor: number): string {
  return String(Number(Math.min(1000, Math.max(1, factor)).toPrecision(3)));
}
