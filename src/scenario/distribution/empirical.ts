import type { Distribution } from "../../engine/distribution.ts";
import type { Unit } from "../units/unit.ts";
import { readQuantity } from "../values/read-quantity.ts";
import { readText } from "../values/read-scalar.ts";
import { child, items, reportExpected, type Value } from "../values/value.ts";

/** Measured values in a CSV file. */
export interface EmpiricalFile {
  readonly kind: "empirical-file";
  /** Relative to the scenario. */
  readonly file: string;
  /** The header of the column; undefined: the first column. */
  readonly column: string | undefined;
  /** The unit of values that are bare numbers. */
  readonly unit: string | undefined;
}

/** Reads a list of quantities, the name of a CSV file, or a map with its `file`, `column` and `unit`. */
export function readEmpirical(value: Value, unit: Unit): Distribution | EmpiricalFile | undefined {
  const { node, path, problems } = value;
  if (node.kind === "list") {
    const values = items(value).map((item) => readQuantity(item, unit));
    if (values.length > 0) return isComplete(values) ? { kind: "empirical", values } : undefined;
    problems.error("SCENARIO_DISTRIBUTION", node.place, "`empirical` needs at least one value", { path });
    return undefined;
  }
  const file = readText(node.kind === "map" ? child(value, "file") : value);
  if (file === undefined) {
    if (node.kind === "map") reportExpected(value, "SCENARIO_VALUE", "a map with the `file` that holds the values");
    return undefined;
  }
  const column = readText(child(value, "column"));
  return { kind: "empirical-file", file, column, unit: readText(child(value, "unit")) };
}

function isComplete(values: readonly (number | undefined)[]): values is number[] {
  return values.every((value) => value !== undefined);
}
