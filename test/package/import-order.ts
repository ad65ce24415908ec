import { dirname, join, normalize } from "node:path/posix";
import { placeOf, type SourceFile } from "../support/source-file.ts";

/** What a folder may import from other folders of `src/`: anything, or only types. */
interface Allowed {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

const SCENARIO = ["base", "engine", "stats", "definition", "catalog", "model", "billing"];

/** The order of the folders. Nothing imports from a folder that is not named here, and `cli` from all of them. */
const ALLOWED: ReadonlyMap<string, Allowed> = new Map([
  ["base", { values: [], types: [] }],
  ["engine", { values: ["base"], types: [] }],
  ["stats", { values: ["base"], types: [] }],
  ["definition", { values: ["base"], types: [] }],
  ["catalog", { values: ["base"], types: [] }],
  ["model", { values: ["base", "engine", "catalog"], types: [] }],
  ["billing", { values: ["base", "catalog"], types: ["model"] }],
  ["scenario", { values: SCENARIO, types: [] }],
  ["experiment", { values: [...SCENARIO, "scenario"], types: [] }],
  ["planner", { values: [...SCENARIO, "scenario", "experiment"], types: [] }],
  ["report", { values: ["base"], types: ["model", "billing", "experiment", "planner"] }],
  ["report/html/app", { values: ["base", "experiment"], types: ["model", "billing", "planner"] }],
]);

/** `src/index.ts`, the library's entry, and the command import what they want, but nobody imports them. */
const ON_TOP = new Set(["cli", "index.ts"]);

interface Import {
  readonly offset: number;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** Every import of a file that breaks the order of the folders, as a sentence with its place. */
export function brokenImports(file: SourceFile, dependencies: ReadonlySet<string>): string[] {
  return importsOf(file).flatMap((found) => {
    const problem = found.specifier.startsWith(".")
      ? relativeProblem(file, found)
      : packageProblem(file, found, dependencies);
    return problem === undefined ? [] : [`${placeOf(file, found.offset)} imports "${found.specifier}": ${problem}`];
  });
}

/** Static imports, re-exports, dynamic imports and imports in types. */
function importsOf(file: SourceFile): Import[] {
  const pattern =
    /^(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"|\bimport\(\s*"([^"]+)"|\bimport\s*\(\s*[^"\s)]/gm;
  return [...file.uncommented.matchAll(pattern)].map((match) => ({
    offset: match.index,
    specifier: match[2] ?? match[3] ?? "an expression",
    typeOnly: match[1] !== undefined,
  }));
}

function relativeProblem(file: SourceFile, found: Import): string | undefined {
  const target = normalize(join(dirname(file.path), found.specifier));
  const from = folderOf(file.path);
  const to = topFolder(target);
  if (!found.specifier.endsWith(".ts") && from !== "cli") return "a relative import ends in .ts";
  if (ON_TOP.has(from) || to === topFolder(file.path)) return undefined;
  const { values, types } = ALLOWED.get(from) ?? { values: [], types: [] };
  if (values.includes(to) || (found.typeOnly && types.includes(to))) return undefined;
  const ofTypes = types.length === 0 ? "" : `; import type also from ${types.join(", ")}`;
  return `src/${from} may import from ${values.join(", ") || "no other folder"}${ofTypes}`;
}

function packageProblem(file: SourceFile, found: Import, dependencies: ReadonlySet<string>): string | undefined {
  if (found.specifier.startsWith("node:")) {
    return folderOf(file.path) === "cli"
      ? undefined
      : "only src/cli may use a module of Node: the rest runs in a browser";
  }
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(found.specifier)?.[0] ?? "";
  return dependencies.has(name) ? undefined : `${name} is not among the dependencies of package.json`;
}

/** The folder whose rules hold for a file: `report/html/app` has its own. */
function folderOf(path: string): string {
  return path.startsWith("src/report/html/app/") ? "report/html/app" : topFolder(path);
}

function topFolder(path: string): string {
  return path.split("/")[1] ?? path;
}
