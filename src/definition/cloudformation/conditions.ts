import type { JsonNode } from "../source/json-node.ts";
import { scalarText } from "../source/json-node.ts";
import type { Resolver } from "./resolver.ts";

/**
 * Whether a condition holds; undefined when that depends on what only a deployed stack knows.
 *
 * Source: AWS CloudFormation User Guide, Condition functions.
 */
export function evaluateCondition(node: JsonNode, resolver: Resolver): boolean | undefined {
  const call = node.kind === "object" ? node.properties[0] : undefined;
  if (call === undefined) return undefined;
  const { key, value } = call;
  if (key === "Condition") return resolver.condition(scalarText(value) ?? "");
  const items = value.kind === "array" ? value.items : [];
  if (key === "Fn::Equals") return areEqual(items, resolver);
  const operands = items.map((item) => evaluateCondition(item, resolver));
  if (key === "Fn::Not") return operands[0] === undefined ? undefined : !operands[0];
  if (key === "Fn::And") return allHold(operands);
  if (key !== "Fn::Or") return undefined;
  const none = allHold(operands.map((operand) => (operand === undefined ? undefined : !operand)));
  return none === undefined ? undefined : !none;
}

function areEqual([left, right]: readonly JsonNode[], resolver: Resolver): boolean | undefined {
  if (left === undefined || right === undefined) return undefined;
  const texts = [left, right].map((node) => resolver.textOf(resolver.resolve(node)));
  return texts.some((text) => resolver.unresolved.firstIn(text) !== undefined) ? undefined : texts[0] === texts[1];
}

/** One that does not hold decides, whatever the others are. */
function allHold(operands: readonly (boolean | undefined)[]): boolean | undefined {
  if (operands.length === 0) return undefined;
  if (operands.includes(false)) return false;
  return operands.includes(undefined) ? undefined : true;
}
