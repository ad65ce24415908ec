/** Milliseconds everywhere. */
export interface NaiveCase {
  /** When each activity's instances are due: activations, or starts of intervals. */
  readonly activityDueMs: readonly number[];
  readonly resourceDueMs: readonly number[];
  /** Intervals of the activities that fall into one of the resource (2.3); 1 on demand. */
  readonly intervalsPerResource: number;
  /** 2.4 */
  readonly activeInstancesMax: number;
  readonly creationIntervalMs: number;
  readonly activities: readonly NaiveActivity[];
  readonly resource: NaiveResource;
  /** 6.1, 6.2 */
  readonly logBytesPerMinute: number;
  readonly uploadBytesPerSecond: number;
  readonly pushIntervalMs: number;
}

/** Its commands and steps; on an Ec2Resource one command alone (4.6). */
export interface NaiveActivity {
  /** Indexes of activities that come before it. */
  readonly dependsOn: readonly number[];
  readonly before: readonly number[];
  readonly steps: readonly number[];
  readonly after: readonly number[];
}

/** 5.1, 5.6; instances that are `awaited` are master, core or host. */
export interface NaiveResource {
  readonly isCluster: boolean;
  readonly instances: readonly {
    readonly bootMs: number;
    readonly awaited: boolean;
    readonly microUsdPerHour: number;
  }[];
  readonly pendingMs: number;
  readonly bootstrapMs: readonly number[];
  readonly applicationsMs: number;
  readonly installMs: number;
  readonly terminationMs: number;
}

/** One attempt: of activity `activity`, for the occasion `index`. */
export interface NaiveAttempt {
  readonly activity: number;
  readonly index: number;
  readonly createdAtMs: number;
  readonly queuedAtMs: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

/** One resource instance (5.6). */
export interface NaiveLife {
  readonly index: number;
  readonly createdAtMs: number;
  readonly requestedAtMs: number;
  readonly readyAtMs: number;
  readonly firstPollAtMs: number;
  readonly shuttingDownAtMs: number;
  readonly stoppedAtMs: number;
  readonly terminatedAtMs: number;
}

/** What happened. */
export interface NaiveOutcome {
  readonly attempts: readonly NaiveAttempt[];
  readonly lives: readonly NaiveLife[];
  readonly totalMicroUsd: number;
}
