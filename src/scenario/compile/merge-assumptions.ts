import { pathText } from "../source/path-text.ts";
import type { ScenarioPath } from "../source/scenario-node.ts";
import type { StatedAssumption } from "./assumption-book.ts";

/** What was assumed for one pipeline. */
export interface PipelineAssumptions {
  /** Undefined: there is one pipeline. */
  readonly name: string | undefined;
  readonly stated: readonly StatedAssumption[];
}

/** One list for all pipelines: what is the same for each that needs it stands once, what differs says whose it is. */
export function mergeAssumptions(all: readonly PipelineAssumptions[]): readonly StatedAssumption[] {
  const variants = new Map<string, Set<string>>();
  for (const assumption of all.flatMap(({ stated }) => stated)) {
    const known = variants.get(assumption.id) ?? new Set();
    variants.set(assumption.id, known.add(JSON.stringify(assumption)));
  }
  const merged = new Map<string, StatedAssumption>();
  for (const { name, stated } of all) {
    for (const assumption of stated) {
      const isSame = variants.get(assumption.id)?.size === 1;
      const own = isSame || name === undefined ? assumption : ofPipeline(name, assumption);
      if (!merged.has(own.id)) merged.set(own.id, own);
    }
  }
  return [...merged.values()];
}

function ofPipeline(name: string, assumption: StatedAssumption): StatedAssumption {
  const { path, ...rest } = assumption;
  const own = { ...rest, id: `${name}/${rest.id}`, what: `${rest.what}, of the pipeline ${name}` };
  if (path === undefined) return own;
  const addressed = addressTo(name, path);
  if (addressed !== undefined) return { ...own, path: addressed };
  return { ...own, override: rest.override ?? `\`${pathText(path)}\` of ${name} under \`pipelines\`` };
}

/** Sections whose keys are names or patterns, which may have the pipeline's name in front. */
const ADDRESSED: ReadonlySet<string | number> = new Set([
  "workloads",
  "clusters",
  "dataNodes",
  "preconditions",
  "boot",
  "bootstrapActions",
]);

function addressTo(name: string, [section = "", key, ...rest]: ScenarioPath): ScenarioPath | undefined {
  return ADDRESSED.has(section) && key !== undefined ? [section, `${name}/${key}`, ...rest] : undefined;
}
