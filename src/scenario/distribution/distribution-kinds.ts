import type { Distribution } from "../../engine/distribution.ts";
import { didYouMean } from "../source/nearest-names.ts";
import type { Unit } from "../units/unit.ts";
import { readQuantity } from "../values/read-quantity.ts";
import { readRatio } from "../values/read-scalar.ts";
import { child, type Value } from "../values/value.ts";

/** Parameters that are ratios; all others are quantities in the unit of the distribution. */
const RATIOS: ReadonlySet<string> = new Set(["cv", "mu", "sigma", "shape", "alpha"]);

/** The parameters of one form as numbers. A parameter that is not there reads as NaN; `build` asks only for its own. */
type Parameters = (name: string) => number;

/** One way to give a distribution: which parameters, what must hold of them, what they make. */
interface Form {
  readonly parameters: readonly string[];
  /** What is wrong with the parameters, undefined when nothing is. */
  readonly problem: (get: Parameters) => string | undefined;
  readonly build: (get: Parameters, unit: Unit) => Distribution;
}

/** The 95 % quantile of the standard normal distribution. */
const NORMAL_P95 = 1.6448536269514722;

const FORMS: ReadonlyMap<string, readonly Form[]> = new Map([
  [
    "uniform",
    [
      {
        parameters: ["min", "max"],
        problem: (get) => (get("min") > get("max") ? "`min` must not be above `max`" : undefined),
        build: (get) => ({ kind: "uniform", min: get("min"), max: get("max") }),
      },
    ],
  ],
  [
    "exponential",
    [
      {
        parameters: ["mean"],
        problem: positive("mean"),
        build: (get) => ({ kind: "exponential", mean: get("mean") }),
      },
    ],
  ],
  ["normal", [normalForm("sd", (get) => get("sd")), normalForm("cv", (get) => get("mean") * get("cv"))]],
  [
    "lognormal",
    [
      {
        parameters: ["mean", "cv"],
        problem: positive("mean", "cv"),
        build: (get) => lognormal(get("mean"), get("cv")),
      },
      {
        parameters: ["mean", "sd"],
        problem: positive("mean", "sd"),
        build: (get) => lognormal(get("mean"), get("sd") / get("mean")),
      },
      {
        parameters: ["median", "p95"],
        problem: (get) =>
          positive("median")(get) ?? (get("p95") > get("median") ? undefined : "`p95` must be above `median`"),
        build: (get) => ({
          kind: "lognormal",
          mu: Math.log(get("median")),
          sigma: Math.log(get("p95") / get("median")) / NORMAL_P95,
        }),
      },
      {
        parameters: ["median", "sigma"],
        problem: positive("median", "sigma"),
        build: (get) => ({ kind: "lognormal", mu: Math.log(get("median")), sigma: get("sigma") }),
      },
      {
        parameters: ["mu", "sigma"],
        problem: (get) =>
          positive("sigma")(get) ?? (Math.abs(get("mu")) <= 30 ? undefined : "`mu` must lie between -30 and 30"),
        build: (get, unit) => ({ kind: "lognormal", mu: get("mu") + Math.log(oneOf(unit)), sigma: get("sigma") }),
      },
    ],
  ],
  [
    "gamma",
    [
      {
        parameters: ["shape", "scale"],
        problem: positive("shape", "scale"),
        build: (get) => ({ kind: "gamma", shape: get("shape"), scale: get("scale") }),
      },
      {
        parameters: ["mean", "cv"],
        problem: positive("mean", "cv"),
        build: (get) => ({ kind: "gamma", shape: 1 / get("cv") ** 2, scale: get("mean") * get("cv") ** 2 }),
      },
    ],
  ],
  [
    "weibull",
    [
      {
        parameters: ["shape", "scale"],
        problem: positive("shape", "scale"),
        build: (get) => ({ kind: "weibull", shape: get("shape"), scale: get("scale") }),
      },
    ],
  ],
  ["triangular", [threePointForm("triangular")]],
  ["pert", [threePointForm("pert")]],
  [
    "pareto",
    [
      {
        parameters: ["min", "alpha"],
        problem: (get) =>
          positive("min")(get) ?? (get("alpha") > 1 ? undefined : "`alpha` must be above 1: below that it has no mean"),
        build: (get) => ({ kind: "pareto", min: get("min"), alpha: get("alpha") }),
      },
    ],
  ],
] satisfies [string, Form[]][]);

