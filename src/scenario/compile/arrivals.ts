import type { InstantMs } from "../../base/instant.ts";
import type { ActivationPlan } from "../../model/plan.ts";
import type { ReadFile } from "../distribution/empirical-file.ts";
import type { ActivationSettings, ArrivalTrace } from "../sections/activation.ts";
import type { Problems } from "../source/problems.ts";
import type { Placed } from "../values/value.ts";
import { readArrivalTrace } from "./arrival-trace.ts";
import type { CompileContext } from "./compile-context.ts";
import { momentInstant, refuseBefore } from "./moment.ts";

/** When an on-demand pipeline is activated; the first, or only, activation is the pipeline's (2.2). */
export function compileArrivals(
  { problems, readFile }: Pick<CompileContext, "problems" | "readFile">,
  { arrivals }: ActivationSettings,
  activationMs: InstantMs,
): ActivationPlan {
  if (arrivals === undefined) return { kind: "times", timesMs: [activationMs] };
  if (arrivals.kind === "every") return { ...arrivals, count: arrivals.count ?? null };
  if (arrivals.kind === "poisson") return { ...arrivals, count: arrivals.count ?? null };
  if (arrivals.kind === "trace") return compileTrace(arrivals.trace, activationMs, problems, readFile);
  for (const { value, place, path } of arrivals.times)
    refuseBefore(momentInstant(value, activationMs), activationMs, "this arrival", { place, path }, problems);
  const timesMs = arrivals.times.map(({ value }) => momentInstant(value, activationMs));
  return { kind: "times", timesMs: timesMs.sort((a, b) => a - b) };
}

function compileTrace(
  trace: Placed<ArrivalTrace>,
  activationMs: InstantMs,
  problems: Problems,
  readFile: ReadFile,
): ActivationPlan {
  const arrivals = readArrivalTrace(trace, readFile, problems);
  const timesMs = arrivals.map(({ moment }) => momentInstant(moment, activationMs));
  const early = timesMs.findIndex((timeMs) => timeMs < activationMs);
  const what = `\`${trace.value.file}\`, line ${arrivals[early]?.line}: this arrival`;
  refuseBefore(timesMs[early] ?? activationMs, activationMs, what, trace, problems);
  return { kind: "times", timesMs: timesMs.sort((a, b) => a - b) };
}

/** The earliest arrival that has a date; undefined where they count from the activation. */
export function firstDatedArrival(
  { arrivals }: ActivationSettings,
  readFile: ReadFile,
  problems: Problems,
): InstantMs | undefined {
  const moments =
    arrivals?.kind === "times"
      ? arrivals.times.map(({ value }) => value)
      : arrivals?.kind === "trace"
        ? readArrivalTrace(arrivals.trace, readFile, problems).map(({ moment }) => moment)
        : [];
  let first: InstantMs | undefined;
  for (const moment of moments) {
    if (moment.kind === "instant") first = Math.min(first ?? moment.instantMs, moment.instantMs);
  }
  return first;
}
