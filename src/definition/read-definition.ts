import { sortDiagnostics } from "../base/diagnostic.ts";
import { readTemplate } from "./cloudformation/read-template.ts";
import type { ParameterObject, PipelineDefinition } from "./definition.ts";
import { validateDefinition } from "./rules/validate-definition.ts";
import { inheritFields } from "./shape/inherit.ts";
import { type OwnObject, readObject } from "./shape/read-object.ts";
import { addValues, readParameter } from "./shape/read-parameters.ts";
import { type DocumentParts, splitDocument, splitParameterDocument } from "./shape/split-document.ts";
import { isYamlDefinition } from "./source/is-yaml-definition.ts";
import { type JsonNode, stringOf } from "./source/json-node.ts";
import { parseJson } from "./source/parse-json.ts";
import { parseYaml } from "./source/parse-yaml.ts";
import { Problems } from "./source/problems.ts";
import { positionAt, type SourceText, sourceText } from "./source/source-text.ts";

/** What comes with a definition from outside its text. */
export interface ReadDefinitionOptions {
  /** The name under which the user gave the text. */
  readonly file: string;
  /** Values of parameters from the command line; they win over all others. */
  readonly values?: ReadonlyMap<string, readonly string[]>;
  /** Files of parameters and values; later ones win over earlier ones and over the text's own. */
  readonly parameterTexts?: readonly { readonly text: string; readonly file: string }[];
}

/** Past this, nothing that an account may have (2.5); a bound on what a damaged text can cost. */
const OBJECTS_MAX = 2_000;

/**
 * Reads a pipeline definition in any form that it is written in (1.1 to 1.7), CloudFormation templates and YAML
 * included, and reports every problem that it finds, those of the rules included. Never throws.
 */
export function readDefinition(text: string, options: ReadDefinitionOptions): PipelineDefinition {
  const source = sourceText(options.file, text);
  const problems = new Problems(options.file);
  const others = readParameterTexts(options.parameterTexts ?? []);
  for (const [id, texts] of options.values ?? []) others.values.set(id, texts);
  const parsed = parseText(source, problems);
  const own = ownFormat(parsed);
  if (own !== undefined) reportOwnFormat(own, source, problems);
  const { top, unresolved } = readTemplate(own === undefined ? parsed : [], others.values, source, problems);
  const parts = splitDocument(top);
  reportStrays(parts, source, problems);
  const objects = inheritFields(readObjects(parts.objects, top, source, problems), problems);
  const parameters = new Map<string, ParameterObject>();
  const values = new Map<string, readonly string[]>();
  addParameters(parts, source, problems, parameters, values);
  for (const [id, parameter] of others.parameters) parameters.set(id, parameter);
  for (const [id, texts] of others.values) values.set(id, texts);
  const read: PipelineDefinition = {
    file: options.file,
    objects,
    parameters: Array.from(parameters.values()),
    values,
    diagnostics: [],
    ...(unresolved.length === 0 ? {} : { unresolvedValues: unresolved }),
  };
  for (const diagnostic of validateDefinition(read)) problems.push(diagnostic);
  const diagnostics = sortDiagnostics([...problems.list(), ...others.problems.flatMap((other) => other.list())]);
  return { ...read, diagnostics };
}

function parseText(source: SourceText, problems: Problems): readonly JsonNode[] {
  return isYamlDefinition(source.text) ? parseYaml(source, problems) : parseJson(source, problems);
}

/** `stepcast.result/1`: what this tool writes itself, and is no definition. */
function ownFormat([node]: readonly JsonNode[]): string | undefined {
  const format = node?.kind === "object" ? stringOf(node, "format")?.text : undefined;
  return format?.startsWith("stepcast.") ? format : undefined;
}

function reportOwnFormat(format: string, source: SourceText, problems: Problems): void {
  const message = `This is a file of the form ${format}, which stepcast writes, and no pipeline definition.`;
  const hint = "Show a result by `stepcast report`; forecast the definition or scenario that it was made of.";
  problems.error("UNKNOWN_SHAPE", positionAt(source, 0), message, { rule: "1.1", hint });
}

