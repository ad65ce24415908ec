import type {
  ApiCallRow,
  AttemptRow,
  Ec2InstanceRow,
  ExecutionRow,
  InstanceLoss,
  InstanceRow,
  LogRow,
  ResourceRow,
  SparkStageRow,
  SpotMarketRow,
  SpotPrice,
  SpotPurchase,
  StepRow,
  WaitSplit,
  WorkItemRow,
} from "../../model/records.ts";
import type { AttemptStatus, ClusterStatus, Ec2InstanceState, InstanceStatus, StepStatus } from "../../model/status.ts";
import { boolean, choice, instant, integer, list, optional, record, type Shape, text } from "./shape.ts";

const pipelineId = text("The service's name for the pipeline.");
const componentId = text("The id of the object in the definition.");
const awsType = text("The AWS object type: `EmrActivity`.");
const reason = text("The reason of the last transition, a sentence.");

/** Every status of an instance. */
export const INSTANCE_STATUS_WORDS: Readonly<Record<InstanceStatus, true>> = {
  SCHEDULED: true,
  WAITING_ON_DEPENDENCIES: true,
  WAITING_FOR_RUNNER: true,
  CREATING: true,
  RUNNING: true,
  SHUTTING_DOWN: true,
  FINISHED: true,
  FAILED: true,
  TIMEDOUT: true,
  CANCELED: true,
  CASCADE_FAILED: true,
};

const instanceStatus = choice<InstanceStatus>("Status in the words of AWS Data Pipeline (2.6).", INSTANCE_STATUS_WORDS);

/** The shape of an ExecutionRow. */
export const executionShape: Shape<ExecutionRow> = record(
  "Execution",
  "One activation or interval of a pipeline: all activity instances with the same scheduled start.",
  {
    pipelineId,
    scheduledStartAtMs: instant("The start of its interval, or its activation."),
    dueAtMs: instant("When it was due: the origin of its latency."),
    endedAtMs: optional(instant("When its last activity instance ended; absent while one has not.")),
    succeeded: boolean("Every activity instance FINISHED."),
  },
);

/** The shape of an InstanceRow. */
export const instanceShape: Shape<InstanceRow> = record(
  "Instance",
  "An instance of an activity or a resource component (2.1).",
  {
    pipelineId,
    componentId,
    type: awsType,
    instanceId: text("`@MyEmrActivity_2012-11-23T00:00:00`."),
    status: instanceStatus,
    reason,
    scheduledStartAtMs: instant("The start of its interval."),
    scheduledEndAtMs: instant("The end of its interval."),
    dueAtMs: instant("When it was due or its activation came, whichever is later: the origin of its latency."),
    createdAtMs: instant("When the service created it."),
    readyAtMs: optional(instant("Activities: all dependencies met. Resources: the launch request.")),
    startedAtMs: optional(instant("RUNNING for the first time.")),
    lateAtMs: optional(instant("It was not over when its lateAfterTimeout ran out (3.4).")),
    endedAtMs: optional(instant("The end of its last attempt.")),
    attempts: integer("How many attempts were made.", 0),
    triesLeft: optional(integer("Attempts that its `maximumRetries` leaves; absent where none can fail (3.3).", 0)),
  },
);

const waitSplitShape: Shape<WaitSplit> = record(
  "WaitSplit",
  "Milliseconds of the wait for a runner, by what its resource was doing meanwhile (5.6); they add up to it exactly.",
  {
    bootMs: integer("Its instances booted.", 0),
    bootstrapMs: integer("Bootstrap actions ran.", 0),
    applicationsMs: integer("EMR installed the applications.", 0),
    runnerInstallMs: integer("Task Runner was installed.", 0),
    queueMs: integer(
      "The runner was there: all of its threads were busy, or a poll had to come first; or the limit on EC2 instances left no room (2.5); or attempts at its resource failed before (3.6).",
      0,
    ),
  },
);

const workItemShape: Shape<WorkItemRow> = record("WorkItem", "A command or step of an attempt.", {
  role: choice<WorkItemRow["role"]>("What it is to the activity.", {
    preActivityTask: true,
    stageInput: true,
    preStepCommand: true,
    step: true,
    postStepCommand: true,
    command: true,
    stageOutput: true,
    postActivityTask: true,
  }),
  label: text("The command, or the step's jar or script."),
  startedAtMs: instant("When it began."),
  endedAtMs: instant("When it ended or was stopped."),
  completed: boolean("It came to its own end."),
});

/** The shape of an AttemptRow. */
export const attemptShape: Shape<AttemptRow> = record("Attempt", "One attempt of an activity instance.", {
  pipelineId,
  componentId,
  instanceId: text("The activity instance that it belongs to."),
  attemptId: text("`@MyEmrActivity_2012-11-23T00:00:00_Attempt=1`."),
  status: choice<AttemptStatus>("Status of the attempt.", {
    RUNNING: true,
    FINISHED: true,
    FAILED: true,
    TIMEDOUT: true,
    CANCELED: true,
  }),
  reason,
  runnerId: text("The resource instance, or the user-managed runner."),
  queuedAtMs: instant("When the task was queued for the runner."),
  startedAtMs: instant("When a poll took the task."),
  endedAtMs: instant("When the attempt ended."),
  waitedFor: waitSplitShape,
  workItems: list("Its commands and steps in order; those that never began are left out.", workItemShape),
});

