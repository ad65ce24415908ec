import type { HistoryRow, NotificationRow, OutcomeRow, UnfinishedRow } from "../../experiment/result.ts";
import { INSTANCE_STATUS_WORDS } from "./record-shapes.ts";
import { choice, instant, integer, number, optional, record, type Shape, text } from "./shape.ts";

const pipelineId = text("The service's name for the pipeline.");
const componentId = text("The id of the object in the definition.");

/** The shape of a HistoryRow. */
export const historyShape: Shape<HistoryRow> = record(
  "Transition",
  "One transition of an instance, attempt, step, cluster or EC2 instance (2.6).",
  {
    machine: choice<HistoryRow["machine"]>("What moved.", {
      instance: true,
      attempt: true,
      step: true,
      cluster: true,
      ec2Instance: true,
    }),
    id: text("Its id: `@MyEmrActivity_2012-11-23T00:00:00_Attempt=1`."),
    pipelineId: optional(text("The service's name for the pipeline whose it is.")),
    componentId: optional(text("The id of the object in the definition whose it is: of a step, its cluster.")),
    atMs: instant("When it moved."),
    from: optional(text("The status that it left; absent for its first.")),
    to: text("Its new status, in the words of AWS."),
    reason: text("Why, in a sentence."),
    rule: text("The rule of the model behind it."),
  },
);

/** The shape of a NotificationRow. */
export const notificationShape: Shape<NotificationRow> = record("Notification", "One message of an SnsAlarm (3.4).", {
  pipelineId,
  componentId,
  instanceId: text("The instance to which it happened."),
  actionId: text("The SnsAlarm."),
  event: choice<NotificationRow["event"]>(
    "`onSuccess`: it FINISHED. `onFail`: it is FAILED, TIMEDOUT or CASCADE_FAILED. `onLateAction`: it is late.",
    { onSuccess: true, onFail: true, onLateAction: true },
  ),
  atMs: instant("When it is sent."),
  subject: optional(text("Its expressions resolved as far as the simulation knows what they ask for.")),
});

const statusOfUnfinished = choice<UnfinishedRow["status"]>(
  "The last status in the words of AWS Data Pipeline (2.6); `not created` is no word of AWS.",
  { ...INSTANCE_STATUS_WORDS, "not created": true },
);

/** The shape of an UnfinishedRow. */
export const unfinishedShape: Shape<UnfinishedRow> = record(
  "Unfinished",
  "An instance that did not finish, or not in time, with the reason; or several that were never created.",
  {
    pipelineId,
    componentId,
    instanceId: text("The instance; of several that were never created, the first."),
    count: optional(integer("How many were never created; absent for a single instance.", 1)),
    status: statusOfUnfinished,
    lateAtMs: optional(instant("When its lateAfterTimeout ran out (3.4).")),
    reason: text("Why, in a sentence."),
    rule: text("The rule of the model behind it."),
  },
);

/** The shape of an OutcomeRow. */
export const outcomeShape: Shape<OutcomeRow> = record(
  "Outcome",
  "How often instances of a component did not finish in time, for one reason, over all replications.",
  {
    pipelineId,
    componentId,
    status: statusOfUnfinished,
    reason: text("Why, in a sentence in which components stand for their instances."),
    rule: text("The rule of the model behind it."),
    replications: integer("In how many replications it happened.", 0),
    probabilityCi95: optional(
      record<NonNullable<OutcomeRow["probabilityCi95"]>>(
        "ProbabilityInterval",
        "How probable it is that it happens in a replication: Wilson's 95 % interval; absent for a single replication.",
        { low: number("Its lower end."), high: number("Its upper end.") },
      ),
    ),
    instances: integer("To how many instances.", 0),
    ofInstances: integer("Instances of the component in all replications, those included that were never created.", 0),
  },
);
