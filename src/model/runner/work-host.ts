import type { InstantMs } from "../../base/instant.ts";
import type { Cluster } from "../emr/cluster.ts";
import type { ActivityInstance } from "../pipeline/activity-instance.ts";
import type { ComponentRef } from "../records.ts";
import type { Capacity } from "./running-work.ts";

/** When a resource passed what it had to pass before its runner could poll (5.6). */
export interface HostMilestones {
  /** The launch request of the attempt at the resource that came through; the task may have been queued before. */
  readonly requestedAtMs?: InstantMs;
  readonly launchedAtMs?: InstantMs;
  readonly bootedAtMs?: InstantMs;
  readonly bootstrappedAtMs?: InstantMs;
  readonly readyAtMs?: InstantMs;
  readonly firstPollAtMs?: InstantMs;
}

/** An attempt that has written a log. */
export interface LoggedAttempt {
  readonly instance: ActivityInstance;
  readonly id: string;
  readonly startedAtMs: InstantMs;
  /** Its Task Runner died then: the log was not pushed. Absent: it is complete now. */
  readonly lostAtMs?: InstantMs;
}

/** Where a Task Runner lives, as its attempts see it: a managed resource, or a host that the user manages (4.1). */
export interface WorkHost {
  /** The resource instance's or the runner's id. */
  readonly id: string;
  /** Of the managed resource; undefined for hosts of the user's. */
  readonly component: ComponentRef | undefined;
  /** The host's own capacity, for commands. */
  readonly capacity: () => Capacity;
  /** Takes steps and Hadoop work (4.6); undefined where the host is not an EMR master. */
  readonly cluster: Cluster | undefined;
  /** When the host's resource passed what it had to pass before its runner could poll; empty for hosts of the user's. */
  readonly milestones: HostMilestones;
  /** An attempt has just ended: its log goes where the definition says, or is lost (6.3). */
  publishAttemptLog(attempt: LoggedAttempt): void;
}
