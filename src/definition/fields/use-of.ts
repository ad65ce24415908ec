import type { Field, PipelineObject } from "../definition.ts";
import type { FieldType, FieldUse } from "../object-types/field-type.ts";

/** The field of a bid for Spot instances, whichever group it is for. */
export const BID = /BidPrice$/;

/**
 * What a field as it was written means to the simulation: one that is not simulated is followed all the same where it
 * asks for what the simulation does anyway, as `"resizeClusterBeforeRunning": "false"`.
 */
export function useOf(object: PipelineObject, type: FieldType, { values }: Field): FieldUse {
  const [value] = values;
  if (type.use !== "notSimulated" || value?.kind === "ref") return type.use;
  const asksForNothing = value === undefined || value.text.trim().toLowerCase() === type.assumed;
  return asksForNothing || isWithoutSpot(object, type) ? "simulated" : "notSimulated";
}

/** What is on demand anyway is so at its last attempt, too (3.6). */
function isWithoutSpot(object: PipelineObject, { key }: FieldType): boolean {
  return key === "useOnDemandOnLastAttempt" && ![...object.fields.keys()].some((name) => BID.test(name));
}
