import { enumeration, type FieldType, integer, name, period, reference, text } from "./field-type.ts";

/** What data nodes and preconditions have in common: what uses them says where they are checked. */
const UNRUN_FIELDS: readonly FieldType[] = [
  text("pipelineLogUri", "irrelevant"),
  reference("runsOn", "irrelevant", ["resource"]),
  name("workerGroup", "irrelevant"),
];

/** What data nodes make of the fields of what is run: nothing runs for them. Put before those, since the first counts. */
export const UNRUN_DATA_NODE_FIELDS: readonly FieldType[] = [...UNRUN_FIELDS, period("attemptTimeout", "irrelevant")];

/** What preconditions make of them: their instances are those of what uses them. Put before them, too. */
export const CHECKED_FIELDS: readonly FieldType[] = [
  ...UNRUN_FIELDS,
  enumeration("failureAndRerunMode", "irrelevant", ["none", "cascade"]),
  integer("maxActiveInstances", "irrelevant", 1),
  period("preconditionTimeout", "simulated"),
  period("retryDelay", "simulated"),
  reference("schedule", "irrelevant", ["schedule"]),
  enumeration("scheduleType", "irrelevant", ["cron", "ondemand", "timeseries"]),
];
