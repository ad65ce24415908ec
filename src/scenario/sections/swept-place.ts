import { childOf, nodeAt, type Place, type ScenarioNode } from "../source/scenario-node.ts";

/** Where the value of a row of an axis is written: an item of a list, or the `from`, `to`, `step` that it comes from. */
export function sweptPlace(root: ScenarioNode, path: string, row: number): Place {
  const sweep = childOf(root, "sweep");
  const values = childOf(sweep, path) ?? zipsOf(childOf(sweep, "zip")).flatMap((zip) => childOf(zip, path) ?? [])[0];
  if (values === undefined) return (sweep ?? root).place;
  return (nodeAt(values, [row]) ?? values).place;
}

function zipsOf(node: ScenarioNode | undefined): readonly ScenarioNode[] {
  if (node === undefined) return [];
  return node.kind === "list" ? node.items : [node];
}
