import { MINUTE_MS } from "../../base/instant.ts";
import { readDistribution, type ScenarioDistribution } from "../distribution/scenario-distribution.ts";
import { DURATION } from "../units/duration.ts";
import { PERCENTAGE } from "../units/percentage.ts";
import { RATE } from "../units/rate.ts";
import { readQuantity } from "../values/read-quantity.ts";
import { readCount } from "../values/read-scalar.ts";
import { child, children, type Placed, placed, reportExpected, type Value } from "../values/value.ts";
import { type NodeFailureSettings, readNodeFailures } from "./node-failures.ts";
import { type AttemptFailure, readFailure } from "./workloads.ts";

/** `failures`: what breaks of itself. */
export interface FailureSettings {
  readonly taskRunner: TaskRunnerFailure | undefined;
  /** How probable it is that a task which is handed out never reaches its runner. */
  readonly lostAnswers: number | undefined;
  readonly nodes: NodeFailureSettings;
  /** Of steps of EmrActivities: by activity, by its step's index or label, or by pattern. */
  readonly steps: readonly (Placed<AttemptFailure> & { readonly pattern: string })[];
  readonly uploads: UploadFailure | undefined;
}

/** How uploads of logs to S3 fail. */
export interface UploadFailure {
  /** Of one try. */
  readonly probability: number;
  /** Before it is given up. */
  readonly tries: number | undefined;
}

/** How Task Runners die. */
export interface TaskRunnerFailure {
  readonly meanTimeToFailureMs: number;
  /** Of a user-managed one; undefined: it never comes back. */
  readonly restart: ScenarioDistribution | undefined;
}

/** Reads `failures`. */
export function readFailures(value: Value | undefined): FailureSettings {
  const taskRunner = child(value, "taskRunner");
  const meanTimeToFailureMs = readRate(child(taskRunner, "rate"));
  const restart = readDistribution(child(taskRunner, "restart"), DURATION);
  return {
    taskRunner: meanTimeToFailureMs === undefined ? undefined : { meanTimeToFailureMs, restart },
    lostAnswers: readQuantity(child(value, "lostAnswers"), PERCENTAGE),
    nodes: readNodeFailures(child(value, "nodes")),
    steps: readStepFailures(child(value, "steps")),
    uploads: readUploadFailure(child(value, "uploads")),
  };
}

/** One for all steps, or a map. */
function readStepFailures(value: Value | undefined): FailureSettings["steps"] {
  if (value === undefined) return [];
  const entries = value.node.kind === "map" ? children(value) : [{ ...value, key: "*" }];
  return entries.flatMap((entry) => {
    const failure = readFailure(entry);
    return failure === undefined ? [] : [{ ...placed(entry, failure), pattern: entry.key }];
  });
}

function readUploadFailure(value: Value | undefined): UploadFailure | undefined {
  const isMap = value?.node.kind === "map";
  const probability = readQuantity(isMap ? child(value, "probability") : value, PERCENTAGE);
  const tries = isMap ? readCount(child(value, "tries"), 1) : undefined;
  return probability === undefined ? undefined : { probability, tries };
}

/** A runner that dies more often than every minute would never report progress twice. */
function readRate(value: Value | undefined): number | undefined {
  const meanTimeMs = readQuantity(value, RATE);
  if (value === undefined || meanTimeMs === undefined || meanTimeMs >= MINUTE_MS) return meanTimeMs;
  reportExpected(value, "SCENARIO_VALUE", "at most `1 per minute`");
  return undefined;
}
