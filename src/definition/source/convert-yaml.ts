import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { JsonNode, JsonProperty } from "./json-node.ts";
import type { Problems } from "./problems.ts";
import { positionAt, type SourceText } from "./source-text.ts";

/** With aliases followed; a few lines of aliases to aliases could stand for billions. */
const NODES_MAX = 200_000;
/** Aliases can nest deeper than the text itself. */
const DEPTH_MAX = 64;

/** A YAML value as JSON would have it: aliases followed, CloudFormation's short tags in their long form. */
export function convertYaml(contents: Node, source: SourceText, problems: Problems): readonly JsonNode[] | undefined {
  const value = new Conversion(source, problems).convert(contents, 0);
  return value === undefined ? undefined : [value];
}

class Conversion {
  readonly #source: SourceText;
  readonly #problems: Problems;
  /** By name, the last one above the alias counts. */
  readonly #anchors = new Map<string, Node>();
  #nodes = 0;

  constructor(source: SourceText, problems: Problems) {
    this.#source = source;
    this.#problems = problems;
  }

  convert(node: unknown, depth: number): JsonNode | undefined {
    if (!isAlias(node) && !isMap(node) && !isSeq(node) && !isScalar(node)) return undefined;
    if (this.#isTooMuch(node, depth)) return undefined;
    if (isAlias(node)) return this.#alias(node.source, offsetOf(node), depth);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    const value = this.#untagged(node, depth);
    return value === undefined ? undefined : withTag(value, node.tag);
  }

  #untagged(node: Node, depth: number): JsonNode | undefined {
    const offset = offsetOf(node);
    if (isMap(node)) {
      return { kind: "object", offset, properties: node.items.flatMap((pair) => this.#property(pair, depth) ?? []) };
    }
    if (isSeq(node)) {
      return { kind: "array", offset, items: node.items.flatMap((item) => this.convert(item, depth + 1) ?? []) };
    }
    if (!isScalar(node)) return undefined;
    if (node.value === null) return { kind: "null", offset, text: "null" };
    // As written: 1.10 is a version to whoever writes it, not a number.
    return { kind: "string", offset, text: typeof node.value === "string" ? node.value : (node.source ?? "") };
  }

  #property({ key, value }: Pair<unknown, unknown>, depth: number): JsonProperty | undefined {
    if (!isScalar(key)) {
      const offset = isMap(key) || isSeq(key) || isAlias(key) ? offsetOf(key) : 0;
      this.#problems.error("SYNTAX", positionAt(this.#source, offset), "Expected a name as the key.", { rule: "1.1" });
      return undefined;
    }
    const keyOffset = offsetOf(key);
    const converted = value === null ? undefined : this.convert(value, depth + 1);
    const missing: JsonNode = { kind: "null", offset: keyOffset, text: "null" };
    const text = typeof key.value === "string" ? key.value : (key.source ?? "");
    return { key: text, keyOffset, value: converted ?? missing };
  }

  #alias(name: string, offset: number, depth: number): JsonNode | undefined {
    const target = this.#anchors.get(name);
    if (target !== undefined) return this.convert(target, depth + 1);
    const message = "The alias names no anchor above it.";
    this.#problems.error("SYNTAX", positionAt(this.#source, offset), message, { rule: "1.1" });
    return undefined;
  }

  #isTooMuch(node: Node, depth: number): boolean {
    if (this.#nodes < NODES_MAX && depth <= DEPTH_MAX) {
      this.#nodes++;
      return false;
    }
    if (this.#nodes <= NODES_MAX) {
      const message = `With its aliases followed the text has over ${NODES_MAX} values or is over ${DEPTH_MAX} levels deep.`;
      this.#problems.error("TEXT_LIMIT", positionAt(this.#source, offsetOf(node)), message, { rule: "2.5" });
    }
    this.#nodes = NODES_MAX + 1;
    return true;
  }
}

/** `!GetAtt A.B` is `{"Fn::GetAtt": ...}`; only `Ref` and `Condition` go without `Fn::`. */
function withTag(value: JsonNode, tag: string | undefined): JsonNode {
  if (tag === undefined || !/^![A-Za-z]/.test(tag)) return value;
  const name = tag.slice(1);
  const key = name === "Ref" || name === "Condition" ? name : `Fn::${name}`;
  const { offset } = value;
  return { kind: "object", offset, properties: [{ key, keyOffset: offset, value }] };
}

function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
