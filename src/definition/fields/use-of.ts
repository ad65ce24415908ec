import type { Field, PipelineDefinition, PipelineObject } from "../definition.ts";
import type { FieldType, FieldUse } from "../object-types/field-type.ts";
import { findObject } from "./find-object.ts";
import { typeName } from "./type-of.ts";

/** Grows a cluster for the throughput of DynamoDB tables. */
export const RESIZE = /^resizeCluster/;

/** The activities that can have that. */
export const RESIZING_TYPES: ReadonlySet<string> = new Set([
  "EmrActivity",
  "HiveActivity",
  "HiveCopyActivity",
  "PigActivity",
]);

/**
 * What a field as it was written means to the simulation: one that is not simulated is followed all the same where it
 * asks for what the simulation does anyway, as `"resizeClusterBeforeRunning": "false"`.
 */
export function useOf(
  definition: Pick<PipelineDefinition, "objects">,
  object: PipelineObject,
  type: FieldType,
  { values }: Field,
): FieldUse {
  const [value] = values;
  if (type.use !== "notSimulated" || value?.kind === "ref") return type.use;
  const asksForNothing = value === undefined || value.text.trim().toLowerCase() === type.assumed;
  const isIdle = asksForNothing || isWithoutTables(definition, object, type);
  return isIdle ? "simulated" : "notSimulated";
}

/** A cluster is resized for the tables that the activity reads or writes, and for nothing else. */
function isWithoutTables(
  definition: Pick<PipelineDefinition, "objects">,
  object: PipelineObject,
  { key }: FieldType,
): boolean {
  if (!RESIZE.test(key)) return false;
  const nodes = ["input", "output"].flatMap((one) => object.fields.get(one)?.values ?? []);
  return !nodes.some((value) => {
    const node = findObject(definition, value.kind === "ref" ? value.id : value.text);
    return node !== undefined && typeName(node) === "DynamoDBDataNode";
  });
}
