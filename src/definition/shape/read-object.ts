import type { SourcePosition } from "../../base/diagnostic.ts";
import type { Field, FieldValue } from "../definition.ts";
import { canonicalTypeName, fieldType } from "../object-types/known-types.ts";
import { isUserField } from "../object-types/user-field.ts";
import type { JsonNode, JsonObject, JsonProperty } from "../source/json-node.ts";
import type { Problems } from "../source/problems.ts";
import { positionAt, type SourceText } from "../source/source-text.ts";
import { withoutApiForm } from "./api-form.ts";
import { readFieldValues } from "./read-field-values.ts";

/** An object as it stands in the text, before it inherits anything. */
export interface OwnObject {
  readonly id: string;
  readonly position: SourcePosition;
  /** By key as the guide spells it, in the order of the text. */
  readonly fields: ReadonlyMap<string, Field>;
}

/** Reads one pipeline object of either form; undefined when it is no object or has nothing to be named by. */
export function readObject(node: JsonNode, source: SourceText, problems: Problems): OwnObject | undefined {
  const position = positionAt(source, node.offset);
  if (node.kind !== "object") {
    const message = `Expected a pipeline object, got a ${node.kind === "array" ? "list" : node.kind}.`;
    problems.error("UNKNOWN_SHAPE", position, message, { rule: "1.1", hint: "An object is written in { }." });
    return undefined;
  }
  if (isCloudFormation(node)) {
    const message = "A CloudFormation template stands where a pipeline object belongs.";
    const hint = "A template is read when its text holds nothing else.";
    problems.error("UNKNOWN_SHAPE", position, message, { rule: "1.1", hint });
    return undefined;
  }
  const plain = withoutApiForm(node, source, problems);
  const id = identify(plain, position, problems);
  if (id === undefined) return undefined;
  return { id, position, fields: new FieldReader(id, plain, source, problems).read() };
}

function isCloudFormation({ properties }: JsonObject): boolean {
  return properties.some(
    ({ key, value }) => key === "AWSTemplateFormatVersion" || (key === "Resources" && value.kind === "object"),
  );
}

/** The id; for an excerpt without one its name (1.1). */
function identify(node: JsonObject, position: SourcePosition, problems: Problems): string | undefined {
  const id = scalarOf(node, "id");
  if (id !== undefined && id !== "") return id;
  const name = scalarOf(node, "name");
  if (name !== undefined && name !== "") {
    const message = `An object has no id; its name "${name}" is taken for it.`;
    problems.warning("MISSING_ID", position, message, { rule: "1.1", hint: 'Give it an "id".' });
    return name;
  }
  const message = "An object has no id.";
  const hint = node.properties.some(({ key }) => key === "type" || key === "fields")
    ? 'Give it an "id" that no other object has.'
    : 'If this is no pipeline object: a definition is {"objects": [...]}, as get-pipeline-definition answers it.';
  problems.error("MISSING_ID", position, message, { rule: "1.1", hint });
  return undefined;
}

function scalarOf(node: JsonObject, key: string): string | undefined {
  const value = node.properties.find((property) => property.key.toLowerCase() === key)?.value;
  return value?.kind === "string" || value?.kind === "number" ? value.text : undefined;
}

/** Fields of which a second one has no meaning (1.2). */
const SINGLE_FIELDS: ReadonlySet<string> = new Set(["id", "name", "type", "parent"]);

class FieldReader {
  readonly #id: string;
  readonly #node: JsonObject;
  readonly #source: SourceText;
  readonly #problems: Problems;
  readonly #typeName: string | undefined;
  readonly #fields = new Map<string, Field & { readonly values: FieldValue[] }>();

  constructor(id: string, node: JsonObject, source: SourceText, problems: Problems) {
    this.#id = id;
    this.#node = node;
    this.#source = source;
    this.#problems = problems;
    this.#typeName = canonicalTypeName(scalarOf(node, "type") ?? "");
  }

  read(): ReadonlyMap<string, Field> {
    for (const property of this.#node.properties) this.#add(property);
    return this.#fields;
  }

  #add(property: JsonProperty): void {
    const position = positionAt(this.#source, property.keyOffset);
    const key = this.#canonicalKey(property.key, position);
    const path = `${this.#id}.${key}`;
    const values = readFieldValues(property.value, path, this.#source, this.#problems).map((value) =>
      key === "type" ? this.#canonicalType(value, path) : this.#asReference(key, value, path),
    );
    const known = this.#fields.get(key);
    if (known === undefined) {
      const writtenKey = key === property.key ? {} : { writtenKey: property.key };
      this.#fields.set(key, { key, ...writtenKey, position, values: [...values] });
    } else if (SINGLE_FIELDS.has(key)) this.#repeated(key, path, position);
    else known.values.push(...values);
  }

  #canonicalKey(written: string, position: SourcePosition): string {
    const type = isUserField(written)
      ? undefined
      : (fieldType(this.#typeName, written) ?? fieldType(undefined, written));
    if (type === undefined || type.key === written) return written;
    const message = `The field "${written}" is read as "${type.key}".`;
    const path = `${this.#id}.${type.key}`;
    this.#problems.warning("FIELD_NAME_CASE", position, message, { path, rule: "1.1", hint: `Write "${type.key}".` });
    return type.key;
  }

  #canonicalType(value: FieldValue, path: string): FieldValue {
    const name = value.kind === "string" ? canonicalTypeName(value.text) : undefined;
    if (value.kind === "ref" || name === undefined || name === value.text) return value;
    const message = `The type "${value.text}" is read as "${name}".`;
    this.#problems.warning("FIELD_NAME_CASE", value.position, message, { path, rule: "1.6", hint: `Write "${name}".` });
    return { ...value, text: name };
  }

  /** Old files name an object by its plain id where a reference belongs (1.6). */
  #asReference(key: string, value: FieldValue, path: string): FieldValue {
    if (value.kind === "ref" || value.text.includes("#{") || this.#kindOf(key) !== "reference") return value;
    const message = `"${key}" holds a text where a reference belongs; it is read as {"ref": "${value.text}"}.`;
    this.#problems.warning("STRING_FOR_REFERENCE", value.position, message, {
      path,
      rule: "1.6",
      hint: `Write {"ref": "${value.text}"}.`,
    });
    return { kind: "ref", id: value.text, position: value.position };
  }

  #kindOf(key: string): string | undefined {
    return isUserField(key) ? undefined : fieldType(this.#typeName, key)?.kind;
  }

  #repeated(key: string, path: string, position: SourcePosition): void {
    const severity = key === "name" ? "warning" : "error";
    const message = `"${key}" is given more than once in one object; the first counts.`;
    this.#problems.add(severity, "REPEATED_FIELD", position, message, {
      path,
      rule: "1.2",
      hint: "Delete all but one.",
    });
  }
}
