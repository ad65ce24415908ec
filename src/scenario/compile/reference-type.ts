import { relativeSpeed } from "../../catalog/relative-speed.ts";
import { DEFAULT_SCALING_REFERENCE } from "../defaults.ts";
import type { Placed } from "../values/value.ts";
import type { CompileContext } from "./compile-context.ts";
import { refuseInstanceType } from "./instance-types.ts";

/** An instance type; one without a place is a default. */
export type ReferenceType = Placed<string> | string;

/** The type whose time work counts: the scenario's, else the default, named as an assumption. */
export function referenceType(context: CompileContext, reference: Placed<string> | undefined): ReferenceType {
  if (reference !== undefined) return reference;
  const { rule, what, value, source } = DEFAULT_SCALING_REFERENCE;
  const override = `\`reference\` beside \`work\`: \`reference: ${value}\``;
  context.assumptions.add({ id: "work.scaling.reference", rule, what, value, source, override });
  return value;
}

/** Its speed, m1.small = 1; an unknown type is a problem, and then it is 1. */
export function referenceSpeed(context: CompileContext, type: ReferenceType): number {
  if (typeof type === "string") return relativeSpeed(type)?.speed ?? 1;
  const speed = relativeSpeed(type.value);
  if (speed === undefined) refuseInstanceType(context, type.place, type.value, type.path);
  return speed?.speed ?? 1;
}
