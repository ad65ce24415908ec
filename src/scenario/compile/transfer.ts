import { defaultInstanceType } from "../../catalog/region.ts";
import { uploadRate } from "../../catalog/upload-rate.ts";
import type { PipelineObject } from "../../definition/definition.ts";
import type { RunnerRef, WorkPlan } from "../../model/plan.ts";
import { DEFAULT_NODE_SIZE, DEFAULT_STAGING_RATE } from "../defaults.ts";
import { describeDistribution, formatDistribution } from "../distribution/describe-distribution.ts";
import type { ScenarioDistribution } from "../distribution/scenario-distribution.ts";
import { SIZE } from "../units/size.ts";
import { TRANSFER_RATE } from "../units/transfer-rate.ts";
import { USER_MANAGED } from "../values/host-rates.ts";
import type { StatedAssumption } from "./assumption-book.ts";
import { type CompileContext, given } from "./compile-context.ts";
import { typeOf } from "./fields.ts";
import { matching } from "./patterns.ts";
import { instanceTypeOf } from "./resized-cluster.ts";

/** The copy of a data node between S3 and the host of the Task Runner that takes the activity (4.7). */
export function compileTransfer(context: CompileContext, node: PipelineObject, runner: RunnerRef): WorkPlan {
  const own = givenSize(context, node);
  if (own === undefined) assumeSize(context, node);
  context.assumptions.add(UNBILLED_REQUESTS);
  return {
    kind: "transfer",
    dataNodeId: node.id,
    bytes: own === undefined ? DEFAULT_NODE_SIZE.value : given(context, own),
    bytesPerSecond: compileRate(context, runner),
  };
}

/** How many objects the data are in is not known: of their requests nothing can be said but this. */
const UNBILLED_REQUESTS: StatedAssumption = {
  id: "staging.requests",
  rule: "4.7",
  what: "S3 requests by which staging and copies read and write data",
  value: "not billed",
  source:
    "nobody says how many objects the data are in; in 2024 a thousand PUTs cost $0.005 and a thousand GETs $0.0004",
  override: "a sum of your own on top of the forecast, objects times price: no scenario key bills them",
};

/** The size that the scenario gives for a data node. */
export function givenSize(context: CompileContext, node: PipelineObject): ScenarioDistribution | undefined {
  return matching(context.scenario.dataNodes, node.id).flatMap(({ value }) => value.size ?? [])[0];
}

function assumeSize({ assumptions }: CompileContext, node: PipelineObject): void {
  const { rule, what, value, source } = DEFAULT_NODE_SIZE;
  assumptions.add({
    id: `dataNodes.${node.id}.size`,
    rule,
    what: `${what} ${node.id}`,
    value: describeDistribution(value, SIZE),
    source,
    path: ["dataNodes", node.id, "size"],
    yaml: formatDistribution(value, SIZE),
  });
}

/** All data pass through the one host: the EMR master, the EC2 instance, or a machine of the user's. */
function compileRate(context: CompileContext, runner: RunnerRef): number {
  const type = hostType(context, runner);
  const own = matching(context.scenario.staging.rates, type)[0];
  if (own !== undefined) return own.value;
  const found = uploadRate(type);
  const { rule, what, value, source } = DEFAULT_STAGING_RATE;
  const bytesPerSecond = Math.max(1, Math.round(found?.bytesPerSecond ?? value));
  const text = TRANSFER_RATE.format(bytesPerSecond);
  context.assumptions.add({
    id: `staging.rate.${type}`,
    rule,
    what: `${what} ${type === USER_MANAGED ? "machines of the user's own" : type}`,
    value: text,
    source: found?.basis ?? source,
    path: ["staging", "rate", type],
    yaml: text,
  });
  return bytesPerSecond;
}

function hostType(context: CompileContext, runner: RunnerRef): string {
  const resource = runner.kind === "resource" ? context.objects.get(runner.resourceId) : undefined;
  if (resource === undefined) return USER_MANAGED;
  const key = typeOf(resource) === "EmrCluster" ? "masterInstanceType" : "instanceType";
  return instanceTypeOf(context, resource, key) ?? defaultInstanceType(context.region);
}
