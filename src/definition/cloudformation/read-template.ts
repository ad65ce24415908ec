import type { UnresolvedValue } from "../definition.ts";
import type { JsonNode, JsonObject } from "../source/json-node.ts";
import type { Problems } from "../source/problems.ts";
import { positionAt, type SourceText } from "../source/source-text.ts";
import { Resolver } from "./resolver.ts";
import { child, PIPELINE_TYPE, type TemplateResource, templateOf } from "./template.ts";
import { UnresolvedValues } from "./unresolved-values.ts";

/** What a text holds once a template in it has been put into effect. */
export interface TemplateContents {
  /** The values at the top of the text; a template's first pipeline in place of the template. */
  readonly top: readonly JsonNode[];
  readonly unresolved: readonly UnresolvedValue[];
}

/** The parts of a pipeline that make up its definition; names, tags and the like do not matter to it. */
const SECTIONS = ["PipelineObjects", "ParameterObjects", "ParameterValues"] as const;

/**
 * Takes the pipeline out of a CloudFormation template, its functions and parameters put into effect as far as they can
 * be before the stack is deployed. Any other text comes back as it is.
 *
 * Source: AWS CloudFormation User Guide, AWS::DataPipeline::Pipeline and Intrinsic function reference.
 */
export function readTemplate(
  top: readonly JsonNode[],
  given: ReadonlyMap<string, readonly string[]>,
  source: SourceText,
  problems: Problems,
): TemplateContents {
  const [node, ...others] = top;
  const template = node === undefined || others.length > 0 ? undefined : templateOf(node);
  if (node === undefined || template === undefined) return { top, unresolved: [] };
  const unresolved = new UnresolvedValues(source);
  const resolver = new Resolver(template, given, unresolved);
  const pipelines = Array.from(template.resources.values()).filter(
    ({ type, condition }) => type === PIPELINE_TYPE && resolver.isCreated(condition),
  );
  const [first] = pipelines;
  if (first === undefined) return { top: [], unresolved: reportNoPipeline(node, source, problems) };
  if (pipelines.length > 1) reportOthers(first, pipelines.slice(1), source, problems);
  const definition = definitionOf(first, resolver);
  if (resolver.isExhausted) {
    const message = "The template's functions make more text than any definition has.";
    problems.error("TEXT_LIMIT", positionAt(source, first.offset), message, { rule: "2.5" });
  }
  return { top: [definition], unresolved: unresolved.list() };
}

function definitionOf({ offset, properties: written }: TemplateResource, resolver: Resolver): JsonObject {
  const properties = SECTIONS.map((key) => {
    const section = child(written, key);
    const value = section === undefined ? undefined : resolver.resolve(section);
    const list: JsonNode = value?.kind === "array" ? value : { kind: "array", offset, items: [] };
    return { key, keyOffset: list.offset, value: list };
  });
  return { kind: "object", offset, properties };
}

function reportNoPipeline({ offset }: JsonNode, source: SourceText, problems: Problems): readonly UnresolvedValue[] {
  const message = `The CloudFormation template creates no ${PIPELINE_TYPE}.`;
  const hint = "Give the template that holds the pipeline, or its PipelineObjects.";
  problems.error("UNKNOWN_SHAPE", positionAt(source, offset), message, { rule: "1.1", hint });
  return [];
}

function reportOthers(
  { logicalId }: TemplateResource,
  others: readonly TemplateResource[],
  source: SourceText,
  problems: Problems,
): void {
  const names = others.slice(0, 10).map((other) => `"${other.logicalId}"`);
  const more = others.length > names.length ? ` and ${others.length - names.length} more` : "";
  const message = `The template holds ${others.length + 1} pipelines; "${logicalId}" is read, ${names.join(", ")}${more} not.`;
  const hint = "Put each pipeline into a template of its own to forecast it.";
  problems.warning("OTHER_PIPELINES", positionAt(source, others[0]?.offset ?? 0), message, { rule: "1.1", hint });
}
