import type { Diagnostic } from "../../base/diagnostic.ts";
import { keyText, type StatedAssumption } from "../compile/assumption-book.ts";
import { compilePlan, type DefinitionSource } from "../compile/compile-plan.ts";
import { emptyScenario } from "../read-scenario.ts";
import { pathText } from "../source/path-text.ts";

/** A scenario as text; undefined when the definition cannot be simulated, which the diagnostics explain. */
export interface InitialScenario {
  readonly text: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a written scenario says besides its assumptions. */
export interface InitOptions {
  /** The definition's path as the scenario is to name it. */
  readonly pipeline: string;
  /** Where editors find the scenario's JSON Schema; without it the text does not say. */
  readonly schema?: string;
}

/**
 * Writes the scenario of a definition with every assumption spelt out, each with its source and rule, ready to be
 * edited: it reads back and gives the same plan.
 */
export function initScenario(source: DefinitionSource, { pipeline, schema }: InitOptions): InitialScenario {
  const scenario = emptyScenario(source.definition.file);
  const { plan, stated, diagnostics } = compilePlan({ scenario, source });
  if (plan === undefined) return { text: undefined, diagnostics };
  const contradicted = contradictedPaths(stated);
  const isStated = ({ path }: StatedAssumption) => path !== undefined && !contradicted.has(pathText(path));
  const root: Branch = { kind: "branch", children: new Map() };
  for (const assumption of stated) if (isStated(assumption)) insert(root, assumption);
  const lines = [
    ...(schema === undefined ? [] : [`# yaml-language-server: $schema=${schema}`, "#"]),
    "# What the forecast assumes. Change what you know better; what you take away is assumed again.",
    `name: ${JSON.stringify(plan.name)}`,
    `pipeline: ${JSON.stringify(pipeline)}`,
    ...[...root.children].flatMap(([key, child]) => ["", ...writeChild(key, child, "")]),
    ...writeUnstated(stated.filter((assumption) => !isStated(assumption))),
  ];
  return { text: `${lines.join("\n")}\n`, diagnostics };
}

/** Keys for which different things assume different values, so that no single value states them all. */
function contradictedPaths(stated: readonly StatedAssumption[]): ReadonlySet<string> {
  const values = new Map<string, string | undefined>();
  const contradicted = new Set<string>();
  for (const { path, yaml } of stated) {
    if (path === undefined) continue;
    const key = pathText(path);
    if (values.has(key) && values.get(key) !== yaml) contradicted.add(key);
    values.set(key, yaml);
  }
  return contradicted;
}

/** The scenario under construction: maps of maps, and assumptions at the leaves. */
type Tree = Branch | { readonly kind: "leaf"; readonly assumption: StatedAssumption };

interface Branch {
  readonly kind: "branch";
  readonly children: Map<string, Tree>;
}

function insert(branch: Branch, assumption: StatedAssumption, at = 0): void {
  const { path = [] } = assumption;
  const step = String(path[at]);
  const there = branch.children.get(step);
  if (at === path.length - 1) {
    if (there === undefined) branch.children.set(step, { kind: "leaf", assumption });
    return;
  }
  const next: Tree = there ?? { kind: "branch", children: new Map() };
  if (next.kind === "leaf") return;
  branch.children.set(step, next);
  insert(next, assumption, at + 1);
}

function writeChild(key: string, tree: Tree, indent: string): string[] {
  if (tree.kind === "branch") {
    const inner = [...tree.children].flatMap(([name, child]) => writeChild(name, child, `${indent}  `));
    return [`${indent}${keyText(key)}:`, ...inner];
  }
  const { assumption } = tree;
  return [...comment(assumption, indent), `${indent}${keyText(key)}: ${assumption.yaml ?? assumption.value}`];
}

function comment({ what, rule, source }: StatedAssumption, indent: string): string[] {
  return [`${indent}# ${oneLine(what)} (${rule}).`, `${indent}# Source: ${oneLine(source)}`];
}

function writeUnstated(assumptions: readonly StatedAssumption[]): string[] {
  if (assumptions.length === 0) return [];
  const lines = assumptions.flatMap(({ what, rule, value, source, override }) => {
    const change = override === undefined ? "" : `; change it by ${oneLine(override)}`;
    return [`# ${oneLine(what)}: ${oneLine(value)} (${rule}${change}).`, `# Source: ${oneLine(source)}`];
  });
  return ["", "# Assumed as well:", ...lines];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
