import type { Distribution } from "../../engine/distribution.ts";
import type { Unit } from "../units/unit.ts";

/** As a person writes it: "normal, mean 100 s, sd 5 s". */
export function describeDistribution(distribution: Distribution, unit: Unit): string {
  const parameters = parametersOf(distribution, unit);
  if (distribution.kind === "constant") return parameters.get("constant") ?? "";
  return [distribution.kind, ...[...parameters].map(([name, text]) => `${name} ${text}`)].join(", ");
}

/** As the scenario file writes it: `{ normal: { mean: 100 s, sd: 5 s } }`. */
export function formatDistribution(distribution: Distribution, unit: Unit): string {
  const parameters = parametersOf(distribution, unit);
  if (distribution.kind === "constant") return parameters.get("constant") ?? "";
  if (distribution.kind === "empirical") return `{ empirical: [${distribution.values.map(unit.format).join(", ")}] }`;
  const text = [...parameters].map(([name, value]) => `${name}: ${value}`).join(", ");
  return `{ ${distribution.kind}: { ${text} } }`;
}

function parametersOf(distribution: Distribution, unit: Unit): ReadonlyMap<string, string> {
  const quantity = unit.format;
  switch (distribution.kind) {
    case "constant":
      return new Map([["constant", quantity(distribution.value)]]);
    case "uniform":
      return new Map([
        ["min", quantity(distribution.min)],
        ["max", quantity(distribution.max)],
      ]);
    case "exponential":
      return new Map([["mean", quantity(distribution.mean)]]);
    case "normal":
      return new Map([
        ["mean", quantity(distribution.mean)],
        ["sd", quantity(distribution.sd)],
      ]);
    case "lognormal":
      return new Map([
        ["median", quantity(Math.exp(distribution.mu))],
        ["sigma", String(distribution.sigma)],
      ]);
    case "gamma":
    case "weibull":
      return new Map([
        ["shape", String(distribution.shape)],
        ["scale", quantity(distribution.scale)],
      ]);
    case "triangular":
    case "pert":
      return new Map([
        ["min", quantity(distribution.min)],
        ["mode", quantity(distribution.mode)],
        ["max", quantity(distribution.max)],
      ]);
    case "pareto":
      return new Map([
        ["min", quantity(distribution.min)],
        ["alpha", String(distribution.alpha)],
      ]);
    case "empirical":
      return new Map([["of", `${distribution.values.length} values`]]);
  }
}
