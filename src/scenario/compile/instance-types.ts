import type { NanoUsd } from "../../base/money.ts";
import { ec2OnDemandPrice } from "../../catalog/ec2-price.ts";
import { emrSurcharge } from "../../catalog/emr-price.ts";
import type { HourlyPrice } from "../../catalog/hourly-price.ts";
import { findInstanceType } from "../../catalog/instance-type.ts";
import { nearestInstanceTypes } from "../../catalog/nearest-instance-types.ts";
import { regions } from "../../catalog/region.ts";
import { relativeSpeed } from "../../catalog/relative-speed.ts";
import { sourcesOf } from "../../catalog/source.ts";
import { uploadRate } from "../../catalog/upload-rate.ts";
import type { InstanceTypePlan, ResourcePlan } from "../../model/plan.ts";
import { DEFAULT_UPLOAD } from "../defaults.ts";
import type { Place, ScenarioPath } from "../source/scenario-node.ts";
import { formatMoney } from "../units/money.ts";
import { TRANSFER_RATE } from "../units/transfer-rate.ts";
import { type CompileContext, placeOf } from "./compile-context.ts";
import { matching } from "./patterns.ts";

/** Each type that a resource names, with its speed, upload rate and prices. */
export function compileInstanceTypes(
  context: CompileContext,
  resources: readonly ResourcePlan[],
): Readonly<Record<string, InstanceTypePlan>> {
  const users = new Map<string, ResourcePlan>();
  for (const resource of [...resources].sort(clustersFirst)) {
    for (const type of typesOf(resource)) if (!users.has(type)) users.set(type, resource);
  }
  return Object.fromEntries([...users].map(([type, user]) => [type, compileType(context, type, user)]));
}

/** A type that a cluster uses needs EMR's price, whoever else uses it. */
function clustersFirst(a: ResourcePlan, b: ResourcePlan): number {
  return Number(b.kind === "EmrCluster") - Number(a.kind === "EmrCluster");
}

function typesOf(resource: ResourcePlan): string[] {
  const groups = resource.kind === "EmrCluster" ? resource.groups : [resource.group];
  return groups.map(({ instanceType }) => instanceType);
}

function compileType(context: CompileContext, type: string, user: ResourcePlan): InstanceTypePlan {
  return {
    type,
    speed: relativeSpeed(type)?.speed ?? 1,
    uploadBytesPerSecond: compileUpload(context, type),
    ec2NanoUsdPerHour: compilePrice(context, type, "ec2", user.id),
    emrNanoUsdPerHour: user.kind === "EmrCluster" ? compilePrice(context, type, "emr", user.id) : 0,
  };
}

function compileUpload(context: CompileContext, type: string): number {
  const { upload } = context.scenario.logs;
  const own = matching(upload, type)[0];
  if (own !== undefined) return own.value;
  const rate = uploadRate(type);
  const bytesPerSecond = Math.max(1, Math.round(rate?.bytesPerSecond ?? DEFAULT_UPLOAD.value));
  const text = TRANSFER_RATE.format(bytesPerSecond);
  context.assumptions.add({
    id: `upload.${type}`,
    rule: "6.6",
    what: `Upload rate of ${type}`,
    value: text,
    source: rate?.basis ?? "the type is not in the catalog",
    path: ["logs", "upload", type],
    yaml: text,
  });
  return bytesPerSecond;
}

const PRICE_WORDS = { ec2: "EC2 on-demand price", emr: "EMR surcharge" } as const;

function compilePrice(context: CompileContext, type: string, kind: "ec2" | "emr", resourceId: string): NanoUsd {
  const own = context.scenario.prices[kind].get(type);
  if (own !== undefined) return own;
  const find = kind === "ec2" ? ec2OnDemandPrice : emrSurcharge;
  const price = find(type, context.region, context.pricesDateMs);
  if (price === undefined) refusePrice(context, type, kind, resourceId);
  else assumePrice(context, type, kind, price);
  return price?.nanoUsdPerHour ?? 0;
}

function assumePrice(context: CompileContext, type: string, kind: "ec2" | "emr", price: HourlyPrice): void {
  const notes = [
    catalogSource(price.source),
    price.evidence === "found" ? undefined : price.evidence,
    price.note ?? undefined,
  ];
  context.assumptions.add({
    id: `price.${kind}.${type}`,
    rule: "7.1",
    what: `${PRICE_WORDS[kind]} of ${type} in ${context.region}, per hour`,
    value: formatMoney(price.nanoUsdPerHour),
    source: notes.filter((note) => note !== undefined).join("; "),
    path: ["prices", kind, type],
    yaml: formatMoney(price.nanoUsdPerHour),
  });
}

/** The sources that a row of the catalog names by their codes, in words. */
export function catalogSource(codes: string): string {
  return sourcesOf(codes)
    .map(({ title }) => title)
    .join("; ");
}

/** A type that does not exist, and a region that does not, have been refused already. */
function refusePrice(context: CompileContext, type: string, kind: "ec2" | "emr", resourceId: string): void {
  const object = context.objects.get(resourceId);
  if (object === undefined || findInstanceType(type) === undefined || !regions().includes(context.region)) return;
  const message = `no ${PRICE_WORDS[kind]} of ${type} in ${context.region} is known`;
  context.problems.error("PLAN_PRICE", placeOf(context, object), message, {
    path: resourceId,
    rule: "7.1",
    hint: `give it in the scenario: \`prices: { ${kind}: { ${type}: 0.10 USD } }\`, or choose another region or type`,
  });
}

/** An error for a type that the catalog does not have. */
export function refuseInstanceType(
  context: CompileContext,
  place: Place,
  type: string,
  path: ScenarioPath | string,
): void {
  const nearest = nearestInstanceTypes(type).map((one) => `\`${one}\``);
  context.problems.error("PLAN_INSTANCE_TYPE", place, `there is no instance type \`${type}\` in the catalog`, {
    path,
    ...(nearest.length === 0 ? {} : { hint: `did you mean ${nearest.join(" or ")}?` }),
  });
}
