import type { Field } from "../definition.ts";
import type { FieldType, FieldUse } from "../object-types/field-type.ts";

/**
 * What a field as it was written means to the simulation: one that is not simulated is followed all the same where it
 * asks for what the simulation does anyway, as `"resizeClusterBeforeRunning": "false"`.
 */
export function useOf(type: FieldType, { values }: Field): FieldUse {
  const [value] = values;
  if (type.use !== "notSimulated" || value?.kind === "ref") return type.use;
  const asksForNothing = value === undefined || value.text.trim().toLowerCase() === type.assumed;
  return asksForNothing ? "simulated" : "notSimulated";
}
