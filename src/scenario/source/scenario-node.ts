import type { SourcePosition } from "../../base/diagnostic.ts";

/** Where a value was written: in the scenario file, in a `--set` argument, ... */
export interface Place extends SourcePosition {
  /** The name under which the user gave the text. */
  readonly file: string;
}

/**
 * The scenario as data with a place for every value. Keys are kept in Maps, so that no name that a user chooses
 * (`__proto__`, `constructor`) means anything to the program.
 */
export type ScenarioNode = ScalarNode | ListNode | MapNode;

/** One value; null where a key has none. */
export interface ScalarNode {
  readonly kind: "scalar";
  readonly place: Place;
  readonly value: string | number | boolean | null;
  /** As it was written, without quotes: `007`, `1e3`. */
  readonly text: string;
}

/** Values in the order given. */
export interface ListNode {
  readonly kind: "list";
  readonly place: Place;
  readonly items: readonly ScenarioNode[];
}

/** Values by name, in the order given. */
export interface MapNode {
  readonly kind: "map";
  readonly place: Place;
  readonly entries: ReadonlyMap<string, MapEntry>;
}

/** A value under a name, and where the name stands. */
export interface MapEntry {
  readonly keyPlace: Place;
  readonly value: ScenarioNode;
}

/** The names and indexes that lead to a value from the root. */
export type ScenarioPath = readonly (string | number)[];

/** The value under a key of a map; undefined for anything else. */
export function childOf(node: ScenarioNode | undefined, key: string): ScenarioNode | undefined {
  return node?.kind === "map" ? node.entries.get(key)?.value : undefined;
}

/** The value that a path leads to. */
export function nodeAt(root: ScenarioNode, path: ScenarioPath): ScenarioNode | undefined {
  let node: ScenarioNode | undefined = root;
  for (const step of path) {
    node = node?.kind === "list" ? node.items[Number(step)] : childOf(node, String(step));
  }
  return node;
}

/** What the value is, with its article, for "expected ..., got ...". */
export function describeNode(node: ScenarioNode): string {
  if (node.kind === "map") return "a map";
  if (node.kind === "list") return "a list";
  if (node.value === null) return "nothing";
  if (typeof node.value === "string") return `\`${node.text}\``;
  return `the ${typeof node.value} ${node.text}`;
}

/**
 * The plain data for a JSON Schema validator: maps become objects without a prototype, and a key without a value
 * (all below it a comment) is as good as not there.
 */
export function plainValueOf(node: ScenarioNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(plainValueOf);
  const plain: Record<string, unknown> = Object.create(null);
  for (const [key, { value }] of node.entries) {
    if (value.kind !== "scalar" || value.value !== null) plain[key] = plainValueOf(value);
  }
  return plain;
}
