import type { JsonNode } from "../source/json-node.ts";
import { scalarText } from "../source/json-node.ts";
import { attribute, refer } from "./refer.ts";
import type { Resolver } from "./resolver.ts";
import { child } from "./template.ts";

/**
 * `Fn::Sub`: a text with its `${Name}` replaced by the values that a map beside it gives, or else by what `Ref` and
 * `Fn::GetAtt` answer; `${!Name}` stands for `${Name}` itself. Undefined when the arguments are not those.
 */
export function substitute(argument: JsonNode, resolver: Resolver): JsonNode | undefined {
  const items = argument.kind === "array" ? argument.items : [argument];
  const text = scalarText(items[0]);
  if (text === undefined || (items[1] !== undefined && items[1].kind !== "object")) return undefined;
  const variables = new Map<string, string>();
  const { offset } = argument;
  const replaced = text.replace(/\$\{(!?)([^{}]*)\}/g, (_whole, literal: string, name: string) => {
    if (literal !== "") return resolver.spend(`\${${name}}`);
    const value = variables.get(name) ?? variable(name.trim(), items[1], offset, resolver);
    variables.set(name, value);
    return resolver.spend(value);
  });
  return { kind: "string", offset, text: resolver.spend(replaced) };
}

function variable(name: string, map: JsonNode | undefined, offset: number, resolver: Resolver): string {
  const own = child(map, name);
  if (own !== undefined) return resolver.textOf(resolver.resolve(own));
  const isAttribute = name.includes(".") && !resolver.template.parameters.has(name);
  return resolver.textOf(isAttribute ? attribute(name, offset, resolver) : refer(name, offset, resolver));
}
