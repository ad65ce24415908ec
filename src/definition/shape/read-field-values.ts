import type { FieldValue } from "../definition.ts";
import { type JsonNode, type JsonObject, valuesOf } from "../source/json-node.ts";
import type { Problems } from "../source/problems.ts";
import { positionAt, type SourceText } from "../source/source-text.ts";

/** The values of a field: one for a scalar or reference, those of a list in its order (1.2). */
export function readFieldValues(
  node: JsonNode,
  path: string,
  source: SourceText,
  problems: Problems,
): readonly FieldValue[] {
  if (node.kind === "array") return node.items.flatMap((item) => readFieldValues(item, path, source, problems));
  const position = positionAt(source, node.offset);
  if (node.kind === "null") {
    const message = "A field is null, which is no value; it is read as if it were not there.";
    problems.warning("VALUE_SHAPE", position, message, {
      path,
      rule: "1.1",
      hint: "Delete the field, or give it a value.",
    });
    return [];
  }
  if (node.kind !== "object") return [{ kind: "string", text: node.text, position }];
  const reference = referenceOf(node, path, source, problems);
  return reference === undefined ? [] : [reference];
}

function referenceOf(node: JsonObject, path: string, source: SourceText, problems: Problems): FieldValue | undefined {
  const [id, ...others] = valuesOf(node, "ref");
  const position = positionAt(source, node.offset);
  if (id?.kind === "string" || id?.kind === "number") {
    if (others.length > 0 || node.properties.length > 1) {
      const message = "A reference holds more than its ref; the rest is not read.";
      problems.warning("VALUE_SHAPE", position, message, { path, rule: "1.1", hint: 'Write {"ref": "ID"} alone.' });
    }
    return { kind: "ref", id: id.text, position };
  }
  const hint = 'A field holds texts, numbers, true or false, {"ref": "ID"}, or lists of those.';
  if (id === undefined) {
    const message = "An object stands where a value should; it is not read.";
    problems.warning("VALUE_SHAPE", position, message, { path, rule: "1.1", hint });
  } else
    problems.error("VALUE_SHAPE", position, "A reference's ref is not the id of an object.", {
      path,
      rule: "1.1",
      hint,
    });
  return undefined;
}