/** The shape of a StepRow. */
export const stepShape: Shape<StepRow> = record("Step", "A step in a cluster's step queue (4.6).", {
  pipelineId: optional(text("Where there are several pipelines, the one whose step it is.")),
  stepId: text("The step's own id."),
  attemptId: text("The attempt that submitted it."),
  resourceId: text("The cluster's resource instance."),
  label: text("The step's jar or script."),
  status: choice<StepStatus>("Status in the words of EMR.", {
    PENDING: true,
    RUNNING: true,
    COMPLETED: true,
    CANCELLED: true,
    FAILED: true,
  }),
  submittedAtMs: instant("When it entered the queue."),
  startedAtMs: optional(instant("When it began.")),
  sharedAtMs: optional(
    instant("Work by a scaling law: its serial part was done, and the nodes shared the rest (5.4)."),
  ),
  coordinatedAtMs: optional(
    instant("Work by a scaling law: the shared work was done, and the nodes coordinated to the end (5.4)."),
  ),
  endedAtMs: instant("When it ended."),
});

/** The shape of a SparkStageRow. */
export const sparkStageShape: Shape<SparkStageRow> = record(
  "SparkStage",
  "A stage of a Spark application that has begun (5.4); told when the application is over.",
  {
    pipelineId,
    componentId: text("The activity."),
    workId: text("The step, or the attempt at a job that goes to the Hadoop scheduler."),
    index: integer("Counts from 0 within its application.", 0),
    name: text("As the scenario names it."),
    status: choice<SparkStageRow["status"]>("CANCELLED: its application ended before it was done.", {
      COMPLETED: true,
      FAILED: true,
      CANCELLED: true,
    }),
    tasks: integer("How many tasks it has.", 0),
    submittedAtMs: instant("The driver has handed its tasks out."),
    startedAtMs: optional(instant("Its first task began.")),
    endedAtMs: optional(instant("Its last task was done.")),
    critical: optional(boolean("On the path of stages that decides when the application ends; absent: it is not.")),
    failedTasks: optional(integer("Attempts at tasks that failed; absent: none.", 0)),
    spilledTasks: optional(integer("Attempts that did not fit in their share of the memory; absent: none.", 0)),
    recomputedTasks: optional(integer("Tasks that began again because their results were lost; absent: none.", 0)),
    uncachedTasks: optional(integer("Attempts whose part of the input was no longer in memory; absent: none.", 0)),
  },
);

/** The shape of a ResourceRow. */
export const resourceShape: Shape<ResourceRow> = record(
  "Resource",
  "One managed resource from its launch request to its end (5.1, 5.6).",
  {
    pipelineId,
    componentId,
    type: awsType,
    resourceId: text("`@MyEmrCluster_2012-11-23T00:00:00`; from the second attempt on with `_Attempt=2`."),
    attempt: optional(integer("Which attempt at the resource instance it is; absent: the first.", 1)),
    status: instanceStatus,
    clusterStatus: optional(
      choice<ClusterStatus>("EMR clusters only: the status in the words of EMR.", {
        STARTING: true,
        BOOTSTRAPPING: true,
        RUNNING: true,
        WAITING: true,
        TERMINATING: true,
        TERMINATED: true,
        TERMINATED_WITH_ERRORS: true,
      }),
    ),
    reason,
    requestedAtMs: instant("The launch request."),
    launchedAtMs: optional(
      instant(
        "The limit on EC2 instances left room for it at last, or a Spot price fell to its bid; absent: at once (2.5, 5.3).",
      ),
    ),
    bootedAtMs: optional(instant("The slowest master or core instance has booted.")),
    bootstrappedAtMs: optional(instant("... and is through its bootstrap actions.")),
    readyAtMs: optional(instant("Applications installed: RUNNING.")),
    firstPollAtMs: optional(instant("The Task Runner's first poll.")),
    shuttingDownAtMs: optional(instant("SHUTTING_DOWN: the logs begin to go up.")),
    stoppedAtMs: optional(instant("The logs are in S3 and the instances go `shutting-down`.")),
    terminatedAtMs: optional(instant("Quota is free again (7.3).")),
    busyMs: integer("Milliseconds in which at least one attempt ran.", 0),
  },
);

const spotPriceShape: Shape<SpotPrice> = record("SpotPrice", "From when on a Spot price holds.", {
  atMs: instant("From when."),
  priceNanoUsd: integer("Billionths of a dollar an hour.", 0),
});

/** The shape of a SpotMarketRow. */
export const spotMarketShape: Shape<SpotMarketRow> = record("SpotMarket", "The price of a Spot market (5.3).", {
  marketId: text("`m1.small`, or `m1.small/us-east-1b`."),
  instanceType: text("`m1.small`."),
  prices: list("The price at the start and each change.", spotPriceShape),
  thinned: optional(boolean("Of several changes in a row the highest price stands for all; absent: these are all.")),
});

