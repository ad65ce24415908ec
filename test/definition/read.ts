import type { Diagnostic } from "../../src/base/diagnostic.ts";
import type { PipelineDefinition, PipelineObject } from "../../src/definition/definition.ts";
import { findObject } from "../../src/definition/fields/find-object.ts";
import { type ReadDefinitionOptions, readDefinition } from "../../src/definition/read-definition.ts";

/** Reads a text, or a value that is written as JSON first. */
export function read(input: unknown, options: Partial<ReadDefinitionOptions> = {}): PipelineDefinition {
  const text = typeof input === "string" ? input : JSON.stringify(input);
  return readDefinition(text, { file: "pipeline.json", ...options });
}

/** The object with this id; a test that names one that is not there fails here. */
export function object(definition: PipelineDefinition, id: string): PipelineObject {
  const found = findObject(definition, id);
  if (found === undefined) throw new Error(`there is no object ${id}`);
  return found;
}

/** The values of a field as a person writes them: `"text"`, `->ID`. */
export function values(definition: PipelineDefinition, id: string, key: string): string[] {
  const field = object(definition, id).fields.get(key);
  return (field?.values ?? []).map((value) => (value.kind === "ref" ? `->${value.id}` : value.text));
}

/** `3:5 error SYNTAX`, one line a diagnostic. */
export function places(definition: PipelineDefinition): string[] {
  return definition.diagnostics.map(({ line, column, severity, code }) => `${line}:${column} ${severity} ${code}`);
}

/** The one diagnostic with this code. */
export function only(definition: PipelineDefinition, code: string): Diagnostic {
  const found = definition.diagnostics.filter((diagnostic) => diagnostic.code === code);
  const [first] = found;
  if (first === undefined || found.length > 1)
    throw new Error(`${found.length} diagnostics ${code}: ${places(definition)}`);
  return first;
}
