import type { HistoryRow, UnfinishedRow } from "../../experiment/result.ts";
import { choice, instant, optional, record, type Shape, text } from "./shape.ts";

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

/** The shape of an UnfinishedRow. */
export const unfinishedShape: Shape<UnfinishedRow> = record(
  "Unfinished",
  "An instance that did not finish, with the reason.",
  {
    pipelineId: text("The service's name for the pipeline."),
    instanceId: text("The instance."),
    status: text("Its last status."),
    reason: text("Why, in a sentence."),
    rule: text("The rule of the model behind it."),
  },
);
