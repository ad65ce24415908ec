import { unreachable } from "../../base/invariant.ts";
import { isoKey, type Shape, type ShapeNode } from "./shape.ts";

/** A JSON Schema, or a part of one. */
export type JsonSchema = { readonly [key: string]: unknown };

/** The JSON Schema (draft 2020-12) of a format whose outermost record has `record` as its title. */
export function jsonSchema(
  shape: Shape<unknown>,
  names: { readonly id: string; readonly title: string; readonly record: string },
): JsonSchema {
  const definitions = new Map<string, JsonSchema>();
  const root = schemaOf(shape, definitions);
  const format = definitions.get(names.record);
  definitions.delete(names.record);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: names.id,
    title: names.title,
    ...(format ?? root),
    $defs: Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Records become definitions of their own, so that each is written once. */
function schemaOf(shape: Shape<unknown>, definitions: Map<string, JsonSchema>): JsonSchema {
  const { node, description } = shape;
  if (node.kind === "record") {
    if (!definitions.has(node.title)) definitions.set(node.title, recordSchema(node, description, definitions));
    return { $ref: `#/$defs/${node.title}` };
  }
  if (node.kind === "nullable") return { description, anyOf: [schemaOf(node.of, definitions), { type: "null" }] };
  return { description, ...valueSchema(node, definitions) };
}

function valueSchema(
  node: Exclude<ShapeNode, { kind: "record" | "nullable" }>,
  definitions: Map<string, JsonSchema>,
): JsonSchema {
  switch (node.kind) {
    case "string":
      return node.pattern === undefined ? { type: "string" } : { type: "string", pattern: node.pattern };
    case "choice":
      return node.words.length === 1 ? { const: node.words[0] } : { enum: node.words };
    case "boolean":
      return { type: "boolean" };
    case "instant":
      return { type: "integer" };
    case "number": {
      const type = node.integer ? "integer" : "number";
      return {
        type: node.orInfinite ? [type, "null"] : type,
        ...(node.min === undefined ? {} : { minimum: node.min }),
      };
    }
    case "list":
      return { type: "array", items: schemaOf(node.of, definitions) };
    case "map":
      return { type: "object", additionalProperties: schemaOf(node.of, definitions) };
    default:
      return unreachable(node);
  }
}

function recordSchema(
  node: Extract<ShapeNode, { kind: "record" }>,
  description: string,
  definitions: Map<string, JsonSchema>,
): JsonSchema {
  const properties = new Map<string, JsonSchema>();
  const required: string[] = [];
  for (const { key, shape, optional } of node.fields) {
    properties.set(key, schemaOf(shape, definitions));
    if (!optional) required.push(key);
    if (shape.node.kind !== "instant") continue;
    properties.set(isoKey(key), isoSchema(key));
    if (!optional) required.push(isoKey(key));
  }
  return {
    description,
    type: "object",
    properties: Object.fromEntries(properties),
    required,
    additionalProperties: false,
  };
}

function isoSchema(key: string): JsonSchema {
  const pattern = "^[+-]?\\d{4,6}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$";
  return { description: `\`${key}\` in ISO 8601, UTC.`, type: "string", pattern };
}
