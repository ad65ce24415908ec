import type { Unit } from "../units/unit.ts";
import { reportExpected, type Value } from "./value.ts";

/** Reads a quantity with its unit. Everything else, a bare number too, is a problem that shows the accepted forms. */
export function readQuantity(value: Value | undefined, unit: Unit): number | undefined {
  if (value === undefined) return undefined;
  const { node } = value;
  const quantity = node.kind === "scalar" && typeof node.value === "string" ? unit.parse(node.value) : undefined;
  if (quantity === undefined) reportExpected(value, "SCENARIO_UNIT", `${unit.name} such as ${unit.forms}`);
  return quantity;
}

/** The same, rounded to the integer unit that the simulation counts in. */
export function readWhole(value: Value | undefined, unit: Unit): number | undefined {
  const quantity = readQuantity(value, unit);
  return quantity === undefined ? undefined : Math.round(quantity);
}

/** The same for what cannot be 0: an interval, a transfer rate. */
export function readPositive(value: Value | undefined, unit: Unit): number | undefined {
  const quantity = readWhole(value, unit);
  if (value === undefined || quantity !== 0) return quantity;
  reportExpected(value, "SCENARIO_VALUE", `${unit.name} above 0`);
  return undefined;
}
