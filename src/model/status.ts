import type { Moves } from "./life-cycle.ts";

/** The words that AWS Data Pipeline shows. Source: DG Interpreting Pipeline Status Codes (2.6). */
export type InstanceStatus =
  | "SCHEDULED"
  | "WAITING_ON_DEPENDENCIES"
  | "WAITING_FOR_RUNNER"
  | "CREATING"
  | "RUNNING"
  | "SHUTTING_DOWN"
  | "FINISHED"
  | "FAILED"
  | "TIMEDOUT"
  | "CANCELED"
  | "CASCADE_FAILED";

/** The status words of an attempt (2.6). */
export type AttemptStatus = "RUNNING" | "FINISHED" | "FAILED" | "TIMEDOUT" | "CANCELED";

/** Source: EMR Management Guide, cluster life cycle (5.1). */
export type ClusterStatus =
  | "STARTING"
  | "BOOTSTRAPPING"
  | "RUNNING"
  | "WAITING"
  | "TERMINATING"
  | "TERMINATED"
  | "TERMINATED_WITH_ERRORS";

/** Source: EC2 User Guide, instance lifecycle (7.1). */
export type Ec2InstanceState = "pending" | "running" | "shutting-down" | "terminated";

/** EMR's states of a step (4.6). */
export type StepStatus = "PENDING" | "RUNNING" | "COMPLETED" | "CANCELLED" | "FAILED";

/** The words that an activity instance can have (2.6). */
export type ActivityInstanceStatus = Exclude<InstanceStatus, "CREATING" | "SHUTTING_DOWN" | "TIMEDOUT">;
/** The words that a resource instance can have (2.6). */
export type ResourceInstanceStatus = Exclude<InstanceStatus, "WAITING_FOR_RUNNER" | "CASCADE_FAILED" | "SCHEDULED">;
/** The words that a data node's instance can have (2.6). */
export type DataNodeInstanceStatus = Extract<
  InstanceStatus,
  "SCHEDULED" | "WAITING_ON_DEPENDENCIES" | "FINISHED" | "CANCELED" | "CASCADE_FAILED"
>;
/** The words that a precondition's instance can have (2.6). */
export type PreconditionInstanceStatus = Exclude<
  InstanceStatus,
  "CREATING" | "SHUTTING_DOWN" | "TIMEDOUT" | "CASCADE_FAILED"
>;

/** How an activity instance may move (2.6). */
export const ACTIVITY_INSTANCE_MOVES: Moves<ActivityInstanceStatus> = {
  SCHEDULED: ["WAITING_ON_DEPENDENCIES", "WAITING_FOR_RUNNER", "CANCELED"],
  WAITING_ON_DEPENDENCIES: ["WAITING_FOR_RUNNER", "CANCELED", "CASCADE_FAILED"],
  WAITING_FOR_RUNNER: ["RUNNING", "CANCELED"],
  // back to waiting while an attempt that failed is to be tried again (3.3)
  RUNNING: ["WAITING_FOR_RUNNER", "FINISHED", "FAILED", "CANCELED"],
  FINISHED: [],
  FAILED: [],
  CANCELED: [],
  CASCADE_FAILED: [],
};

/** How a data node's instance may move: nothing runs for it (2.6, 3.1). */
export const DATA_NODE_INSTANCE_MOVES: Moves<DataNodeInstanceStatus> = {
  SCHEDULED: ["WAITING_ON_DEPENDENCIES", "FINISHED", "CANCELED"],
  WAITING_ON_DEPENDENCIES: ["FINISHED", "CANCELED", "CASCADE_FAILED"],
  FINISHED: [],
  CANCELED: [],
  CASCADE_FAILED: [],
};

/** How a precondition's instance may move; RUNNING from its first check to its last (2.6, 3.2). */
export const PRECONDITION_INSTANCE_MOVES: Moves<PreconditionInstanceStatus> = {
  SCHEDULED: ["WAITING_ON_DEPENDENCIES", "WAITING_FOR_RUNNER", "RUNNING", "CANCELED"],
  WAITING_ON_DEPENDENCIES: ["WAITING_FOR_RUNNER", "CANCELED"],
  // FAILED: its preconditionTimeout passes while it waits for another runner (3.2)
  WAITING_FOR_RUNNER: ["RUNNING", "FAILED", "CANCELED"],
  // back to waiting when the runner that checks it is stopped, and another will come (3.6)
  RUNNING: ["WAITING_FOR_RUNNER", "FINISHED", "FAILED", "CANCELED"],
  FINISHED: [],
  FAILED: [],
  CANCELED: [],
};

/** How a resource instance may move (2.3, 2.6, 3.6). */
export const RESOURCE_INSTANCE_MOVES: Moves<ResourceInstanceStatus> = {
  WAITING_ON_DEPENDENCIES: ["CREATING", "FINISHED", "CANCELED"],
  // CREATING goes on while an attempt that failed is to be tried again (3.6); FINISHED: nothing needs it any more while
  // it waits for room under the limit on EC2 instances (2.5), or for its next attempt; CANCELED: it is late then (3.4)
  CREATING: ["RUNNING", "SHUTTING_DOWN", "FINISHED", "CANCELED"],
  // back to CREATING when its host is lost or its attempt took too long, and another is to come (3.4, 3.6, 5.3)
  RUNNING: ["CREATING", "SHUTTING_DOWN"],
  SHUTTING_DOWN: ["FINISHED", "FAILED", "TIMEDOUT", "CANCELED"],
  FINISHED: [],
  FAILED: [],
  TIMEDOUT: [],
  CANCELED: [],
};

/** How an attempt may move (2.6). */
export const ATTEMPT_MOVES: Moves<AttemptStatus> = {
  RUNNING: ["FINISHED", "FAILED", "TIMEDOUT", "CANCELED"],
  FINISHED: [],
  FAILED: [],
  TIMEDOUT: [],
  CANCELED: [],
};

/** How a cluster may move (5.1). */
export const CLUSTER_MOVES: Moves<ClusterStatus> = {
  STARTING: ["BOOTSTRAPPING", "TERMINATING"],
  BOOTSTRAPPING: ["WAITING", "TERMINATING"],
  WAITING: ["RUNNING", "TERMINATING"],
  RUNNING: ["WAITING", "TERMINATING"],
  TERMINATING: ["TERMINATED", "TERMINATED_WITH_ERRORS"],
  TERMINATED: [],
  TERMINATED_WITH_ERRORS: [],
};

/** How an EC2 instance may move (7.1). */
export const EC2_INSTANCE_MOVES: Moves<Ec2InstanceState> = {
  // terminated: its launch failed (3.6), or it was lost (5.3)
  pending: ["running", "shutting-down", "terminated"],
  // terminated: it was lost, without shutting down (5.3)
  running: ["shutting-down", "terminated"],
  "shutting-down": ["terminated"],
  terminated: [],
};

/** How a step may move (4.6). */
export const STEP_MOVES: Moves<StepStatus> = {
  PENDING: ["RUNNING", "CANCELLED"],
  RUNNING: ["COMPLETED", "CANCELLED", "FAILED"],
  COMPLETED: [],
  CANCELLED: [],
  FAILED: [],
};
