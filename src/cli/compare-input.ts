import type { ExperimentOptions } from "../experiment/experiment.ts";
import type { Result } from "../experiment/result.ts";
import type { NamedResult } from "../planner/comparison/compare-results.ts";
import { PairedMeans } from "../planner/comparison/paired-means.ts";
import type { InputOptions } from "./common-options.ts";
import { CommandError } from "./exit-status.ts";
import { fileOfRevision } from "./git-revision.ts";
import type { Io } from "./io.ts";
import { loadExperiment } from "./load-input.ts";
import { readResultFile } from "./read-result-file.ts";
import { replicate } from "./replicate.ts";
import { isSystemError } from "./system-error.ts";

/** What `compare` simulates with. */
export interface CompareInputOptions {
  readonly seed?: string;
  readonly replications?: number;
  readonly color: boolean;
}

/** Both results, and pairs of their replications where both were run here. */
export interface BothResults {
  readonly base: NamedResult;
  readonly head: NamedResult;
  readonly pairs?: PairedMeans;
}

type Side =
  | { readonly kind: "result"; readonly result: Result }
  | { readonly kind: "scenario"; readonly experiment: ExperimentOptions };

/**
 * Reads both: a result is taken as it is, a scenario or definition is run, with the seed and the number of replications
 * of the other where that is given, so that both share their randomness (8.2).
 *
 * @throws CommandError when one of them is neither
 */
export async function compareInput(
  base: string,
  head: string,
  options: CompareInputOptions,
  io: Io,
): Promise<BothResults> {
  if (base === "-" && head === "-") throw new CommandError("only one of both can be standard input");
  const [one, other] = [sideOf(base, options, io), sideOf(head, options, io)];
  if (one.kind === "result" && other.kind === "result") refuseIdleOptions(options);
  const pairs = new PairedMeans();
  const before = await resultOf(one, one, other, (replication) => pairs.add("base", replication), io);
  const after = await resultOf(other, one, other, (replication) => pairs.add("head", replication), io);
  const both = { base: { source: base, result: before }, head: { source: head, result: after } };
  return one.kind === "scenario" && other.kind === "scenario" ? { ...both, pairs } : both;
}

function sideOf(text: string, { seed, replications, color }: CompareInputOptions, io: Io): Side {
  const found = isThere(text, io) ? undefined : fileOfRevision(text, io);
  const [path, from] = found === undefined ? [text, io] : [found.path, found.io];
  const content = path === "-" ? from.readStdin() : from.readFile(path);
  const again: Io = { ...from, readStdin: () => content };
  if (isResult(content)) return { kind: "result", result: readResultFile(path, again).result };
  const options: InputOptions = {
    set: [],
    param: [],
    paramFile: [],
    ...(seed === undefined ? {} : { seed }),
    ...(replications === undefined ? {} : { replications }),
  };
  return { kind: "scenario", experiment: loadExperiment(path, options, again, color) };
}

function isThere(path: string, io: Io): boolean {
  if (path === "-") return true;
  try {
    io.readFile(path);
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code !== "ENOENT") throw error;
    return !/^[^:]{2,}:[^:]+$/.test(path);
  }
}

/** By its first key, so that a damaged one is told of as a result. */
function isResult(text: string): boolean {
  return (
    /^\uFEFF?\s*\{\s*"format"\s*:\s*"stepcast\./.test(text) ||
    /^\uFEFF?\s*\{[^{]*"format"\s*:\s*"stepcast\.result/.test(text)
  );
}

function refuseIdleOptions({ seed, replications }: CompareInputOptions): void {
  if (seed === undefined && replications === undefined) return;
  throw new CommandError("--seed and --replications are for scenarios: results are compared as they are");
}

async function resultOf(
  side: Side,
  base: Side,
  head: Side,
  watch: Parameters<typeof replicate>[4],
  io: Io,
): Promise<Result> {
  if (side.kind === "result") return side.result;
  const other = side === base ? head : base;
  // the base says how: a head with a seed of its own could not be compared with it
  const shared =
    other.kind === "result"
      ? { seed: other.result.seed, rule: { kind: "count" as const, count: other.result.replications } }
      : base.kind === "scenario"
        ? { seed: base.experiment.seed, rule: base.experiment.rule }
        : {};
  return (await replicate({ ...side.experiment, ...shared }, io, undefined, true, watch)).result();
}
