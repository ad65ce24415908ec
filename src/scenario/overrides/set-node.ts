import { pathText } from "../source/path-text.ts";
import type { Problems } from "../source/problems.ts";
import type { ListNode, MapNode, ScenarioNode, ScenarioPath } from "../source/scenario-node.ts";

/**
 * The tree with a value at a path. Maps on the way are made where there are none, and what is no map makes room for
 * one; a list takes an index that it has, or the next one. Undefined, with a problem, for any other index.
 */
export function setNode(
  root: ScenarioNode | undefined,
  path: ScenarioPath,
  value: ScenarioNode,
  problems: Problems,
): ScenarioNode | undefined {
  return set(root, path, 0, value, problems);
}

function set(
  node: ScenarioNode | undefined,
  path: ScenarioPath,
  at: number,
  value: ScenarioNode,
  problems: Problems,
): ScenarioNode | undefined {
  const step = path[at];
  if (step === undefined) return value;
  const inner = (child: ScenarioNode | undefined) => set(child, path, at + 1, value, problems);
  if (typeof step === "string") return setEntry(node, step, value, inner);
  if (node?.kind === "list" || node === undefined) {
    const items = node?.items ?? [];
    if (step <= items.length) return setItem(items, step, value, inner);
  }
  const holder = pathText(path.slice(0, at));
  const length = node?.kind === "list" ? `a list of ${node.items.length}` : "no list";
  const message = `\`${pathText(path.slice(0, at + 1))}\` leads nowhere: \`${holder}\` is ${length}`;
  problems.error("SCENARIO_OVERRIDE", value.place, message, { path });
  return undefined;
}

type Inner = (child: ScenarioNode | undefined) => ScenarioNode | undefined;

function setEntry(node: ScenarioNode | undefined, key: string, value: ScenarioNode, inner: Inner): MapNode | undefined {
  const entries = new Map(node?.kind === "map" ? node.entries : []);
  const old = entries.get(key);
  const changed = inner(old?.value);
  if (changed === undefined) return undefined;
  entries.set(key, { keyPlace: value.place, value: changed });
  return { kind: "map", place: node?.place ?? value.place, entries };
}

function setItem(
  items: readonly ScenarioNode[],
  index: number,
  value: ScenarioNode,
  inner: Inner,
): ListNode | undefined {
  const changed = inner(items[index]);
  if (changed === undefined) return undefined;
  return { kind: "list", place: items[0]?.place ?? value.place, items: items.toSpliced(index, 1, changed) };
}
