import type { JsonNode } from "../source/json-node.ts";

/** One value, or several as a list. */
export function listOrText(texts: readonly string[], offset: number): JsonNode {
  const items = texts.map((text): JsonNode => ({ kind: "string", offset, text }));
  return items.length === 1 && items[0] !== undefined ? items[0] : { kind: "array", offset, items };
}
