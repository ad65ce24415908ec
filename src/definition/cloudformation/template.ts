import { type JsonNode, type JsonObject, scalarText } from "../source/json-node.ts";

/** The sections of a CloudFormation template that a pipeline in it may name. */
export interface Template {
  readonly parameters: ReadonlyMap<string, JsonNode>;
  readonly mappings: ReadonlyMap<string, JsonNode>;
  readonly conditions: ReadonlyMap<string, JsonNode>;
  readonly resources: ReadonlyMap<string, TemplateResource>;
}

/** A resource under its logical id. */
export interface TemplateResource {
  readonly logicalId: string;
  readonly offset: number;
  readonly type: string | undefined;
  /** The name of the condition on which it is created. */
  readonly condition: string | undefined;
  readonly properties: JsonObject | undefined;
}

/** Resources of this type hold definitions. */
export const PIPELINE_TYPE = "AWS::DataPipeline::Pipeline";

/**
 * A text's only value as a template: a whole one, one under `resources` as the Serverless Framework has it, a map of
 * resources, or one resource; undefined for other values.
 */
export function templateOf(node: JsonNode): Template | undefined {
  if (node.kind !== "object") return undefined;
  const parts = child(node, "resources");
  const within = (parts?.kind === "array" ? parts.items : [parts]).find(
    (part) => child(part, "Resources") !== undefined,
  );
  if (within !== undefined) return templateOf(within);
  if (child(node, "AWSTemplateFormatVersion") !== undefined || child(node, "Resources")?.kind === "object") {
    return templateWith(node, entriesOf(child(node, "Resources")));
  }
  if (isPipeline(node)) return templateWith(node, new Map([["Pipeline", node]]));
  return node.properties.some(({ value }) => isPipeline(value)) ? templateWith(node, entriesOf(node)) : undefined;
}

function templateWith(node: JsonObject, resources: ReadonlyMap<string, JsonNode>): Template {
  return {
    parameters: entriesOf(child(node, "Parameters")),
    mappings: entriesOf(child(node, "Mappings")),
    conditions: entriesOf(child(node, "Conditions")),
    resources: new Map(Array.from(resources, ([id, value]) => [id, resourceOf(id, value)])),
  };
}

function isPipeline(node: JsonNode): boolean {
  return scalarText(child(node, "Type")) === PIPELINE_TYPE;
}

function resourceOf(logicalId: string, node: JsonNode): TemplateResource {
  const properties = child(node, "Properties");
  return {
    logicalId,
    offset: node.offset,
    type: scalarText(child(node, "Type")),
    condition: scalarText(child(node, "Condition")),
    properties: properties?.kind === "object" ? properties : undefined,
  };
}

/** The value of a key in the case in which CloudFormation has it. */
export function child(node: JsonNode | undefined, key: string): JsonNode | undefined {
  return node?.kind === "object" ? node.properties.find((property) => property.key === key)?.value : undefined;
}

function entriesOf(node: JsonNode | undefined): ReadonlyMap<string, JsonNode> {
  return new Map(node?.kind === "object" ? node.properties.map(({ key, value }) => [key, value]) : []);
}
