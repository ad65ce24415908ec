import type { Distribution } from "../../engine/distribution.ts";
import type { Place, ScenarioNode, ScenarioPath } from "../source/scenario-node.ts";
import type { Unit } from "../units/unit.ts";
import { reportExclusive, reportExpected, type Value } from "../values/value.ts";
import { DISTRIBUTION_KINDS, readDistributionKind } from "./distribution-kinds.ts";
import { type EmpiricalFile, readEmpirical } from "./empirical.ts";

/** A distribution as the scenario gives it, with its place; measured values may still stand in a file of their own. */
export interface ScenarioDistribution {
  readonly place: Place;
  readonly path: ScenarioPath;
  readonly unit: Unit;
  readonly value: Distribution | EmpiricalFile;
}

/**
 * Reads a quantity (always this value) or a map of one kind of distribution to its parameters, each of which is
 * checked: which there are, their signs, their order.
 */
export function readDistribution(value: Value | undefined, unit: Unit): ScenarioDistribution | undefined {
  if (value === undefined) return undefined;
  const distribution = readForm(value, unit);
  if (distribution === undefined) return undefined;
  return { place: value.node.place, path: value.path, unit, value: distribution };
}

function readForm(value: Value, unit: Unit): Distribution | EmpiricalFile | undefined {
  const { node, path, problems } = value;
  if (node.kind === "scalar" && typeof node.value === "string") {
    const constant = unit.parse(node.value);
    if (constant !== undefined) return { kind: "constant", value: constant };
  }
  if (reportExclusive(value, DISTRIBUTION_KINDS)) return undefined;
  const [only, second] = node.kind === "map" ? [...node.entries] : [];
  if (only === undefined || second !== undefined) {
    reportExpected(value, "SCENARIO_UNIT", `${unit.name} such as ${unit.forms}, or a distribution`, kindsHint(node));
    return undefined;
  }
  const [kind, { value: parameters }] = only;
  const inner: Value = { node: parameters, path: [...path, kind], problems };
  return kind === "empirical" ? readEmpirical(inner, unit) : readDistributionKind(kind, inner, unit);
}

/** A map was meant as a distribution; anything else was not. */
function kindsHint(node: ScenarioNode): string | undefined {
  if (node.kind !== "map") return undefined;
  return `distributions: ${DISTRIBUTION_KINDS.map((kind) => `\`${kind}\``).join(", ")}`;
}
