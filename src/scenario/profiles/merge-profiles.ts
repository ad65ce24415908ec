import { parseScenarioText } from "../source/parse-scenario-text.ts";
import type { Problems } from "../source/problems.ts";
import { childOf, type MapEntry, type MapNode, type Place, type ScenarioNode } from "../source/scenario-node.ts";

/** Gives the text of a file of profiles under the name that messages have for it, or says why there is none. */
export type ReadProfile = (
  path: string,
) => { readonly file: string; readonly text: string } | { readonly problem: string };

/** The sections that a profile may have. */
const SECTIONS: readonly string[] = ["calibration", "workloads", "boot", "bootstrapActions", "failures"];

/** Sections whose entries are maps of parts, which may come from here and from there. */
const OF_PARTS: ReadonlySet<string> = new Set(["workloads", "failures"]);

/**
 * The scenario with what the files under its `profiles` say below what it says itself: of `workloads` part by part, of the
 * other sections entry by entry. Of two profiles the first one wins. Places stay those of the files.
 */
export function mergeProfiles(root: ScenarioNode, read: ReadProfile, problems: Problems): ScenarioNode {
  const named = childOf(root, "profiles");
  if (named === undefined || root.kind !== "map") return root;
  const paths = named.kind === "list" ? named.items : [named];
  return paths.reduce<MapNode>((merged, path) => {
    const profile = readProfile(path, read, problems);
    return profile === undefined ? merged : mergeProfile(merged, profile);
  }, root);
}

function readProfile(path: ScenarioNode, read: ReadProfile, problems: Problems): MapNode | undefined {
  if (path.kind !== "scalar" || typeof path.value !== "string") return undefined;
  const found = read(path.value);
  if ("problem" in found) {
    problems.error("SCENARIO_FILE", path.place, found.problem, { path: ["profiles"], hint: PATH_HINT });
    return undefined;
  }
  const node = parseScenarioText(found.text, found.file, problems);
  if (node === undefined) return undefined;
  if (node.kind !== "map") {
    problems.error("SCENARIO_FILE", node.place, "expected profiles, as `stepcast calibrate` writes them", {});
    return undefined;
  }
  for (const [key, { keyPlace }] of node.entries) refuseSection(key, keyPlace, problems);
  return node;
}

const PATH_HINT = "paths are relative to the scenario's file";

function refuseSection(key: string, place: Place, problems: Problems): void {
  if (key === "$schema" || SECTIONS.includes(key)) return;
  const message = `a profile has no \`${key}\`: that belongs into the scenario`;
  const hint = `profiles have ${SECTIONS.map((section) => `\`${section}\``).join(", ")}`;
  problems.error("SCENARIO_FILE", place, message, { path: [key], hint });
}

function mergeProfile(root: MapNode, profile: MapNode): MapNode {
  const entries = new Map(root.entries);
  for (const key of SECTIONS) {
    const below = profile.entries.get(key);
    if (below === undefined) continue;
    const own = entries.get(key);
    entries.set(key, own === undefined ? below : mergeSection(key, own, below));
  }
  return { ...root, entries };
}

function mergeSection(key: string, own: MapEntry, below: MapEntry): MapEntry {
  if (key !== "calibration") return { ...own, value: mergeMaps(own.value, below.value, OF_PARTS.has(key) ? 1 : 0) };
  const items = [own, below].flatMap(({ value }) => (value.kind === "list" ? value.items : [value]));
  return { ...own, value: { kind: "list", place: own.value.place, items } };
}

/** @param depth so many levels of maps are merged further down */
function mergeMaps(own: ScenarioNode, below: ScenarioNode, depth: number): ScenarioNode {
  if (isNothing(own)) return below;
  if (own.kind !== "map" || below.kind !== "map") return own;
  const entries = new Map(own.entries);
  for (const [key, entry] of below.entries) {
    const known = entries.get(key);
    if (known === undefined || isNothing(known.value)) entries.set(key, entry);
    else if (depth > 0) entries.set(key, { ...known, value: mergeMaps(known.value, entry.value, depth - 1) });
  }
  return { ...own, entries };
}

/** A key without a value is as good as not there. */
function isNothing(node: ScenarioNode): boolean {
  return node.kind === "scalar" && node.value === null;
}
