import type { Problems } from "../source/problems.ts";
import type { ScenarioNode } from "../source/scenario-node.ts";
import { child, children, items, reportExpected, type Value } from "../values/value.ts";
import { stepValues } from "./step-values.ts";

/** What a sweep varies. Points are the combinations of one row of each axis, without those that are excluded. */
export interface SweepSettings {
  /** In the order of the text; the last varies fastest. */
  readonly axes: readonly SweepAxis[];
  /** A point that has all values of any of these is left out. */
  readonly exclude: readonly (readonly SweptValue[])[];
}

/** One path with its values, or several that move together (`zip`). */
export interface SweepAxis {
  readonly rows: readonly (readonly SweptValue[])[];
}

/** A path into the scenario or the definition, and the value that it gets, as `--set` takes them. */
export interface SweptValue {
  readonly path: string;
  /** As YAML: `20`, `m1.small`, `{"lognormal":{"mean":"55 s","cv":0.3}}`. */
  readonly text: string;
}

const RESERVED: ReadonlySet<string> = new Set(["zip", "exclude"]);

/** Reads `sweep`: values by path, `zip` for paths that move together, `exclude` for combinations that are not wanted. */
export function readSweep(value: Value | undefined): SweepSettings | undefined {
  if (value === undefined) return undefined;
  const own = children(value).filter(({ key }) => !RESERVED.has(key));
  const axes = own.flatMap((entry) => axisOf([entry]) ?? []);
  const zipped = zipsOf(child(value, "zip")).flatMap((zip) => axisOf(children(zip), zip) ?? []);
  const all = [...axes, ...zipped];
  refuseTwice(all, value);
  const paths = new Set(all.flatMap(({ rows: [row = []] }) => row.map(({ path }) => path)));
  const exclude = excludedOf(child(value, "exclude"), paths);
  return { axes: all, exclude };
}

/** `zip` is a map of paths, or a list of such maps where several groups move together. */
function zipsOf(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  return value.node.kind === "list" ? items(value) : [value];
}

/** Undefined, with a problem, where lists are empty or, zipped, of different lengths. */
function axisOf(entries: readonly (Value & { readonly key: string })[], zip?: Value): SweepAxis | undefined {
  const columns = entries.map((entry) => ({ path: entry.key, texts: valuesOf(entry), entry }));
  const [first] = columns;
  if (first === undefined) {
    if (zip !== undefined) reportExpected(zip, "SCENARIO_VALUE", "a map of paths with a list of values each");
    return undefined;
  }
  for (const { path, texts, entry } of columns) {
    if (texts === undefined) return undefined;
    if (texts.length === first.texts?.length) continue;
    const message = `\`${path}\` has ${texts.length} values, \`${first.path}\` has ${first.texts?.length ?? 0}: values that move together are equally many`;
    entry.problems.error("SCENARIO_VALUE", entry.node.place, message, { path: entry.path });
    return undefined;
  }
  const rows = (first.texts ?? []).map((_, index) =>
    columns.map(({ path, texts }) => ({ path, text: texts?.[index] ?? "" })),
  );
  return { rows };
}

function valuesOf(entry: Value): readonly string[] | undefined {
  const { node } = entry;
  if (node.kind === "list" && node.items.length > 0) return node.items.map(textOf);
  if (node.kind === "map") return stepValues(entry);
  reportExpected(entry, "SCENARIO_VALUE", "a list of values, or `{ from: 0, to: 20, step: 5 }`");
  return undefined;
}

function excludedOf(value: Value | undefined, paths: ReadonlySet<string>): readonly (readonly SweptValue[])[] {
  return items(value).flatMap((item) => {
    const entries = children(item);
    if (entries.length === 0) {
      reportExpected(item, "SCENARIO_VALUE", "a map of paths with the value that is not wanted");
      return [];
    }
    for (const { key, node, path, problems } of entries) {
      if (!paths.has(key))
        problems.error("SCENARIO_VALUE", node.place, `the sweep has no values for \`${key}\``, { path });
    }
    return [entries.map(({ key, node }) => ({ path: key, text: textOf(node) }))];
  });
}

function refuseTwice(axes: readonly SweepAxis[], { node, path, problems }: Value): void {
  const seen = new Set<string>();
  for (const {
    rows: [row = []],
  } of axes) {
    for (const one of row) {
      if (seen.has(one.path)) reportTwice(one.path, node, path, problems);
      seen.add(one.path);
    }
  }
}

function reportTwice(name: string, node: ScenarioNode, path: Value["path"], problems: Problems): void {
  problems.error("SCENARIO_VALUE", node.place, `\`${name}\` is swept twice`, { path });
}

/** A value as YAML that reads as the same value: what looks like a number stays text if it was quoted. */
function textOf(node: ScenarioNode): string {
  if (node.kind === "scalar") return typeof node.value === "string" ? quotedIfNeeded(node.value) : node.text;
  if (node.kind === "list") return `[${node.items.map(flowText).join(",")}]`;
  return `{${[...node.entries].map(([key, { value }]) => `${JSON.stringify(key)}:${flowText(value)}`).join(",")}}`;
}

function flowText(node: ScenarioNode): string {
  if (node.kind !== "scalar") return textOf(node);
  return typeof node.value === "string" ? JSON.stringify(node.value) : node.text;
}

/** Words and quantities need no quotes; what YAML could take for something else gets them. */
function quotedIfNeeded(text: string): string {
  return /^[A-Za-z](?:[\w./ :-]*\w)?$|^\d+(\.\d+)? [A-Za-z%/ -]+$/.test(text) &&
    !/: |^(true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : JSON.stringify(text);
}
