/**
 * Fields that the service sets while a pipeline runs: known by `@`, and these that are written without one.
 * Source: DG Pipeline Object Reference, runtime and system fields (1.4).
 */
const RUNTIME_FIELDS_WITHOUT_AT: ReadonlySet<string> = new Set([
  "attemptStatus",
  "cancellationReason",
  "currentRetryCount",
  "emrStepLog",
  "errorId",
  "errorMessage",
  "errorStackTrace",
  "hadoopJobLog",
  "hostname",
  "lastRetryTime",
  "reportProgressTime",
]);

/** Runtime fields that old definitions name without their `@`. */
const OLD_RUNTIME_FIELDS: ReadonlySet<string> = new Set([
  "scheduledStartTime",
  "scheduledEndTime",
  "actualStartTime",
  "actualEndTime",
  "pipelineId",
]);

/** The runtime field that a name in an expression means: `@scheduledStartTime`; undefined when it means none. */
export function runtimeField(name: string): string | undefined {
  if (name.startsWith("@")) return name;
  if (RUNTIME_FIELDS_WITHOUT_AT.has(name)) return name;
  return OLD_RUNTIME_FIELDS.has(name) ? `@${name}` : undefined;
}
