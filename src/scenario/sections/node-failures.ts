import { MINUTE_MS } from "../../base/instant.ts";
import { momentsOf } from "../../engine/moments.ts";
import { readDistribution, type ScenarioDistribution } from "../distribution/scenario-distribution.ts";
import { DURATION } from "../units/duration.ts";
import { RATE } from "../units/rate.ts";
import { isWord } from "../values/read-scalar.ts";
import { children, type Placed, placed, reportExpected, type Value } from "../values/value.ts";

/** How long an instance runs until what it runs on fails: without memory, or as a distribution says; `none`: it does not. */
export type NodeFailure =
  | { readonly kind: "none" }
  | { readonly kind: "rate"; readonly meanTimeToFailureMs: number }
  | { readonly kind: "time"; readonly time: ScenarioDistribution };

/** `failures.nodes` by place: a role, an instance type, a resource, one of its groups or instances, or a pattern. */
export type NodeFailureSettings = readonly (Placed<NodeFailure> & { readonly pattern: string })[];

/** What fails more often would never do anything. */
const MEAN_MS_MIN = MINUTE_MS;

/** Reads `failures.nodes`: one for all nodes, or a map by place. */
export function readNodeFailures(value: Value | undefined): NodeFailureSettings {
  if (value === undefined) return [];
  const entries = value.node.kind === "map" ? children(value) : [{ ...value, key: "*" }];
  return entries.flatMap((entry) => {
    const failure = readNodeFailure(entry);
    return failure === undefined ? [] : [{ ...placed(entry, failure), pattern: entry.key }];
  });
}

function readNodeFailure(value: Value): NodeFailure | undefined {
  const failure = readForm(value);
  if (failure === undefined || meanOf(failure) >= MEAN_MS_MIN) return failure;
  reportExpected(value, "SCENARIO_VALUE", "at most `1 per minute` on average");
  return undefined;
}

function readForm(value: Value): NodeFailure | undefined {
  if (isWord(value, "none")) return { kind: "none" };
  const { node } = value;
  const text = node.kind === "scalar" && typeof node.value === "string" ? node.value : undefined;
  const meanTimeToFailureMs = text === undefined ? undefined : RATE.parse(text);
  if (meanTimeToFailureMs !== undefined) return { kind: "rate", meanTimeToFailureMs };
  if (node.kind !== "map" && (text === undefined || DURATION.parse(text) === undefined)) {
    const forms = `${RATE.name} such as ${RATE.forms}, \`none\`, or ${DURATION.name} after which it fails`;
    reportExpected(value, "SCENARIO_UNIT", forms);
    return undefined;
  }
  const time = readDistribution(value, DURATION);
  return time === undefined ? undefined : { kind: "time", time };
}

function meanOf(failure: NodeFailure): number {
  if (failure.kind === "rate") return failure.meanTimeToFailureMs;
  if (failure.kind === "none" || failure.time.value.kind === "empirical-file") return Number.POSITIVE_INFINITY;
  return momentsOf(failure.time.value).mean;
}
