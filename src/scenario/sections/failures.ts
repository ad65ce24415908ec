import { MINUTE_MS } from "../../base/instant.ts";
import { readDistribution, type ScenarioDistribution } from "../distribution/scenario-distribution.ts";
import { DURATION } from "../units/duration.ts";
import { PERCENTAGE } from "../units/percentage.ts";
import { RATE } from "../units/rate.ts";
import { readQuantity } from "../values/read-quantity.ts";
import { child, reportExpected, type Value } from "../values/value.ts";
import { type NodeFailureSettings, readNodeFailures } from "./node-failures.ts";

/** `failures`: what breaks of itself. */
export interface FailureSettings {
  readonly taskRunner: TaskRunnerFailure | undefined;
  /** How probable it is that a task which is handed out never reaches its runner. */
  readonly lostAnswers: number | undefined;
  readonly nodes: NodeFailureSettings;
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
  };
}

/** A runner that dies more often than every minute would never report progress twice. */
function readRate(value: Value | undefined): number | undefined {
  const meanTimeMs = readQuantity(value, RATE);
  if (value === undefined || meanTimeMs === undefined || meanTimeMs >= MINUTE_MS) return meanTimeMs;
  reportExpected(value, "SCENARIO_VALUE", "at most `1 per minute`");
  return undefined;
}
