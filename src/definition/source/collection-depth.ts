import type { CST } from "yaml";

/** How deeply the collections of a YAML token are nested; without recursion, which deep nesting would exhaust. */
export function collectionDepth(token: CST.Token): number {
  let deepest = 0;
  const open: { readonly token: CST.Token | null | undefined; readonly depth: number }[] = [{ token, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token: inner, depth } = next;
    deepest = Math.max(deepest, depth);
    if (inner?.type === "document") open.push({ token: inner.value, depth });
    if (inner === null || inner === undefined || !("items" in inner)) continue;
    for (const item of inner.items) {
      open.push({ token: item.key, depth: depth + 1 }, { token: item.value, depth: depth + 1 });
    }
  }
  return deepest;
}
