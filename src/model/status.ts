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

export type StepStatus = "PENDING" | "RUNNING" | "COMPLETED" | "CANCELLED" | "FAILED";
