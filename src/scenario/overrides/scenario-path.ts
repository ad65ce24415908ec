import { DISTRIBUTION_KINDS } from "../distribution/distribution-kinds.ts";
import { nodeAt, type ScenarioNode, type ScenarioPath } from "../source/scenario-node.ts";

/** The top-level keys of a scenario. */
export const SCENARIO_KEYS: readonly string[] = [
  "name",
  "pipeline",
  "pipelines",
  "profiles",
  "calibration",
  "parameters",
  "account",
  "activation",
  "workloads",
  "clusters",
  "dataNodes",
  "staging",
  "preconditions",
  "boot",
  "bootstrapActions",
  "taskRunners",
  "failures",
  "spot",
  "logs",
  "prices",
  "replications",
  "seed",
  "sweep",
  "objective",
  "checks",
];

const WORKLOAD_PARTS = [
  "preActivityTask",
  "preStepCommand",
  "steps",
  "postStepCommand",
  "command",
  "postActivityTask",
  "duration",
  "scaling",
  "failure",
];

/**
 * Maps whose keys the user chooses, which may hold dots and brackets (`boot.m1.small`, `boot.MyEmrCluster.core[3]`),
 * each with the names that can follow such a key.
 */
const OPEN_MAPS: ReadonlyMap<string, readonly string[]> = new Map([
  ["workloads", WORKLOAD_PARTS],
  ["clusters", ["stepConcurrency", "queues", "bootstrapReplacements", "hdfs", "withoutCoreNodes"]],
  ["dataNodes", ["size"]],
  ["staging.rate", []],
  ["preconditions", ["satisfiedAfter", "satisfiedAt", "probability", "never", "check"]],
  ["boot", DISTRIBUTION_KINDS],
  ["bootstrapActions", ["duration", "failure", ...DISTRIBUTION_KINDS]],
  ["failures.nodes", DISTRIBUTION_KINDS],
  ["failures.steps", ["probability", "atFraction"]],
  ["spot", ["trace", "market", "price", "reclaim"]],
  ["parameters", []],
  ["prices.ec2", []],
  ["prices.emr", []],
  ["logs.upload", []],
  ["sweep", []],
]);

/** The steps of a path into the scenario; undefined when it does not begin with a key of a scenario. */
export function scenarioPath(text: string, root: ScenarioNode): ScenarioPath | undefined {
  const [first = ""] = text.split(/[.[]/, 1);
  if (!SCENARIO_KEYS.includes(first)) return undefined;
  const path: (string | number)[] = [];
  let rest = text;
  while (rest !== "") {
    const followers = OPEN_MAPS.get(path.join("."));
    const step = followers === undefined ? plainStep(rest) : chosenKey(rest, keysAt(root, path), followers);
    path.push(step.key);
    rest = step.rest;
  }
  return path;
}

interface Step {
  readonly key: string | number;
  readonly rest: string;
}

/** A name, an index in brackets, or a name in brackets and quotes; a dot between two steps is taken off. */
function plainStep(text: string): Step {
  const index = /^\[(\d{1,6})\]\.?/.exec(text);
  if (index !== null) return { key: Number(index[1]), rest: text.slice(index[0].length) };
  const quoted = /^\[(?:"([^"]*)"|'([^']*)')\]\.?/.exec(text);
  if (quoted !== null) return { key: quoted[1] ?? quoted[2] ?? "", rest: text.slice(quoted[0].length) };
  const name = /^[^.[]*/.exec(text)?.[0] ?? "";
  const rest = text.slice(name.length);
  if (name === "" && !rest.startsWith(".")) return { key: text, rest: "" };
  return { key: name, rest: rest.startsWith(".") ? rest.slice(1) : rest };
}

/** A key that is there already; else all of the text up to a name that can follow a key. */
function chosenKey(text: string, keys: readonly string[], followers: readonly string[]): Step {
  if (text.startsWith("[")) return plainStep(text);
  const known = keys
    .filter((key) => text === key || text.startsWith(`${key}.`) || text.startsWith(`${key}[`))
    .sort((a, b) => b.length - a.length)[0];
  const cuts = followers.flatMap((name) => {
    const match = new RegExp(String.raw`\.${name}(?=[.[]|$)`).exec(text);
    return match === null ? [] : [match.index];
  });
  const length = known?.length ?? Math.min(text.length, ...cuts);
  return { key: text.slice(0, length), rest: text.slice(length).replace(/^\./, "") };
}

function keysAt(root: ScenarioNode, path: ScenarioPath): string[] {
  const node = nodeAt(root, path);
  return node?.kind === "map" ? [...node.entries.keys()] : [];
}
