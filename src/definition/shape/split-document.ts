import { type JsonNode, type JsonObject, stringOf, valuesOf } from "../source/json-node.ts";

/** What a text is made of, whichever of the forms of rule 1.1 it has. */
export interface DocumentParts {
  readonly objects: JsonNode[];
  /** Parameter objects, in either form. */
  readonly parameters: JsonNode[];
  /** `{"myKey": "value"}` or the API's `{"id", "stringValue"}`. */
  readonly values: JsonObject[];
  /** Things at the top that are none of these. */
  readonly strays: JsonNode[];
}

const WRAPPER_KEYS = [
  "objects",
  "pipelineObjects",
  "parameters",
  "parameterObjects",
  "values",
  "parameterValues",
] as const;

/** Sorts what stands at the top of a text into objects, parameters and values (1.1). */
export function splitDocument(top: readonly JsonNode[]): DocumentParts {
  const parts: DocumentParts = { objects: [], parameters: [], values: [], strays: [] };
  for (const node of top) {
    if (node.kind === "object" && isWrapper(node)) addWrapper(node, parts);
    else parts.objects.push(...(node.kind === "array" ? node.items : [node]));
  }
  return parts;
}

/** The same for a text that holds parameters or values only: bare lists and maps are theirs there. */
export function splitParameterDocument(top: readonly JsonNode[]): DocumentParts {
  const parts: DocumentParts = { objects: [], parameters: [], values: [], strays: [] };
  for (const node of top) {
    if (node.kind === "object" && isWrapper(node)) addWrapper(node, parts);
    else for (const item of node.kind === "array" ? node.items : [node]) addBare(item, parts);
  }
  return parts;
}

/** An object that holds the parts of a definition, not a pipeline object that has a field of such a name. */
function isWrapper(node: JsonObject): boolean {
  if (stringOf(node, "id") !== undefined || stringOf(node, "type") !== undefined) return false;
  return WRAPPER_KEYS.some((key) => valuesOf(node, key).some(({ kind }) => kind === "array" || kind === "object"));
}

function addWrapper(node: JsonObject, parts: DocumentParts): void {
  for (const key of ["objects", "pipelineObjects"]) parts.objects.push(...items(node, key));
  for (const key of ["parameters", "parameterObjects"]) parts.parameters.push(...items(node, key));
  for (const key of ["values", "parameterValues"]) {
    for (const item of items(node, key)) (item.kind === "object" ? parts.values : parts.strays).push(item);
  }
}

/** A list's items, or the one thing that stands where a list should. */
function items(node: JsonObject, key: string): readonly JsonNode[] {
  return valuesOf(node, key).flatMap((value) => (value.kind === "array" ? value.items : [value]));
}

function addBare(item: JsonNode, parts: DocumentParts): void {
  if (item.kind !== "object") parts.strays.push(item);
  else if (isValue(item)) parts.values.push(item);
  else if (stringOf(item, "id") !== undefined) parts.parameters.push(item);
  else parts.values.push(item);
}

/** `{"id", "stringValue"}` of the API, or `{"ParameterKey", "ParameterValue"}` of CloudFormation's parameter files. */
function isValue(node: JsonObject): boolean {
  return valuesOf(node, "stringValue").length > 0 || valuesOf(node, "ParameterValue").length > 0;
}
