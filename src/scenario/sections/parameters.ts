import { readText } from "../values/read-scalar.ts";
import { children, items, type Value } from "../values/value.ts";

/** `parameters`: values of the definition's parameters by id, lists in the order given. */
export type ParameterSettings = ReadonlyMap<string, readonly string[]>;

/** Reads `parameters`, each value as it was written. */
export function readParameters(value: Value | undefined): ParameterSettings {
  const parameters = new Map<string, readonly string[]>();
  for (const entry of children(value)) {
    const values = entry.node.kind === "list" ? items(entry) : [entry];
    parameters.set(
      entry.key,
      values.flatMap((one) => readText(one) ?? []),
    );
  }
  return parameters;
}
