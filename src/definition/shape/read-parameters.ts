import type { ParameterObject } from "../definition.ts";
import type { JsonNode, JsonObject } from "../source/json-node.ts";
import { stringOf, valuesOf } from "../source/json-node.ts";
import type { Problems } from "../source/problems.ts";
import { positionAt, type SourceText } from "../source/source-text.ts";
import { withoutApiForm } from "./api-form.ts";

/** Reads a parameter object of either form: `{"id", "type", "default", ...}` or the API's `attributes` (1.1). */
export function readParameter(node: JsonNode, source: SourceText, problems: Problems): ParameterObject | undefined {
  const position = positionAt(source, node.offset);
  if (node.kind !== "object") {
    problems.error("UNKNOWN_SHAPE", position, "Expected a parameter object in { }.", { rule: "1.1" });
    return undefined;
  }
  const plain = withoutApiForm(node, source, problems);
  const id = stringOf(plain, "id")?.text;
  if (id === undefined) {
    const hint = 'Give it the "id" by which expressions name it, as in #{myParameter}.';
    problems.error("MISSING_ID", position, "A parameter has no id.", { rule: "1.1", hint });
    return undefined;
  }
  const attributes = new Map<string, string[]>();
  for (const { key, value } of plain.properties) {
    if (key === "id") continue;
    attributes.set(key, [...(attributes.get(key) ?? []), ...scalars(value)]);
  }
  return { id, attributes, position };
}

/** Adds the values of `{"myKey": "value"}`, or of the API's or CloudFormation's pairs, to what is known already. */
export function addValues(node: JsonObject, values: Map<string, string[]>): void {
  const id = stringOf(node, "id") ?? stringOf(node, "ParameterKey");
  const pair = [...valuesOf(node, "stringValue"), ...valuesOf(node, "ParameterValue")];
  if (id !== undefined && pair.length > 0) addValue(id.text, pair.flatMap(scalars), values);
  else for (const { key, value } of node.properties) addValue(key, scalars(value), values);
}

function addValue(id: string, texts: readonly string[], values: Map<string, string[]>): void {
  values.set(id, [...(values.get(id) ?? []), ...texts]);
}

function scalars(node: JsonNode): readonly string[] {
  if (node.kind === "array") return node.items.flatMap(scalars);
  return node.kind === "object" || node.kind === "null" ? [] : [node.text];
}
