import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { ReadFile } from "./distribution/empirical-file.ts";
import type { Scenario } from "./scenario.ts";
import type { ScenarioNode } from "./source/scenario-node.ts";

/**
 * SHA-256 of what a scenario says, as `sha256:` and hexadecimal digits: the same for YAML and JSON, whatever the
 * order of keys, the comments and the layout. The content of data files that it names counts as part of it.
 */
export function scenarioDigest(scenario: Scenario, readFile: ReadFile = () => undefined): string {
  const files = [...new Set(dataFilesOf(scenario.root))].sort().map((file) => [file, readFile(file) ?? null]);
  const content = JSON.stringify([canonical(scenario.root), files]);
  return `sha256:${bytesToHex(sha256(utf8ToBytes(content)))}`;
}

/** Maps as lists of pairs in the order of their keys, so that no key has a meaning of its own. */
function canonical(node: ScenarioNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(canonical);
  const pairs = [...node.entries].map(([key, { value }]) => [key, canonical(value)] as const);
  return { map: pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)) };
}

/** The files that `empirical`, the `points` of `scaling` and the traces of `arrivals` and Spot prices name. */
function dataFilesOf(node: ScenarioNode, path: readonly string[] = []): string[] {
  if (node.kind === "scalar") return [];
  if (node.kind === "list") return node.items.flatMap((item) => dataFilesOf(item, path));
  return [...node.entries].flatMap(([key, { value }]) => {
    if (!isDataFile(key, path)) return dataFilesOf(value, [...path, key]);
    const file = value.kind === "map" ? value.entries.get("file")?.value : value;
    return file?.kind === "scalar" ? [file.text] : [];
  });
}

function isDataFile(key: string, path: readonly string[]): boolean {
  const holder = path.at(-1);
  if (key === "trace") return holder === "arrivals" || path[0] === "spot";
  return key === "empirical" || (key === "points" && holder === "scaling");
}
