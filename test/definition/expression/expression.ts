import { evaluateText } from "../../../src/definition/evaluate-text.ts";
import type { RuntimeValue } from "../../../src/definition/expression/evaluation-context.ts";
import { object, read } from "../read.ts";

/** The instant of the guide's own examples: 24 May 2011, 5:10 pm. */
export const GUIDE_INSTANT_MS = Date.UTC(2011, 4, 24, 17, 10);

export const RUNTIME_FIELDS: ReadonlyMap<string, RuntimeValue> = new Map<string, RuntimeValue>([
  ["@scheduledStartTime", { kind: "instant", instantMs: GUIDE_INSTANT_MS }],
  ["@pipelineId", { kind: "text", text: "df-1" }],
]);

const DEFINITION = read({
  objects: [
    {
      id: "A",
      type: "ShellCommandActivity",
      command: "#{myCommand}",
      runsOn: { ref: "E" },
      input: [{ ref: "In1" }, { ref: "In2" }],
      output: { ref: "Out" },
      onFail: { ref: "Alarm" },
      myDateTime: "2011-05-24T17:10:00",
      myNumber: 7,
      myHalf: "0.50",
      myCode: "007",
      myList: ["one", "two"],
      myList1: [1, 2],
      myList2: [3, 4],
      myThree: ["a", "b", "c"],
      mySelf: "#{mySelf}",
      myPing: "#{myPong}",
      myPong: "#{myPing}",
      "*mySecret": "hunter2",
      myNode: { ref: "Out" },
    },
    { id: "In1", type: "S3DataNode", directoryPath: "s3://in/1" },
    { id: "In2", type: "S3DataNode", directoryPath: "s3://in/2" },
    { id: "Out", type: "S3DataNode", directoryPath: "s3://#{myBucket}/#{format(@scheduledStartTime, 'YYYY')}" },
    { id: "E", type: "Ec2Resource" },
    { id: "Alarm", type: "SnsAlarm", message: "m", subject: "s", topicArn: "t" },
  ],
  parameters: [{ id: "myDefaulted", default: "d" }, { id: "myOptional", optional: "true" }, { id: "myMissing" }],
  values: { myBucket: "bucket", mySelf: "of the parameter", myFolders: ["x", "y"], "*myPassword": "swordfish" },
});

/** Evaluates a text in an activity with fields, parameters and references of every kind; a list is joined with `|`. */
export function evaluate(text: string, isRedacted = false): string {
  const activity = object(DEFINITION, "A");
  const context = { runtimeFields: RUNTIME_FIELDS, isRedacted };
  const evaluation = evaluateText(DEFINITION, activity, text, activity.position, context);
  if (evaluation.kind === "texts") return evaluation.texts.join("|");
  if (evaluation.kind === "unknown") return `unknown: ${evaluation.runtimeFields.join(" ")}`;
  return `${evaluation.diagnostic.code}: ${evaluation.diagnostic.message}`;
}

/** Evaluates a text in the alarm, as seen from the activity that refers to it. */
export function evaluateInAlarm(text: string): string {
  const alarm = object(DEFINITION, "Alarm");
  const node = { object: object(DEFINITION, "A"), runtimeFields: RUNTIME_FIELDS };
  const evaluation = evaluateText(DEFINITION, alarm, text, alarm.position, { node });
  return evaluation.kind === "texts" ? evaluation.texts.join("|") : evaluation.kind;
}
