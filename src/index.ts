/**
 * stepcast as a library: everything here runs in Node and in a browser, and nothing else is promised.
 *
 * @example
 * ```ts
 * import { compilePlan, emptyScenario, readDefinition, runExperiment } from "stepcast";
 *
 * const file = "pipeline.json";
 * const source = { definition: readDefinition(text, { file }), text };
 * const { plan } = compilePlan({ scenario: emptyScenario(file), source });
 * ```
 */

// The engine: a clock, future events, random streams. Not one word of AWS.

export type { Distribution } from "./engine/distribution.ts";
export { momentsOf } from "./engine/moments.ts";
export { PhaseRing } from "./engine/phase-ring.ts";
export { Process, waitFor } from "./engine/process.ts";
export { RandomStreams } from "./engine/random-streams.ts";
export { Resource } from "./engine/resource.ts";
export { integerSampler, sampler } from "./engine/sampler.ts";
export { type EventHandle, Simulation } from "./engine/simulation.ts";
export { Store } from "./engine/store.ts";
export { delay, itemOf, Signal, unitOf } from "./engine/waitable.ts";

// Statistics.

export { confidenceInterval } from "./stats/half-width.ts";
export { quantile } from "./stats/quantile.ts";
export { Tally } from "./stats/tally.ts";
export { TimeWeighted } from "./stats/time-weighted.ts";
export { warmUpLength } from "./stats/warm-up.ts";

// The readers: texts in, data and diagnostics out.

export { type Diagnostic, hasErrors } from "./base/diagnostic.ts";
export { coverageOf } from "./definition/coverage/coverage.ts";
export type { PipelineDefinition } from "./definition/definition.ts";
export { readDefinition } from "./definition/read-definition.ts";
export { compilePlan } from "./scenario/compile/compile-plan.ts";
export { initScenario } from "./scenario/init/init-scenario.ts";
export { applyOverrides, applyOverridesToPipelines } from "./scenario/overrides/apply-overrides.ts";
export { emptyScenario, readScenario } from "./scenario/read-scenario.ts";
export type { Scenario } from "./scenario/scenario.ts";

// The catalog.

export { describeInstanceType } from "./catalog/describe-instance-type.ts";

// The simulation of one plan, and experiments of many replications.

export { Experiment, type ExperimentOptions, type ReplicationRule, runExperiment } from "./experiment/experiment.ts";
export type { Measure, Result } from "./experiment/result.ts";
export { type Replication, runReplication } from "./experiment/run-replication.ts";
export type { Assumption, Plan } from "./model/plan.ts";
export type { ModelEvent } from "./model/records.ts";
export { MODEL_VERSION, type Outcome, type SimulateOptions, simulate } from "./model/simulate.ts";

// The planner: what-ifs with common random numbers.

export { comparePlans, type MeasureDifference } from "./planner/compare-plans.ts";

// Reports: a result in, text out.

export { writeCsvFiles } from "./report/csv/write-csv-files.ts";
export { writePage } from "./report/html/write-page.ts";
export { readResultJson } from "./report/json/read-result-json.ts";
export { writeResultJson } from "./report/json/write-result-json.ts";
export { writeSummary } from "./report/text/write-summary.ts";
