import { validate } from "../generated/validate-scenario.ts";
import { didYouMean } from "../source/nearest-names.ts";
import type { Problems } from "../source/problems.ts";
import {
  describeNode,
  nodeAt,
  type Place,
  plainValueOf,
  type ScenarioNode,
  type ScenarioPath,
} from "../source/scenario-node.ts";

/** One finding of the compiled schema. */
interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
  /** The part of the schema that holds the keyword. */
  readonly parentSchema?: { readonly properties?: Readonly<Record<string, unknown>> };
}

type Validator = ((data: unknown) => boolean) & { readonly errors?: readonly SchemaError[] | null };

/** Findings that only repeat what another one says at the same place. */
const REPETITIONS: ReadonlySet<string> = new Set(["if", "allOf", "pattern"]);

/**
 * Checks a scenario's form against the published schema. Where the reading of the values has found a problem already,
 * which says more, the schema adds none.
 */
export function checkSchema(root: ScenarioNode, problems: Problems): void {
  const check = validate as unknown as Validator;
  if (check(plainValueOf(root))) return;
  const places = new Set<string>();
  for (const error of check.errors ?? []) {
    if (REPETITIONS.has(error.keyword)) continue;
    const path = pathOf(error.instancePath, root);
    if (error.keyword === "additionalProperties") reportUnknownKey(root, path, error, problems);
    else if (!places.has(error.instancePath) && !problems.hasAtOrBelow(path)) {
      places.add(error.instancePath);
      reportForm(root, path, error, problems);
    }
  }
}

function reportUnknownKey(root: ScenarioNode, path: ScenarioPath, error: SchemaError, problems: Problems): void {
  const key = String(error.params.additionalProperty);
  const keyPath = [...path, key];
  if (problems.hasAtOrBelow(keyPath)) return;
  const known = Object.keys(error.parentSchema?.properties ?? {});
  const where = path.length === 0 ? "a scenario" : `\`${nameOf(path)}\``;
  const hint = didYouMean(key, known);
  problems.error("SCENARIO_UNKNOWN_KEY", keyPlaceAt(root, keyPath), `${where} has no key \`${key}\``, {
    path: keyPath,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** What a map is called: by its key, or as an item of the list under a key. */
function nameOf(path: ScenarioPath): string {
  const last = path.at(-1);
  return typeof last === "number" ? `${path.at(-2) ?? ""}[${last}]` : String(last);
}

function reportForm(root: ScenarioNode, path: ScenarioPath, error: SchemaError, problems: Problems): void {
  const node = nodeAt(root, path) ?? root;
  const got = error.keyword === "type" || error.keyword === "enum" ? `, got ${describeNode(node)}` : "";
  const hint = node.kind === "map" ? undefined : path.length === 0 ? FORMS_HINT : keysHint(error);
  problems.error("SCENARIO_SCHEMA", node.place, `${expectation(error)}${got}`, {
    path,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** For what is neither of the two: code, a list of tasks, a page of text. */
const FORMS_HINT =
  "a scenario begins with `pipeline: ./definition.json`; a definition is JSON as get-pipeline-definition answers it, or a CloudFormation template";

/** What a map that was left out would hold. */
function keysHint({ keyword, params, parentSchema }: SchemaError): string | undefined {
  const keys = Object.keys(parentSchema?.properties ?? {});
  if (keyword !== "type" || keys.length === 0 || ![params.type].flat().includes("object")) return undefined;
  return didYouMean("", keys);
}

function expectation({ keyword, params, message }: SchemaError): string {
  if (keyword === "type") return `expected ${[params.type].flat().map(String).map(typeWord).join(" or ")}`;
  if (keyword === "required") return `\`${String(params.missingProperty)}\` is missing here`;
  if (keyword === "minItems") return "expected a list that is not empty";
  if (keyword === "minProperties") return "expected a map that is not empty";
  if (keyword === "enum") return `expected ${wordsOf(params.allowedValues)}`;
  return `this ${message ?? "does not fit the schema"}`;
}

/** Null among the values of an enumeration stands for a key without a value. */
function wordsOf(values: unknown): string {
  const words = [values].flat().filter((value) => value !== null);
  return words.map((word) => `\`${String(word)}\``).join(" or ");
}

const TYPE_WORDS: ReadonlyMap<string, string> = new Map([
  ["object", "a map"],
  ["array", "a list"],
  ["string", "text"],
  ["integer", "a whole number"],
  ["number", "a number"],
  ["boolean", "true or false"],
]);

function typeWord(type: string): string {
  return TYPE_WORDS.get(type) ?? type;
}

function keyPlaceAt(root: ScenarioNode, path: ScenarioPath): Place {
  const parent = nodeAt(root, path.slice(0, -1)) ?? root;
  const entry = parent.kind === "map" ? parent.entries.get(String(path.at(-1))) : undefined;
  return entry?.keyPlace ?? parent.place;
}

/** A JSON pointer as a path; an index is a number where the tree has a list. */
function pathOf(pointer: string, root: ScenarioNode): ScenarioPath {
  const path: (string | number)[] = [];
  for (const step of pointer.split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(nodeAt(root, path)?.kind === "list" ? Number(key) : key);
  }
  return path;
}
