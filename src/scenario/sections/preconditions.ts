import { readDistribution, type ScenarioDistribution } from "../distribution/scenario-distribution.ts";
import { DURATION } from "../units/duration.ts";
import { INSTANT } from "../units/instant.ts";
import { PERCENTAGE } from "../units/percentage.ts";
import { TIME_OF_DAY } from "../units/time-of-day.ts";
import { readQuantity } from "../values/read-quantity.ts";
import { isWord } from "../values/read-scalar.ts";
import { child, children, type Placed, placed, reportExclusive, reportExpected, type Value } from "../values/value.ts";

/** When there is what a precondition looks for. */
export type ScenarioSatisfaction =
  | { readonly kind: "after"; readonly delay: ScenarioDistribution }
  | { readonly kind: "clock"; readonly timeOfDayMs: number }
  | { readonly kind: "at"; readonly instantMs: number }
  /** At each check; may be 0. */
  | { readonly kind: "chance"; readonly probability: number }
  | { readonly kind: "never" };

/** One entry of `preconditions`. */
export interface PreconditionSettings {
  readonly satisfied: ScenarioSatisfaction | undefined;
  /** How long one check takes. */
  readonly check: ScenarioDistribution | undefined;
}

/** Keys of an entry that say when it is met: one of them. */
const SATISFACTIONS: readonly string[] = ["satisfiedAfter", "satisfiedAt", "probability", "never"];

/** The entries of `preconditions` by pattern, in the order of the file. */
export function readPreconditions(
  value: Value | undefined,
): readonly (Placed<PreconditionSettings> & { readonly pattern: string })[] {
  return children(value).map((entry) => ({ ...placed(entry, readPrecondition(entry)), pattern: entry.key }));
}

function readPrecondition(value: Value): PreconditionSettings {
  if (isWord(value, "never")) return { satisfied: { kind: "never" }, check: undefined };
  if (value.node.kind !== "map") reportExpected(value, "SCENARIO_VALUE", "a map, or `never`");
  return { satisfied: readSatisfaction(value), check: readDistribution(child(value, "check"), DURATION) };
}

function readSatisfaction(value: Value): ScenarioSatisfaction | undefined {
  // `never` stands without a value: it is not left out for that
  const keys = value.node.kind === "map" ? [...value.node.entries.keys()] : [];
  if (reportExclusive(value, SATISFACTIONS)) return undefined;
  const only = keys.find((key) => SATISFACTIONS.includes(key));
  const given = only === undefined ? undefined : child(value, only);
  if (only === "never") return { kind: "never" };
  if (given === undefined) return undefined;
  if (only === "satisfiedAt") return readMoment(given);
  if (only === "satisfiedAfter") {
    const delay = readDistribution(given, DURATION);
    return delay === undefined ? undefined : { kind: "after", delay };
  }
  const probability = readQuantity(given, PERCENTAGE);
  return probability === undefined ? undefined : { kind: "chance", probability };
}

function readMoment(value: Value): ScenarioSatisfaction | undefined {
  const text = value.node.kind === "scalar" ? value.node.text : "";
  const timeOfDayMs = TIME_OF_DAY.parse(text);
  if (timeOfDayMs !== undefined) return { kind: "clock", timeOfDayMs };
  const instantMs = INSTANT.parse(text);
  if (instantMs !== undefined) return { kind: "at", instantMs };
  const expected = `${TIME_OF_DAY.name} (${TIME_OF_DAY.forms}) or ${INSTANT.name} (${INSTANT.forms})`;
  reportExpected(value, "SCENARIO_UNIT", expected);
  return undefined;
}