function readObjects(
  nodes: readonly JsonNode[],
  top: readonly JsonNode[],
  source: SourceText,
  problems: Problems,
): readonly OwnObject[] {
  if (nodes.length === 0) reportNoObjects(top, source, problems);
  if (nodes.length > OBJECTS_MAX) {
    const message = `The text holds ${nodes.length} objects; only the first ${OBJECTS_MAX} are read.`;
    problems.error("TEXT_LIMIT", positionAt(source, nodes[OBJECTS_MAX]?.offset ?? 0), message, { rule: "2.5" });
  }
  const objects = nodes.slice(0, OBJECTS_MAX).flatMap((node) => readObject(node, source, problems) ?? []);
  reportDuplicateIds(objects, problems);
  return objects;
}

function reportNoObjects(top: readonly JsonNode[], source: SourceText, problems: Problems): void {
  // A template without a pipeline has said it better.
  if (problems.list().some(({ code }) => code === "UNKNOWN_SHAPE")) return;
  const message = source.text.trim() === "" ? "The text is empty." : "The text holds no pipeline objects.";
  problems.error("NO_OBJECTS", positionAt(source, top[0]?.offset ?? 0), message, {
    rule: "1.1",
    hint: 'Expected {"objects": [...]}, a list of objects, or objects one after another.',
  });
}

function reportDuplicateIds(objects: readonly OwnObject[], problems: Problems): void {
  const first = new Map<string, OwnObject>();
  for (const object of objects) {
    const other = first.get(object.id);
    if (other === undefined) first.set(object.id, object);
    else {
      const place = `${other.position.line}:${other.position.column}`;
      const message = `Another object has the id "${object.id}" already, at ${place}.`;
      const details = { path: object.id, rule: "1.6", hint: "Give each object an id of its own." };
      problems.error("DUPLICATE_ID", object.fields.get("id")?.position ?? object.position, message, details);
    }
  }
}

function reportStrays(parts: DocumentParts, source: SourceText, problems: Problems): void {
  for (const stray of parts.strays) {
    const message = "Expected a parameter object or values in { }.";
    problems.error("UNKNOWN_SHAPE", positionAt(source, stray.offset), message, { rule: "1.1" });
  }
}

/** A file that gives a value replaces the value that an earlier one gave. */
function addParameters(
  parts: DocumentParts,
  source: SourceText,
  problems: Problems,
  parameters: Map<string, ParameterObject>,
  values: Map<string, readonly string[]>,
): void {
  for (const node of parts.parameters) {
    const parameter = readParameter(node, source, problems);
    if (parameter !== undefined) parameters.set(parameter.id, parameter);
  }
  const own = new Map<string, string[]>();
  for (const node of parts.values) addValues(node, own);
  for (const [id, texts] of own) values.set(id, texts);
}

interface ParameterTexts {
  readonly parameters: Map<string, ParameterObject>;
  readonly values: Map<string, readonly string[]>;
  readonly problems: readonly Problems[];
}

function readParameterTexts(texts: NonNullable<ReadDefinitionOptions["parameterTexts"]>): ParameterTexts {
  const parameters = new Map<string, ParameterObject>();
  const values = new Map<string, readonly string[]>();
  const problems = texts.map((text) => readParameterText(text, parameters, values));
  return { parameters, values, problems };
}

function readParameterText(
  { text, file }: { readonly text: string; readonly file: string },
  parameters: Map<string, ParameterObject>,
  values: Map<string, readonly string[]>,
): Problems {
  const source = sourceText(file, text);
  const problems = new Problems(file);
  const top = parseJson(source, problems);
  const parts = splitParameterDocument(top);
  reportStrays(parts, source, problems);
  if (parts.parameters.length + parts.values.length === 0) {
    const hint = 'Expected {"values": {...}}, {"parameters": [...]}, or either alone.';
    problems.error("NO_OBJECTS", positionAt(source, 0), "The text holds no parameters or values.", {
      rule: "1.1",
      hint,
    });
  }
  addParameters(parts, source, problems, parameters, values);
  return problems;
}
