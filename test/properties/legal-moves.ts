/**
 * From each status to those that may follow it, as the rules say and independently of the model's own tables; "" is
 * before the first. Where a status is not named nothing follows it.
 */
export type LegalMoves = Readonly<Record<string, readonly string[]>>;

/** Of activity instances (2.6, 3.1, 3.3, 3.4, 3.5). */
const ACTIVITY: LegalMoves = {
  "": ["SCHEDULED"],
  SCHEDULED: ["WAITING_ON_DEPENDENCIES", "WAITING_FOR_RUNNER", "CANCELED"],
  WAITING_ON_DEPENDENCIES: ["WAITING_FOR_RUNNER", "CASCADE_FAILED", "CANCELED"],
  WAITING_FOR_RUNNER: ["RUNNING", "CANCELED"],
  RUNNING: ["FINISHED", "FAILED", "CANCELED", "WAITING_FOR_RUNNER"],
};

/** Of the instances of data nodes: nothing runs for them (2.6, 3.1). */
const DATA_NODE: LegalMoves = {
  "": ["SCHEDULED"],
  SCHEDULED: ["WAITING_ON_DEPENDENCIES", "FINISHED", "CANCELED"],
  WAITING_ON_DEPENDENCIES: ["FINISHED", "CASCADE_FAILED", "CANCELED"],
};

/** Of the instances of preconditions that the service checks: it waits for no runner (3.2, 3.5). */
const PRECONDITION: LegalMoves = {
  "": ["SCHEDULED"],
  SCHEDULED: ["RUNNING", "CANCELED"],
  RUNNING: ["FINISHED", "FAILED", "CANCELED"],
};

/** Of those that a Task Runner checks: it may have to come first, and may go before it is through (3.2, 3.6). */
const USER_MANAGED_PRECONDITION: LegalMoves = {
  "": ["SCHEDULED"],
  SCHEDULED: ["WAITING_ON_DEPENDENCIES", "WAITING_FOR_RUNNER", "CANCELED"],
  WAITING_ON_DEPENDENCIES: ["WAITING_FOR_RUNNER", "CANCELED"],
  WAITING_FOR_RUNNER: ["RUNNING", "FAILED", "CANCELED"],
  RUNNING: ["FINISHED", "FAILED", "CANCELED", "WAITING_FOR_RUNNER"],
};

/** Of resource instances (2.3, 3.5, 3.6, 5.5, 6.1); one that is never launched may finish while it waits. */
const RESOURCE: LegalMoves = {
  "": ["WAITING_ON_DEPENDENCIES"],
  WAITING_ON_DEPENDENCIES: ["CREATING", "FINISHED", "CANCELED"],
  CREATING: ["RUNNING", "SHUTTING_DOWN", "FINISHED", "CANCELED"],
  RUNNING: ["CREATING", "SHUTTING_DOWN"],
  SHUTTING_DOWN: ["FINISHED", "FAILED", "TIMEDOUT", "CANCELED"],
};

/** Of attempts (2.6, 3.3, 3.4). */
const ATTEMPT: LegalMoves = { "": ["RUNNING"], RUNNING: ["FINISHED", "FAILED", "TIMEDOUT", "CANCELED"] };

/** Of clusters (5.1); one may be stopped at any time before its end. */
const CLUSTER: LegalMoves = {
  "": ["STARTING"],
  STARTING: ["BOOTSTRAPPING", "TERMINATING"],
  BOOTSTRAPPING: ["WAITING", "TERMINATING"],
  WAITING: ["RUNNING", "TERMINATING"],
  RUNNING: ["WAITING", "TERMINATING"],
  TERMINATING: ["TERMINATED", "TERMINATED_WITH_ERRORS"],
};

/** Of EC2 instances (7.1, 7.3); one whose launch fails, or that is lost, goes straight to its end (3.6, 5.3). */
const EC2_INSTANCE: LegalMoves = {
  "": ["pending"],
  pending: ["running", "shutting-down", "terminated"],
  running: ["shutting-down", "terminated"],
  "shutting-down": ["terminated"],
};

/** Of steps (4.6). */
const STEP: LegalMoves = {
  "": ["PENDING"],
  PENDING: ["RUNNING", "CANCELLED"],
  RUNNING: ["COMPLETED", "CANCELLED", "FAILED"],
};

/** Of each state machine in the trace; instances are told apart by what they are instances of. */
export const LEGAL_MOVES: Readonly<Record<string, LegalMoves>> = {
  activity: ACTIVITY,
  dataNode: DATA_NODE,
  precondition: PRECONDITION,
  userManagedPrecondition: USER_MANAGED_PRECONDITION,
  resource: RESOURCE,
  attempt: ATTEMPT,
  cluster: CLUSTER,
  ec2Instance: EC2_INSTANCE,
  step: STEP,
};
