import type { Problems } from "../source/problems.ts";
import { childOf, describeNode, type Place, type ScenarioNode, type ScenarioPath } from "../source/scenario-node.ts";

/** A value of the scenario that is being read: what it is, where it stands, and who is told of problems. */
export interface Value {
  readonly node: ScenarioNode;
  readonly path: ScenarioPath;
  readonly problems: Problems;
}

/** Something that was read, with its place, for problems that are found later. */
export interface Placed<T> {
  readonly value: T;
  readonly place: Place;
  readonly path: ScenarioPath;
}

/** The value under a key of a map; undefined where it is not given (a key without a value included). */
export function child(value: Value | undefined, key: string): Value | undefined {
  const node = childOf(value?.node, key);
  if (value === undefined || node === undefined || isEmpty(node)) return undefined;
  return { node, path: [...value.path, key], problems: value.problems };
}

/** The values of a map in the order of the text; none for anything else. */
export function children(value: Value | undefined): (Value & { readonly key: string })[] {
  if (value?.node.kind !== "map") return [];
  return [...value.node.entries.entries()]
    .filter(([, { value: node }]) => !isEmpty(node))
    .map(([key, { value: node }]) => ({ key, node, path: [...value.path, key], problems: value.problems }));
}

/** The items of a list; none for anything else. */
export function items(value: Value | undefined): Value[] {
  if (value?.node.kind !== "list") return [];
  return value.node.items.map((node, index) => ({ node, path: [...value.path, index], problems: value.problems }));
}

/** A thing that was read from `value`, with its place. */
export function placed<T>(value: Value, thing: T): Placed<T> {
  return { value: thing, place: value.node.place, path: value.path };
}

/** "expected ..., got ..." at the value's place. */
export function reportExpected(
  value: Value,
  code: "SCENARIO_UNIT" | "SCENARIO_VALUE",
  expected: string,
  hint?: string,
): void {
  value.problems.error(code, value.node.place, `expected ${expected}, got ${describeNode(value.node)}`, {
    path: value.path,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** Whether two keys are given that exclude each other, which is told of at the second. */
export function reportExclusive(value: Value, keys: readonly string[]): boolean {
  const { node, path, problems } = value;
  const given = node.kind === "map" ? [...node.entries].filter(([key]) => keys.includes(key)) : [];
  const [first, second] = given;
  if (first === undefined || second === undefined) return false;
  const message = `\`${first[0]}\` and \`${second[0]}\` exclude each other`;
  problems.error("SCENARIO_VALUE", second[1].keyPlace, message, {
    path: [...path, second[0]],
    hint: "take one of the two away",
  });
  return true;
}

function isEmpty(node: ScenarioNode): boolean {
  return node.kind === "scalar" && node.value === null;
}
