import { hasErrors } from "../../../base/diagnostic.ts";
import { invariant } from "../../../base/invariant.ts";
import { readDefinition } from "../../../definition/read-definition.ts";
import type { Plan } from "../../../model/plan.ts";
import { compilePlan } from "../../../scenario/compile/compile-plan.ts";
import { readScenario } from "../../../scenario/read-scenario.ts";

/** The cluster of a replay. */
export interface ReplayCluster {
  readonly nodes: number;
  readonly instanceType: string;
  /** What decides of slots or containers: `ami`, Hadoop 1, or `release`, YARN. */
  readonly hadoop: "ami" | "release";
}

/**
 * The plan of one step on a cluster that is there at once: as a scenario with this fragment compiles it, so that what is
 * replayed is what a forecast from the profile would simulate.
 *
 * @param work the lines of the step's work in a scenario
 */
export function replayPlan(work: readonly string[], { nodes, instanceType, hadoop }: ReplayCluster): Plan {
  const cluster = {
    id: "Cluster",
    type: "EmrCluster",
    ...(hadoop === "ami" ? { amiVersion: "2.4.2" } : { releaseLabel: "emr-5.30.0" }),
    masterInstanceType: instanceType,
    coreInstanceType: instanceType,
    coreInstanceCount: String(nodes),
  };
  const activity = { id: "Replay", type: "EmrActivity", step: "replay.jar", runsOn: { ref: "Cluster" } };
  const text = JSON.stringify({ objects: [cluster, activity] });
  const { scenario, diagnostics } = readScenario(scenarioText(work, instanceType), { file: "replay.yaml" });
  const source = { definition: readDefinition(text, { file: "replay.json" }), text };
  const compiled = compilePlan({ scenario, source });
  const problems = [...diagnostics, ...compiled.diagnostics];
  const first = problems.find(({ severity }) => severity === "error");
  invariant(compiled.plan !== undefined && !hasErrors(problems), `a profile compiles: ${first?.message ?? ""}`);
  return compiled.plan;
}

/** Only the step takes time, and nothing costs anything. */
function scenarioText(work: readonly string[], instanceType: string): string {
  const type = JSON.stringify(instanceType);
  const step = work.map((line, index) => `      ${index === 0 ? "- " : "  "}${line}`);
  return [
    "pipeline: ./replay.json",
    "account: { prices: 2016-01-01, region: us-east-1 }",
    `prices: { ec2: { ${type}: 0 USD }, emr: { ${type}: 0 USD } }`,
    `boot: { ${type}: 0 s, pending: 0 s, applications: 0 s, runnerInstall: 0 s, termination: 0 s }`,
    "workloads:",
    "  Replay:",
    "    steps:",
    ...step,
  ].join("\n");
}
