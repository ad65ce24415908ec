import { enumeration, instant, integer, period, text } from "./field-type.ts";
import { type ObjectType, objectType } from "./object-type.ts";

/** Source: DG Schedule (2.2). */
export const SCHEDULE_TYPES: readonly ObjectType[] = [
  objectType(
    "Schedule",
    "schedule",
    [
      // the console gives an on-demand pipeline a Schedule of such words, which nothing reads
      { ...period("period", "simulated"), words: ["ONDEMAND_PERIOD"] },
      enumeration("startAt", "simulated", ["FIRST_ACTIVATION_DATE_TIME", "ONDEMAND_ACTIVATION_TIME"]),
      instant("startDateTime", "simulated"),
      instant("endDateTime", "simulated"),
      integer("occurrences", "simulated", 1),
    ],
    ["period", "startAt|startDateTime"],
    ["startAt|startDateTime"],
  ),
];

/** Source: DG Actions (3.4). */
export const ACTION_TYPES: readonly ObjectType[] = [
  objectType(
    "SnsAlarm",
    "action",
    [
      text("message", "irrelevant"),
      text("role", "irrelevant"),
      text("subject", "simulated"),
      text("topicArn", "irrelevant"),
      text("node", "irrelevant"),
    ],
    ["message", "role", "subject", "topicArn"],
  ),
  objectType("Terminate", "action", [text("node", "irrelevant")]),
];
