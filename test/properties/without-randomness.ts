import type { Plan } from "../../src/model/plan.ts";

/** What fails, dies or is refused by chance: left out. */
const CHANCES: ReadonlySet<string> = new Set([
  "failure",
  "launchFailure",
  "runnerFailure",
  "lostAnswers",
  "calls",
  "timeToFailure",
  "meanTimeToFailureMs",
]);

/** Probabilities that have to stand there. */
const PROBABILITIES: ReadonlySet<string> = new Set(["failureProbability", "stragglerProbability"]);

/** The same plan with one value in place of each distribution, and with nothing that comes about by chance. */
export function withoutRandomness({ assumptions, warnings, ...plan }: Plan): Plan {
  // as JSON, which it survives: its shape stays
  return { ...(JSON.parse(JSON.stringify(plan), certain) as Plan), assumptions: [], warnings: [] };
}

function certain(key: string, value: unknown): unknown {
  if (CHANCES.has(key)) return undefined;
  if (PROBABILITIES.has(key)) return 0;
  return typeof value === "object" && value !== null && "kind" in value ? certainOf(value as Kinds) : value;
}

/** Some of the fields of what has a kind in a plan. */
type Kinds = Readonly<
  Record<"mean" | "min" | "max" | "mode" | "mu" | "shape" | "scale" | "meanInterarrivalMs", number>
> & {
  readonly kind: string;
  readonly values: readonly number[];
  readonly count: number | null;
};

function certainOf(value: Kinds): unknown {
  const constant = (of: number) => ({ kind: "constant", value: Math.round(of) });
  switch (value.kind) {
    case "exponential":
    case "normal":
      return constant(value.mean);
    case "uniform":
      return constant((value.min + value.max) / 2);
    case "lognormal":
      return constant(Math.exp(value.mu));
    case "gamma":
      return constant(value.shape * value.scale);
    case "weibull":
      return constant(value.scale);
    case "triangular":
    case "pert":
      return constant(value.mode);
    case "pareto":
      return constant(value.min);
    case "empirical":
      return constant(value.values[0] ?? 0);
    case "chance":
      return { kind: "after", delay: constant(600_000) };
    case "poisson":
      return { kind: "every", everyMs: Math.ceil(value.meanInterarrivalMs), count: value.count };
    case "interval":
      return { kind: "long", holdMs: 90_000 };
    default:
      return value;
  }
}
