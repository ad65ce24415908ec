import type { ActivityPlan, LogKind, LogsPlan, ResourcePlan, TaskRunnerPlan } from "../../model/plan.ts";
import {
  DEFAULT_LOG_BYTES_PER_MINUTE,
  DEFAULT_LOG_URI,
  DEFAULT_UPLOAD,
  DOCUMENTED_EMR_PUSH_INTERVAL_MS,
  DOCUMENTED_RUNNER_PUSH_INTERVAL_MS,
} from "../defaults.ts";
import { DEFAULT_UPLOAD_TRIES, DOCUMENTED_UPLOAD_WAITS } from "../loss-defaults.ts";
import { LOG_KINDS } from "../sections/logs.ts";
import { formatSize } from "../units/size.ts";
import { TRANSFER_RATE } from "../units/transfer-rate.ts";
import { USER_MANAGED } from "../values/host-rates.ts";
import type { CompileContext } from "./compile-context.ts";
import { matching } from "./patterns.ts";

/** What of the plan writes logs. */
interface Writers {
  readonly activities: readonly ActivityPlan[];
  readonly resources: readonly ResourcePlan[];
  readonly taskRunners: readonly TaskRunnerPlan[];
}

/** How much is logged and how it gets to S3 (6.1 to 6.6). */
export function compileLogs(context: CompileContext, writers: Writers): LogsPlan {
  const { logs } = context.scenario;
  return {
    bytesPerMinute: compileBytesPerMinute(context, writers),
    defaultUri: logs.defaultUri === undefined ? assumeDefaultUri(context, writers) : logs.defaultUri,
    emrPushIntervalMs: logs.emrPushIntervalMs ?? DOCUMENTED_EMR_PUSH_INTERVAL_MS,
    runnerPushIntervalMs: logs.runnerPushIntervalMs ?? DOCUMENTED_RUNNER_PUSH_INTERVAL_MS,
    ...compileUploadFailure(context),
    uploadBytesPerSecond: matching(logs.upload, USER_MANAGED)[0]?.value ?? assumeUpload(context, writers),
  };
}

/** How uploads fail (6.6); absent where the scenario does not say that they do. */
function compileUploadFailure(context: CompileContext): Pick<LogsPlan, "uploadFailure"> {
  const { probability = 0, tries } = context.scenario.failures.uploads ?? {};
  if (probability === 0) return {};
  const { value, ...assumed } = DEFAULT_UPLOAD_TRIES;
  if (tries === undefined) {
    const path = ["failures", "uploads", "tries"];
    context.assumptions.add({ id: "logs.uploadTries", ...assumed, value: String(value), path });
  }
  return { uploadFailure: { probability, tries: tries ?? value, ...DOCUMENTED_UPLOAD_WAITS } };
}

function compileBytesPerMinute(context: CompileContext, writers: Writers): LogsPlan["bytesPerMinute"] {
  const bytes = (kind: LogKind) => {
    const own = context.scenario.logs.bytesPerMinute.get(kind);
    if (own === undefined && isWritten(kind, writers)) assumeBytes(context, kind);
    return own ?? DEFAULT_LOG_BYTES_PER_MINUTE.value[kind];
  };
  const [taskRunner = 0, attempt = 0, step = 0, node = 0] = LOG_KINDS.map(bytes);
  return { taskRunner, attempt, step, node };
}

function isWritten(kind: LogKind, { activities, resources, taskRunners }: Writers): boolean {
  if (kind === "taskRunner") return resources.length + taskRunners.length > 0;
  if (kind === "attempt") return activities.length > 0;
  if (kind === "node") return resources.some((resource) => resource.kind === "EmrCluster");
  return activities.some(({ work }) => work.some(({ place }) => place === "stepQueue"));
}

const KIND_WORDS = {
  taskRunner: "a Task Runner's own log",
  attempt: "an attempt's output and activity log",
  step: "a step's log",
  node: "the Hadoop and system logs of one instance of a cluster",
} as const;

function assumeBytes(context: CompileContext, kind: LogKind): void {
  const { rule, what, value, source } = DEFAULT_LOG_BYTES_PER_MINUTE;
  const text = formatSize(value[kind]);
  context.assumptions.add({
    id: `logs.perMinuteOfWork.${kind}`,
    rule,
    what: `${what} into ${KIND_WORDS[kind]}`,
    value: text,
    source,
    path: ["logs", "perMinuteOfWork", kind],
    yaml: text,
  });
}

function assumeDefaultUri(context: CompileContext, { resources }: Writers): string {
  const { rule, what, value, source } = DEFAULT_LOG_URI;
  if (resources.some(({ runnerLogUri }) => runnerLogUri === null)) {
    const path = ["logs", "defaultUri"];
    context.assumptions.add({ id: "logs.defaultUri", rule, what, value, source, path, yaml: value });
  }
  return value;
}

function assumeUpload(context: CompileContext, { taskRunners }: Writers): number {
  const { rule, what, value, source } = DEFAULT_UPLOAD;
  if (taskRunners.length > 0) {
    const text = TRANSFER_RATE.format(value);
    const path = ["logs", "upload", USER_MANAGED];
    context.assumptions.add({ id: `upload.${USER_MANAGED}`, rule, what, value: text, source, path, yaml: text });
  }
  return value;
}
