import { nearestName } from "../fields/nearest-names.ts";
import type { JsonNode } from "../source/json-node.ts";
import { scalarText } from "../source/json-node.ts";
import { attribute } from "./refer.ts";
import type { Resolver } from "./resolver.ts";
import { substitute } from "./substitute.ts";
import { child } from "./template.ts";

/** What a function answers; undefined when its arguments are not what it takes. */
type TemplateFunction = (argument: JsonNode, resolver: Resolver) => Answer | undefined;

/** `value` is undefined for `AWS::NoValue`. */
interface Answer {
  readonly value: JsonNode | undefined;
}

const FUNCTIONS: ReadonlyMap<string, TemplateFunction> = new Map<string, TemplateFunction>([
  ["Fn::FindInMap", findInMap],
  ["Fn::GetAtt", getAttribute],
  ["Fn::If", chooseByCondition],
  ["Fn::Join", join],
  ["Fn::Select", select],
  ["Fn::Split", split],
  ["Fn::Sub", (argument, resolver) => answer(substitute(argument, resolver))],
]);

/** Known to CloudFormation; what they answer is the account's, or no part of a definition. */
const ONLY_WHEN_DEPLOYED: ReadonlySet<string> = new Set([
  "Fn::Base64",
  "Fn::Cidr",
  "Fn::GetAZs",
  "Fn::ImportValue",
  "Fn::Length",
  "Fn::ToJsonString",
  "Fn::Transform",
]);

const SHORT_NAMES = [...FUNCTIONS.keys(), ...ONLY_WHEN_DEPLOYED].map((name) => name.slice("Fn::".length));

/**
 * The result of a function of a template. What only a deployed stack knows, and functions that are not known or cannot
 * be read, are named in place of their result.
 *
 * Source: AWS CloudFormation User Guide, Intrinsic function reference.
 */
export function callFunction(name: string, argument: JsonNode, resolver: Resolver): JsonNode | undefined {
  const known = FUNCTIONS.get(name);
  const result = known?.(argument, resolver);
  if (result !== undefined) return result.value;
  const { offset } = argument;
  if (known !== undefined) {
    const hint = `Write the arguments that the CloudFormation guide names for ${name}.`;
    return resolver.placeholder(name, `stands for ${name}, which does not take these arguments`, offset, hint);
  }
  if (!ONLY_WHEN_DEPLOYED.has(name)) return unknownFunction(name, offset, resolver);
  // Only the name of an export is sure to be no secret.
  const label = name === "Fn::ImportValue" ? `${name} ${resolver.textOf(resolver.resolve(argument))}` : name;
  return resolver.placeholder(label, `stands for ${name}, which has a result only once the stack is deployed`, offset);
}

/** Written `!Ref: x` or `!Gettatt x`, say. */
function unknownFunction(name: string, offset: number, resolver: Resolver): JsonNode {
  const nearest = nearestName(name.slice("Fn::".length), ["Ref", ...SHORT_NAMES]);
  const hint = nearest === undefined ? "Give the value in its place." : `Did you mean !${nearest}?`;
  return resolver.placeholder(name, "stands for a function that CloudFormation does not have", offset, hint);
}

function answer(value: JsonNode | undefined): Answer | undefined {
  return value === undefined ? undefined : { value };
}

/** The arguments, put into effect, when there are so many of them. */
function argumentsOf(argument: JsonNode, count: number, resolver: Resolver): readonly JsonNode[] | undefined {
  if (argument.kind !== "array" || argument.items.length < count) return undefined;
  const items = argument.items.flatMap((item) => resolver.resolve(item) ?? []);
  return items.length < count ? undefined : items;
}

function join(argument: JsonNode, resolver: Resolver): Answer | undefined {
  const [delimiter, list] = argumentsOf(argument, 2, resolver) ?? [];
  const separator = scalarText(delimiter);
  if (separator === undefined || list === undefined || list.kind === "object") return undefined;
  const texts = (list.kind === "array" ? list.items : [list]).map((item) => resolver.textOf(item));
  const length = texts.reduce((sum, text) => sum + text.length + separator.length, 0);
  const text = resolver.canSpend(length) ? resolver.spend(texts.join(separator)) : "";
  return { value: { kind: "string", offset: argument.offset, text } };
}

function split(argument: JsonNode, resolver: Resolver): Answer | undefined {
  const [delimiter, whole] = argumentsOf(argument, 2, resolver) ?? [];
  const separator = scalarText(delimiter);
  const text = scalarText(whole);
  if (separator === undefined || separator === "" || whole === undefined || text === undefined) return undefined;
  // What has no value yet cannot be split: it stays in one piece for Select to name.
  if (resolver.unresolved.firstIn(text) !== undefined) return { value: whole };
  const items = text
    .split(separator)
    .map((part): JsonNode => ({ kind: "string", offset: argument.offset, text: part }));
  return { value: { kind: "array", offset: argument.offset, items } };
}

function select(argument: JsonNode, resolver: Resolver): Answer | undefined {
  const [position, list] = argumentsOf(argument, 2, resolver) ?? [];
  const index = scalarText(position);
  if (index === undefined || !/^\d{1,6}$/.test(index) || list === undefined) return undefined;
  if (list.kind === "array") return answer(list.items[Number(index)]);
  const name = resolver.unresolved.firstIn(resolver.textOf(list));
  if (name === undefined) return undefined;
  const reason = "stands for an item of a list that is known only once the stack is deployed";
  return { value: resolver.placeholder(`${name}[${index}]`, reason, argument.offset) };
}

function findInMap(argument: JsonNode, resolver: Resolver): Answer | undefined {
  const keys = argumentsOf(argument, 3, resolver)
    ?.slice(0, 3)
    .map((key) => resolver.textOf(key));
  if (keys === undefined) return undefined;
  const [map = "", first = "", second = ""] = keys;
  const found = child(child(resolver.template.mappings.get(map), first), second);
  if (found !== undefined) return { value: found };
  const reason = "stands for a value that the template's mappings do not give";
  return { value: resolver.placeholder(keys.join("."), reason, argument.offset) };
}

function getAttribute(argument: JsonNode, resolver: Resolver): Answer | undefined {
  const parts = argument.kind === "array" ? argumentsOf(argument, 2, resolver) : [argument];
  const texts = parts?.map((part) => scalarText(part));
  if (texts === undefined || texts.includes(undefined)) return undefined;
  return { value: attribute(texts.join("."), argument.offset, resolver) };
}

function chooseByCondition(argument: JsonNode, resolver: Resolver): Answer | undefined {
  if (argument.kind !== "array" || argument.items.length !== 3) return undefined;
  const [condition, whenTrue, whenFalse] = argument.items;
  const name = scalarText(condition);
  if (name === undefined || whenTrue === undefined || whenFalse === undefined) return undefined;
  const holds = resolver.condition(name);
  if (holds !== undefined) return { value: resolver.resolve(holds ? whenTrue : whenFalse) };
  const reason = "stands for a choice by a condition that is not known before the stack is deployed";
  return { value: resolver.placeholder(`Fn::If ${name}`, reason, argument.offset) };
}
