/** A JSON value as it stands in a text: repeated keys are kept, in order, and every key and value has its offset. */
export type JsonNode = JsonObject | JsonArray | JsonScalar;

/** `{...}`. */
export interface JsonObject {
  readonly kind: "object";
  readonly offset: number;
  readonly properties: readonly JsonProperty[];
}

/** `"key": value`. */
export interface JsonProperty {
  readonly key: string;
  readonly keyOffset: number;
  readonly value: JsonNode;
}

/** `[...]`. */
export interface JsonArray {
  readonly kind: "array";
  readonly offset: number;
  readonly items: readonly JsonNode[];
}

/** `text` is the decoded string, or the number, `true`, `false` or `null` as written. */
export interface JsonScalar {
  readonly kind: "string" | "number" | "boolean" | "null";
  readonly offset: number;
  readonly text: string;
}

/** The values of a key of an object, in order; keys of the API's form differ in case between tools (`Key`, `key`). */
export function valuesOf(node: JsonObject, key: string): readonly JsonNode[] {
  const wanted = key.toLowerCase();
  return node.properties.filter((property) => property.key.toLowerCase() === wanted).map(({ value }) => value);
}

/** The first string value of a key of an object. */
export function stringOf(node: JsonObject, key: string): JsonScalar | undefined {
  return valuesOf(node, key).find((value): value is JsonScalar => value.kind === "string");
}

/** The text of a scalar other than null. */
export function scalarText(node: JsonNode | undefined): string | undefined {
  if (node === undefined || node.kind === "object" || node.kind === "array" || node.kind === "null") return undefined;
  return node.text;
}