/** Every kind that a scenario may name, `constant` and `empirical` included. */
export const DISTRIBUTION_KINDS: readonly string[] = ["constant", ...FORMS.keys(), "empirical"];

/** Reads the parameters of a kind; problems stand at the parameter, or at the map where one is missing. */
export function readDistributionKind(kind: string, value: Value, unit: Unit): Distribution | undefined {
  if (kind === "constant") {
    const constant = readQuantity(value, unit);
    return constant === undefined ? undefined : { kind: "constant", value: constant };
  }
  const forms = FORMS.get(kind);
  if (forms === undefined) {
    report(value, `there is no distribution \`${kind}\``, didYouMean(kind, DISTRIBUTION_KINDS));
    return undefined;
  }
  const form = forms.find(({ parameters }) => givesExactly(value, parameters));
  if (form === undefined) {
    const ways = forms.map(({ parameters }) => parameters.map((name) => `\`${name}\``).join(" and "));
    report(value, `\`${kind}\` is given by ${ways.join(", or by ")}`);
    return undefined;
  }
  return build(kind, form, value, unit);
}

function build(kind: string, form: Form, value: Value, unit: Unit): Distribution | undefined {
  const numbers = new Map<string, number>();
  for (const name of form.parameters) {
    const parameter = child(value, name);
    const number = parameter && (RATIOS.has(name) ? readRatio(parameter) : readQuantity(parameter, unit));
    if (number === undefined) return undefined;
    numbers.set(name, number);
  }
  const get: Parameters = (name) => numbers.get(name) ?? Number.NaN;
  const problem = form.problem(get);
  if (problem === undefined) return form.build(get, unit);
  report(value, `${kind}: ${problem}`);
  return undefined;
}

function givesExactly(value: Value, parameters: readonly string[]): boolean {
  if (value.node.kind !== "map" || value.node.entries.size !== parameters.length) return false;
  return parameters.every((name) => child(value, name) !== undefined);
}

function report({ node, path, problems }: Value, message: string, hint?: string): void {
  problems.error("SCENARIO_DISTRIBUTION", node.place, message, { path, ...(hint === undefined ? {} : { hint }) });
}

function positive(...names: readonly string[]): (get: Parameters) => string | undefined {
  return (get) => {
    const wrong = names.find((name) => !(get(name) > 0));
    return wrong === undefined ? undefined : `\`${wrong}\` must be above 0`;
  };
}

function normalForm(spread: string, sd: (get: Parameters) => number): Form {
  return {
    parameters: ["mean", spread],
    problem: (get) => (get(spread) >= 0 ? undefined : `\`${spread}\` must not be negative`),
    build: (get) => ({ kind: "normal", mean: get("mean"), sd: sd(get) }),
  };
}

function threePointForm(kind: "triangular" | "pert"): Form {
  return {
    parameters: ["min", "mode", "max"],
    problem: (get) => {
      if (!(get("min") <= get("mode") && get("mode") <= get("max"))) return "expected `min` <= `mode` <= `max`";
      return get("min") < get("max") ? undefined : "`min` must be below `max`";
    },
    build: (get) => ({ kind, min: get("min"), mode: get("mode"), max: get("max") }),
  };
}

/** Source: moments of the lognormal distribution: cv^2 = exp(sigma^2) - 1, mean = exp(mu + sigma^2 / 2). */
function lognormal(mean: number, cv: number): Distribution {
  const variance = Math.log1p(cv ** 2);
  return { kind: "lognormal", mu: Math.log(mean) - variance / 2, sigma: Math.sqrt(variance) };
}

/** One second, or one node-second: what `mu` is the logarithm of. */
function oneOf(unit: Unit): number {
  return unit.parse("1 s") ?? unit.parse("1 node-second") ?? 1;
}
