import { enumeration, type FieldType, integer, MANY, name, period, reference, text } from "./field-type.ts";

/** The fields of every object (1.1, 1.3). */
export const IDENTITY_FIELDS: readonly FieldType[] = [
  text("id", "simulated"),
  text("name", "simulated"),
  text("type", "simulated"),
  reference("parent", "simulated", []),
];

/**
 * The fields of whatever is scheduled and run: activities, resources, data nodes and preconditions. Retries are simulated
 * for what is tried again, which says so itself.
 */
export const RUNNABLE_FIELDS: readonly FieldType[] = [
  text("attemptStatus", "irrelevant"),
  period("attemptTimeout", "simulated"),
  enumeration("failureAndRerunMode", "simulated", ["none", "cascade"]),
  period("lateAfterTimeout", "simulated"),
  integer("maxActiveInstances", "simulated", 1),
  integer("maximumRetries", "irrelevant", 0),
  reference("onFail", "simulated", ["action"], MANY),
  reference("onLateAction", "simulated", ["action"], MANY),
  reference("onSuccess", "simulated", ["action"], MANY),
  text("pipelineLogUri", "simulated"),
  period("reportProgressTimeout", "irrelevant"),
  period("retryDelay", "irrelevant"),
  reference("schedule", "simulated", ["schedule"]),
  enumeration("scheduleType", "simulated", ["cron", "ondemand", "timeseries"]),
];

/** Where the work of an activity, or the check of a data node or precondition, is done (4.1). */
export const PLACE_FIELDS: readonly FieldType[] = [
  reference("runsOn", "simulated", ["resource"]),
  name("workerGroup", "simulated"),
];
