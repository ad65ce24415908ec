import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import type { Problems } from "./problems.ts";
import type { MapEntry, MapNode, Place, ScalarNode, ScenarioNode, ScenarioPath } from "./scenario-node.ts";

/** With aliases followed; a few lines of aliases to aliases could stand for billions. */
const NODES_MAX = 100_000;

/** Aliases can nest deeper than the text itself. */
const DEPTH_MAX = 100;

/** Turns a YAML document into the scenario's own tree, aliases followed. */
export function convertDocument(
  document: Document,
  placeAt: (offset: number) => Place,
  problems: Problems,
): ScenarioNode | undefined {
  if (document.contents === null) return { kind: "map", place: placeAt(0), entries: new Map() };
  return new Conversion(document, placeAt, problems).convert(document.contents, []);
}

class Conversion {
  private readonly document: Document;
  private readonly placeAt: (offset: number) => Place;
  private readonly problems: Problems;
  private nodes = 0;

  constructor(document: Document, placeAt: (offset: number) => Place, problems: Problems) {
    this.document = document;
    this.placeAt = placeAt;
    this.problems = problems;
  }

  convert(node: Node, path: ScenarioPath): ScenarioNode | undefined {
    this.nodes += 1;
    if (this.nodes === NODES_MAX || path.length > DEPTH_MAX) {
      this.nodes = NODES_MAX;
      const message = `with its aliases followed the scenario has over ${NODES_MAX} values or is ${DEPTH_MAX} deep`;
      this.problems.error("SCENARIO_LIMIT", this.placeOf(node), message);
    }
    if (this.nodes >= NODES_MAX) return undefined;
    if (isAlias(node)) return this.convertAlias(node, path);
    if (isMap(node)) return this.convertMap(node, path);
    if (isSeq(node)) return this.convertList(node.items, this.placeOf(node), path);
    return isScalar(node) ? this.convertScalar(node.value, node.source, this.placeOf(node), path) : undefined;
  }

  private convertAlias(node: Node, path: ScenarioPath): ScenarioNode | undefined {
    const target = isAlias(node) ? node.resolve(this.document) : undefined;
    if (target !== undefined) return this.convert(target, path);
    this.problems.error("SYNTAX", this.placeOf(node), "the alias names no anchor above it");
    return undefined;
  }

  private convertMap(node: YAMLMap, path: ScenarioPath): MapNode {
    const entries = new Map<string, MapEntry>();
    for (const pair of node.items) {
      const key = this.keyOf(pair, path);
      if (key === undefined) continue;
      const { name, place } = key;
      if (entries.has(name)) {
        this.problems.error("SYNTAX", place, `\`${name}\` is given twice in this map`, { path: [...path, name] });
      }
      const value = this.valueOf(pair, place, [...path, name]);
      if (value !== undefined) entries.set(name, { keyPlace: place, value });
    }
    return { kind: "map", place: this.placeOf(node), entries };
  }

  private keyOf(pair: Pair<unknown, unknown>, path: ScenarioPath): { name: string; place: Place } | undefined {
    const { key } = pair;
    if (isScalar(key)) return { name: key.source ?? String(key.value), place: this.placeOf(key) };
    const place = isMap(key) || isSeq(key) || isAlias(key) ? this.placeOf(key) : this.placeAt(0);
    this.problems.error("SYNTAX", place, "expected a name as the key", { path });
    return undefined;
  }

  private valueOf(pair: Pair<unknown, unknown>, keyPlace: Place, path: ScenarioPath): ScenarioNode | undefined {
    const { value } = pair;
    if (isScalar(value) || isMap(value) || isSeq(value) || isAlias(value)) return this.convert(value, path);
    return { kind: "scalar", place: keyPlace, value: null, text: "" };
  }

  private convertList(items: readonly unknown[], place: Place, path: ScenarioPath): ScenarioNode {
    const converted = items.map((item, index) =>
      isScalar(item) || isMap(item) || isSeq(item) || isAlias(item) ? this.convert(item, [...path, index]) : undefined,
    );
    return { kind: "list", place, items: converted.filter((item) => item !== undefined) };
  }

  private convertScalar(value: unknown, source: string | undefined, place: Place, path: ScenarioPath): ScalarNode {
    const text = source ?? String(value);
    if (typeof value === "number" && !Number.isFinite(value)) {
      this.problems.error("SYNTAX", place, `\`${text}\` is not a number that can be counted with`, { path });
    }
    const isKnown = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    return { kind: "scalar", place, value: isKnown ? value : null, text };
  }

  private placeOf(node: Node): Place {
    return this.placeAt(node.range?.[0] ?? 0);
  }
}
