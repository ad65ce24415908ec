import { enumeration, type FieldType, integer, name, reference, text } from "./field-type.ts";

/**
 * What data nodes and preconditions take from the fields of what is run, and what nothing follows from: the simulation
 * makes no instances of them, but looks at what waits for what (3.1). Put before those fields, since the first counts.
 */
export const UNRUN_FIELDS: readonly FieldType[] = [
  enumeration("failureAndRerunMode", "irrelevant", ["none", "cascade"]),
  integer("maxActiveInstances", "irrelevant", 1),
  text("pipelineLogUri", "irrelevant"),
  reference("runsOn", "irrelevant", ["resource"]),
  reference("schedule", "irrelevant", ["schedule"]),
  enumeration("scheduleType", "irrelevant", ["cron", "ondemand", "timeseries"]),
  name("workerGroup", "irrelevant"),
];
