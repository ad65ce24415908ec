import type { InstantMs } from "../../base/instant.ts";
import type { PipelineDefinition } from "../../definition/definition.ts";
import { DEFAULT_ACTIVATION_OF_2012, DEFAULT_ACTIVATION_SINCE } from "../defaults.ts";
import type { ReadFile } from "../distribution/empirical-file.ts";
import type { Scenario } from "../scenario.ts";
import type { Problems } from "../source/problems.ts";
import { formatUtc } from "../units/instant.ts";
import { firstDatedArrival } from "./arrivals.ts";
import type { AssumptionBook } from "./assumption-book.ts";
import { isOf2012 } from "./definition-era.ts";
import { instantOf, typeOf } from "./fields.ts";

/** A pipeline whose activation is asked for. */
interface ActivatedPart {
  readonly scenario: Scenario;
  readonly source: { readonly definition: PipelineDefinition };
  readonly problems: Problems;
  readonly assumptions: AssumptionBook;
}

/**
 * The instant of each pipeline's first activation: the scenario's, else the one that the rule of `activation.at` gives.
 * A pipeline that nothing dates is activated with the first of the others.
 */
export function activationInstants(parts: readonly ActivatedPart[], readFile: ReadFile): readonly InstantMs[] {
  const dated = parts.map((part) => datedInstant(part, readFile));
  const known = dated.flatMap((one) => one?.instantMs ?? []);
  const undated = known.length === 0 ? undatedInstant(parts) : { instantMs: Math.min(...known), source: WITH_OTHERS };
  return parts.map(({ assumptions }, index) => {
    const { instantMs, source } = dated[index] ?? undated;
    if (source !== undefined) assumeInstant(assumptions, instantMs, source);
    return instantMs;
  });
}

const WITH_OTHERS = "together with the first of the other pipelines";

interface ChosenInstant {
  readonly instantMs: InstantMs;
  /** Undefined: the scenario gives it. */
  readonly source: string | undefined;
}

function datedInstant({ scenario, source, problems }: ActivatedPart, readFile: ReadFile): ChosenInstant | undefined {
  const { activation } = scenario;
  if (activation.atMs !== undefined) return { instantMs: activation.atMs, source: undefined };
  const starts = source.definition.objects
    .filter((object) => typeOf(object) === "Schedule")
    .flatMap((schedule) => instantOf(source, schedule, "startDateTime") ?? []);
  if (starts.length > 0) return { instantMs: Math.min(...starts), source: "the earliest start of a schedule" };
  const firstArrivalMs = firstDatedArrival(activation, readFile, problems);
  return firstArrivalMs === undefined ? undefined : { instantMs: firstArrivalMs, source: "the first arrival" };
}

function undatedInstant(parts: readonly ActivatedPart[]): ChosenInstant {
  const pricesDateMs = parts[0]?.scenario.account.pricesDateMs;
  if (pricesDateMs !== undefined) return { instantMs: pricesDateMs, source: "the date of the prices" };
  return parts.every(({ source }) => isOf2012(source))
    ? { instantMs: DEFAULT_ACTIVATION_OF_2012, source: "the era of the definition, in which nothing is newer" }
    : { instantMs: DEFAULT_ACTIVATION_SINCE, source: "the latest date on which all kinds of prices were seen" };
}

function assumeInstant(assumptions: AssumptionBook, instantMs: InstantMs, source: string): void {
  assumptions.add({
    id: "activation.at",
    rule: "2.7",
    what: "Instant of the first activation",
    value: formatUtc(instantMs),
    source,
    path: ["activation", "at"],
    yaml: formatUtc(instantMs),
  });
}