/** The shape of an Ec2InstanceRow. */
export const ec2InstanceShape: Shape<Ec2InstanceRow> = record("Ec2Instance", "One EC2 instance of a resource.", {
  pipelineId,
  componentId,
  resourceId: text("The resource instance that it belongs to."),
  ec2InstanceId: text("Its name within the resource instance: `CORE-3`."),
  role: choice<Ec2InstanceRow["role"]>("Its role (5.3); `host` is the one instance of an Ec2Resource.", {
    master: true,
    core: true,
    task: true,
    host: true,
  }),
  instanceType: text("`m1.small`."),
  purchase: choice<Ec2InstanceRow["purchase"]>("How it was bought.", { "on-demand": true, spot: true }),
  spot: optional(
    record<SpotPurchase>("SpotPurchase", "What a Spot instance was bought for (5.3, 7.1).", {
      marketId: text("`m1.small`, or `m1.small/us-east-1b`."),
      bidNanoUsd: integer("The bid, billionths of a dollar an hour.", 0),
      prices: list("What an hour cost, from when on; by the hour, at the start of instance-hours.", spotPriceShape),
    }),
  ),
  emr: boolean("Pays EMR's surcharge too."),
  state: choice<Ec2InstanceState>("State in the words of EC2.", {
    pending: true,
    running: true,
    "shutting-down": true,
    terminated: true,
  }),
  ebsGb: integer("EBS volumes, GB.", 0),
  requestedAtMs: instant("The launch request."),
  runningAtMs: optional(instant("`running`: the beginning of its bill (7.1).")),
  bootedAtMs: optional(instant("Booted: bootstrap actions begin.")),
  bootstrapActions: list(
    "Its bootstrap actions in order (5.1).",
    record<Ec2InstanceRow["bootstrapActions"][number]>("BootstrapAction", "One bootstrap action on one instance.", {
      name: text("The script's own name."),
      startedAtMs: instant("When it began."),
      endedAtMs: instant("When it ended."),
      failed: optional(boolean("It failed, which ended the instance (5.2); absent: it did not.")),
    }),
  ),
  readyAtMs: optional(instant("Took up its role in the cluster.")),
  shuttingDownAtMs: optional(instant("`shutting-down`: the end of its bill (7.1).")),
  terminatedAtMs: optional(instant("`terminated`.")),
  lost: optional(
    record<InstanceLoss>("InstanceLoss", "Why an EC2 instance ended abruptly (5.3).", {
      cause: choice<InstanceLoss["cause"]>("`failure`, or a Spot instance's `interruption`.", {
        failure: true,
        interruption: true,
      }),
      reason: text("A sentence."),
    }),
  ),
  busyMs: integer("Milliseconds in which it took part in work.", 0),
});

/** The shape of a LogRow. */
export const logShape: Shape<LogRow> = record("Log", "One log file of one writer (6.6).", {
  kind: choice<LogRow["kind"]>("The Task Runner's own log, an attempt's, or the cluster's step and node logs (6.3).", {
    taskRunner: true,
    attempt: true,
    step: true,
    node: true,
  }),
  pipelineId: optional(
    text(
      "Where there are several pipelines, whose log it is; absent for the own log of a runner that serves them all.",
    ),
  ),
  writerId: text("The runner, attempt, step or EC2 instance that wrote it."),
  hostId: text("The resource instance, or the user-managed runner."),
  status: choice<LogRow["status"]>("What became of it.", {
    published: true,
    lost: true,
    "kept on the host": true,
    open: true,
  }),
  reason: text("Why it was lost, or when and by whom it is pushed."),
  destination: optional(text("Full URI; absent where it was not archived.")),
  bytes: integer("Bytes written.", 0),
  bytesPublished: integer("Bytes readable in S3.", 0),
  putRequests: integer("S3 PUT requests.", 0),
  writtenFromAtMs: instant("When its writer began."),
  writtenToAtMs: instant("When its writer ended."),
  lostFromAtMs: optional(
    instant("What was written from then on is lost; absent where all of a log is lost, or nothing (6.5)."),
  ),
  publishedAtMs: optional(instant("When all of it is readable in S3.")),
  delayMs: optional(integer("From the writer's end to readable in S3.", 0)),
});

/** The shape of an ApiCallRow. */
export const apiCallShape: Shape<ApiCallRow> = record("ApiCalls", "Calls of the service's API over the whole run.", {
  operation: choice<ApiCallRow["operation"]>("The API operation (4.3, 4.4).", {
    PollForTask: true,
    ReportTaskProgress: true,
    SetTaskStatus: true,
    ReportTaskRunnerHeartbeat: true,
  }),
  calls: integer("Calls that the service took.", 0),
  throttled: optional(
    integer("Calls that it refused, because the account's limit was reached (4.5); absent: none.", 1),
  ),
});
