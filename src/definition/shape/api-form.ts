import { type JsonNode, type JsonObject, type JsonProperty, stringOf, valuesOf } from "../source/json-node.ts";
import type { Problems } from "../source/problems.ts";
import { positionAt, type SourceText } from "../source/source-text.ts";

/**
 * A pipeline or parameter object of the API's form, `{"id", "name", "fields": [{"key", "stringValue" | "refValue"}]}`,
 * as the definition file writes it; an object that is in that form already comes back as it is (1.1).
 */
export function withoutApiForm(node: JsonObject, source: SourceText, problems: Problems): JsonObject {
  const lists = ["fields", "attributes"].flatMap((key) => valuesOf(node, key)).filter(isListOfPairs);
  if (lists.length === 0) return node;
  const pairs = lists.flatMap((list) => (list.kind === "array" ? list.items : [list]));
  const identity = node.properties.filter(({ value }) => value.kind === "string");
  const fields = pairs.flatMap((pair) => apiField(pair, source, problems) ?? []);
  return { ...node, properties: [...identity.map(lowerCaseKey), ...fields] };
}

function isListOfPairs(node: JsonNode): boolean {
  if (node.kind === "array") return node.items.every((item) => item.kind === "object" && stringOf(item, "key"));
  return node.kind === "object" && stringOf(node, "key") !== undefined;
}

function apiField(pair: JsonNode, source: SourceText, problems: Problems): JsonProperty | undefined {
  if (pair.kind !== "object") return undefined;
  const key = stringOf(pair, "key");
  const value = valuesOf(pair, "stringValue")[0] ?? referenceValue(pair);
  if (key !== undefined && value !== undefined) {
    const misplaced = valuesOf(pair, "stringValue")
      .flatMap(itemsOf)
      .find(({ kind }) => kind === "object");
    if (misplaced === undefined) return { key: key.text, keyOffset: key.offset, value };
    const message = `The stringValue of the field "${key.text}" holds an object where a text belongs.`;
    const hint = "A reference is a refValue beside the key, without a stringValue.";
    problems.error("VALUE_SHAPE", positionAt(source, misplaced.offset), message, { rule: "1.1", hint });
    return undefined;
  }
  const message = `The field ${key === undefined ? "has no key" : `"${key.text}" has neither stringValue nor refValue`}.`;
  problems.error("VALUE_SHAPE", positionAt(source, pair.offset), message, { rule: "1.1" });
  return undefined;
}

function itemsOf(node: JsonNode): readonly JsonNode[] {
  return node.kind === "array" ? node.items : [node];
}

function referenceValue(pair: JsonObject): JsonObject | undefined {
  const value = valuesOf(pair, "refValue")[0];
  if (value === undefined) return undefined;
  return { kind: "object", offset: value.offset, properties: [{ key: "ref", keyOffset: value.offset, value }] };
}

/** Some tools write `Id` and `Name`. */
function lowerCaseKey(property: JsonProperty): JsonProperty {
  return { ...property, key: property.key.toLowerCase() };
}
