import type { InstantMs } from "../../base/instant.ts";
import type { PipelineDefinition, PipelineObject } from "../../definition/definition.ts";
import type { Distribution } from "../../engine/distribution.ts";
import type { Default } from "../defaults.ts";
import { describeDistribution, formatDistribution } from "../distribution/describe-distribution.ts";
import { type ReadFile, resolveDistribution } from "../distribution/empirical-file.ts";
import type { ScenarioDistribution } from "../distribution/scenario-distribution.ts";
import type { Scenario } from "../scenario.ts";
import type { Problems } from "../source/problems.ts";
import type { Place, ScenarioPath } from "../source/scenario-node.ts";
import { DURATION } from "../units/duration.ts";
import type { AssumptionBook } from "./assumption-book.ts";
import type { MatchBook } from "./match-book.ts";

/** What the compilation of one pipeline shares. */
export interface CompileContext {
  readonly scenario: Scenario;
  readonly definition: PipelineDefinition;
  readonly objects: ReadonlyMap<string, PipelineObject>;
  readonly region: string;
  readonly activationMs: InstantMs;
  /** The date whose prices and boot times hold. */
  readonly pricesDateMs: InstantMs;
  readonly problems: Problems;
  readonly assumptions: AssumptionBook;
  /** Of all pipelines. */
  readonly matches: MatchBook;
  readonly readFile: ReadFile;
  /** Takes the values of encrypted fields and parameters out of a text. */
  readonly redact: (text: string) => string;
}

/** Where an object of the definition stands. */
export function placeOf(context: CompileContext, { position }: Pick<PipelineObject, "position">): Place {
  return { file: context.definition.file, ...position };
}

/** A distribution that the scenario gives, with its file read. A problem with the file is reported; then it is 0. */
export function given(context: CompileContext, distribution: ScenarioDistribution): Distribution {
  const resolved = resolveDistribution(distribution, context.readFile, context.problems);
  return resolved ?? { kind: "constant", value: 0 };
}

/** What the scenario gives, else the default, named as an assumption. */
export function givenOrAssumed(
  context: CompileContext,
  distribution: ScenarioDistribution | undefined,
  assumed: Default<Distribution> & { readonly id: string; readonly path: ScenarioPath },
): Distribution {
  if (distribution !== undefined) return given(context, distribution);
  assumeDuration(context, assumed);
  return assumed.value;
}

/** Names a duration as an assumption. */
export function assumeDuration(
  context: CompileContext,
  { id, rule, what, value, source, path }: Default<Distribution> & { readonly id: string; readonly path: ScenarioPath },
): void {
  const yaml = formatDistribution(value, DURATION);
  context.assumptions.add({ id, rule, what, value: describeDistribution(value, DURATION), source, path, yaml });
}
