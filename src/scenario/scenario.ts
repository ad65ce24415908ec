import { type AccountSettings, readAccount } from "./sections/account.ts";
import { type ActivationSettings, readActivation } from "./sections/activation.ts";
import { type BootSettings, readBoot } from "./sections/boot.ts";
import { type BootstrapActionSettings, readBootstrapActions } from "./sections/bootstrap-actions.ts";
import { type CalibrationSettings, readCalibrations } from "./sections/calibration.ts";
import { type ClusterSettings, readClusters } from "./sections/clusters.ts";
import { type Condition, readConditions } from "./sections/conditions.ts";
import { type DataNodeSettings, readDataNodes } from "./sections/data-nodes.ts";
import { type FailureSettings, readFailures } from "./sections/failures.ts";
import { type LogsSettings, readLogs } from "./sections/logs.ts";
import { type ObjectiveSettings, readObjective } from "./sections/objective.ts";
import { type ParameterSettings, readParameters } from "./sections/parameters.ts";
import { type PipelineSettings, readPipelines } from "./sections/pipelines.ts";
import { type PreconditionSettings, readPreconditions } from "./sections/preconditions.ts";
import { type PriceSettings, readPrices } from "./sections/prices.ts";
import { type ReplicationSettings, readReplications } from "./sections/replications.ts";
import { readSpot, type SpotSettings } from "./sections/spot.ts";
import { readStaging, type StagingSettings } from "./sections/staging.ts";
import { readSweep, type SweepSettings } from "./sections/sweep.ts";
import { readTaskRunners, type TaskRunnerSettings } from "./sections/task-runners.ts";
import { readWorkloads, type Workload } from "./sections/workloads.ts";
import type { Problems } from "./source/problems.ts";
import type { ScenarioNode } from "./source/scenario-node.ts";
import { readPlacedText, readText } from "./values/read-scalar.ts";
import { child, type Placed, type Value } from "./values/value.ts";

/** A scenario as read. What it does not give is undefined here; the compiler puts a named default in its place. */
export interface Scenario {
  /** The name under which the user gave the text. */
  readonly file: string;
  /** All of it as data with places: what overrides act on and what the digest is made of. */
  readonly root: ScenarioNode;
  readonly name: string | undefined;
  /** Path of the definition, relative to the scenario. */
  readonly pipeline: Placed<string> | undefined;
  /** In place of `pipeline`: several that share the account. */
  readonly pipelines: readonly Placed<PipelineSettings>[] | undefined;
  /** What figures were measured on: of the scenario itself and of its profiles. */
  readonly calibrations: readonly Placed<CalibrationSettings>[];
  readonly parameters: ParameterSettings;
  readonly account: AccountSettings;
  readonly activation: ActivationSettings;
  readonly workloads: readonly (Placed<Workload> & { readonly pattern: string })[];
  readonly clusters: readonly (Placed<ClusterSettings> & { readonly pattern: string })[];
  readonly dataNodes: readonly (Placed<DataNodeSettings> & { readonly pattern: string })[];
  readonly spot: SpotSettings;
  readonly staging: StagingSettings;
  readonly preconditions: readonly (Placed<PreconditionSettings> & { readonly pattern: string })[];
  readonly boot: BootSettings;
  readonly bootstrapActions: BootstrapActionSettings;
  readonly taskRunners: readonly Placed<TaskRunnerSettings>[];
  readonly failures: FailureSettings;
  readonly logs: LogsSettings;
  readonly prices: PriceSettings;
  readonly replications: ReplicationSettings | undefined;
  readonly seed: string | undefined;
  /** What `stepcast sweep` varies; a single forecast does not look at it. */
  readonly sweep: SweepSettings | undefined;
  /** What `stepcast plan` looks for; a single forecast says whether its conditions hold. */
  readonly objective: ObjectiveSettings | undefined;
  /** Conditions that a forecast has to meet. */
  readonly checks: readonly Placed<Condition>[];
}

/** Reads the data of a scenario; what is wrong with single values goes to `problems`. */
export function readScenarioNode(root: ScenarioNode, file: string, problems: Problems): Scenario {
  const all: Value = { node: root, path: [], problems };
  refuseBoth(child(all, "pipeline"), child(all, "pipelines"));
  return {
    file,
    root,
    name: readText(child(all, "name")),
    pipeline: readPlacedText(child(all, "pipeline")),
    pipelines: readPipelines(child(all, "pipelines")),
    calibrations: readCalibrations(child(all, "calibration")),
    parameters: readParameters(child(all, "parameters")),
    account: readAccount(child(all, "account")),
    activation: readActivation(child(all, "activation")),
    workloads: readWorkloads(child(all, "workloads")),
    clusters: readClusters(child(all, "clusters")),
    dataNodes: readDataNodes(child(all, "dataNodes")),
    spot: readSpot(child(all, "spot")),
    staging: readStaging(child(all, "staging")),
    preconditions: readPreconditions(child(all, "preconditions")),
    boot: readBoot(child(all, "boot")),
    bootstrapActions: readBootstrapActions(child(all, "bootstrapActions")),
    taskRunners: readTaskRunners(child(all, "taskRunners")),
    failures: readFailures(child(all, "failures")),
    logs: readLogs(child(all, "logs")),
    prices: readPrices(child(all, "prices")),
    replications: readReplications(child(all, "replications")),
    seed: readText(child(all, "seed")),
    sweep: readSweep(child(all, "sweep")),
    objective: readObjective(child(all, "objective")),
    checks: readConditions(child(all, "checks")),
  };
}

function refuseBoth(one: Value | undefined, several: Value | undefined): void {
  if (one === undefined || several === undefined) return;
  const message = "a scenario has either `pipeline` or `pipelines`, not both";
  one.problems.error("SCENARIO_VALUE", one.node.place, message, { path: one.path, hint: "put it under `pipelines`" });
}
