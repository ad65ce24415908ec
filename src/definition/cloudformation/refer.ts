import { nearestHint } from "../fields/nearest-names.ts";
import type { JsonNode } from "../source/json-node.ts";
import { scalarText } from "../source/json-node.ts";
import { listOrText } from "./list-or-text.ts";
import type { Resolver } from "./resolver.ts";
import { child, type TemplateResource } from "./template.ts";

/**
 * What `Ref` answers for a name: a parameter's value, or a resource's name where the template itself says it. A value
 * that was given for the name wins; undefined for `AWS::NoValue`.
 */
export function refer(name: string, offset: number, resolver: Resolver): JsonNode | undefined {
  if (name === "AWS::NoValue") return undefined;
  const { parameters, resources } = resolver.template;
  const parameter = parameters.get(name);
  if (parameter !== undefined) return parameterValue(name, parameter, offset, resolver);
  const resource = resources.get(name);
  if (resource !== undefined) return nameOf(resource, offset, resolver);
  if (name.startsWith("AWS::")) {
    return resolver.placeholder(name, "stands for a value of the account or stack that the template is for", offset);
  }
  const reason = "stands for a name that is neither a parameter nor a resource of this text";
  const { hint } = nearestHint(name, [...parameters.keys(), ...resources.keys()]);
  return resolver.placeholder(name, reason, offset, hint);
}

/** An attribute of a resource, `MyBucket.Arn`: only a deployed stack has it, unless it is given. */
export function attribute(name: string, offset: number, resolver: Resolver): JsonNode {
  const reason = "stands for an attribute of a resource, which has it only once it is deployed";
  return resolver.placeholder(name, reason, offset);
}

function parameterValue(name: string, parameter: JsonNode, offset: number, resolver: Resolver): JsonNode {
  const type = scalarText(child(parameter, "Type")) ?? "String";
  const given = resolver.given.get(name);
  const isList = type === "CommaDelimitedList" || type.startsWith("List<");
  if (given !== undefined) return listOrText(isList ? given.flatMap(commaSeparated) : given, offset);
  if (type.startsWith("AWS::SSM::")) {
    return resolver.placeholder(name, "stands for a parameter that the account's Parameter Store holds", offset);
  }
  const text = scalarText(child(parameter, "Default"));
  if (text !== undefined) return listOrText(isList ? commaSeparated(text) : [text], offset);
  return resolver.placeholder(name, "stands for a parameter of the template that has no value and no default", offset);
}

function commaSeparated(text: string): readonly string[] {
  return text.split(",").map((item) => item.trim());
}

/** Of which property `Ref` answers the value. Source: Template reference, "Return values" of each type. */
const NAME_PROPERTIES: ReadonlyMap<string, string> = new Map([
  ["AWS::DynamoDB::Table", "TableName"],
  ["AWS::EC2::KeyPair", "KeyName"],
  ["AWS::IAM::InstanceProfile", "InstanceProfileName"],
  ["AWS::IAM::Role", "RoleName"],
  ["AWS::RDS::DBInstance", "DBInstanceIdentifier"],
  ["AWS::S3::Bucket", "BucketName"],
]);

function nameOf({ logicalId, type, properties }: TemplateResource, offset: number, resolver: Resolver): JsonNode {
  const given = resolver.given.get(logicalId);
  if (given !== undefined) return listOrText(given, offset);
  const property = child(properties, NAME_PROPERTIES.get(type ?? "") ?? "");
  const name = property === undefined ? undefined : resolver.follow(() => resolver.resolve(property));
  const reason = "stands for a resource of the template, which has a name only once it is deployed";
  return name ?? resolver.placeholder(logicalId, reason, offset);
}
