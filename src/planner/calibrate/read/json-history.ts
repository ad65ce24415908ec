import { readEmrAnswer } from "./emr-answer.ts";
import type { FileSink } from "./file-sink.ts";
import { fieldAt, fieldOf, isObject, listField, textField } from "./json-fields.ts";
import { readPipelineObjects } from "./pipeline-objects.ts";
import { readRumenJob } from "./rumen.ts";
import { readWfFormat } from "./wf-format.ts";
import { readSlsJob } from "./yarn-sls.ts";

/** The kinds of JSON that are told apart by what is in them. */
export type JsonFormat = "emr" | "datapipeline" | "rumen" | "sls" | "wfformat";

interface JsonShape {
  readonly format: JsonFormat;
  readonly claims: (value: unknown) => boolean;
  readonly read: (value: unknown, line: number, sink: FileSink) => void;
}

const SHAPES: readonly JsonShape[] = [
  { format: "rumen", claims: (value) => hasKey(value, "jobID"), read: readRumenJob },
  { format: "sls", claims: (value) => hasKey(value, "job.tasks"), read: readSlsJob },
  { format: "wfformat", claims: (value) => isObject(fieldOf(value, "workflow")), read: readWfFormat },
  { format: "datapipeline", claims: isPipelineAnswer, read: readPipelineObjects },
  { format: "emr", claims: isEmrAnswer, read: readEmrAnswer },
];

/** Reads one JSON value of a history, by what is in it, or as what the user says that it is. */
export function readJsonHistory(value: unknown, line: number, sink: FileSink, as: JsonFormat | undefined): void {
  const inner = unwrapped(value);
  const shape = SHAPES.find(({ format, claims }) => (as === undefined ? claims(inner) : format === as));
  if (shape !== undefined) {
    shape.read(inner, line, sink);
    return;
  }
  if (Array.isArray(inner) && inner.every((item) => SHAPES.some(({ claims }) => claims(unwrapped(item))))) {
    for (const item of inner) readJsonHistory(item, line, sink, as);
    return;
  }
  const known = OTHERS.find(({ claims }) => claims(inner));
  const { what, hint } = known ?? { what: "JSON of another kind", hint: JSON_HINT };
  sink.refuse(line, `This is ${what}: it holds no history of runs.`, hint);
}

/** Tools that record answers wrap them: `{"status_code": 200, "data": {...}}`. */
function unwrapped(value: unknown): unknown {
  const data = fieldOf(value, "data");
  const isWrapper = hasKey(value, "status_code") || hasKey(value, "cm") || hasKey(value, "_id");
  return isWrapper && data !== undefined ? data : value;
}

function hasKey(value: unknown, key: string): boolean {
  return fieldOf(value, key) !== undefined;
}

function isPipelineAnswer(value: unknown): boolean {
  if (listField(value, "pipelineObjects").length > 0 || hasKey(value, "pipelineObjects")) return true;
  if (hasKey(fieldOf(value, "taskObject"), "objects")) return true;
  return Array.isArray(value) && value.length > 0 && value.every(isPipelineObject);
}

/** As DescribeObjects has it, or as `list-runs --output json` does. */
function isPipelineObject(value: unknown): boolean {
  const hasFields = Array.isArray(fieldOf(value, "fields")) && textField(value, "id") !== undefined;
  return hasFields || textField(value, "@scheduledStartTime") !== undefined;
}

const EMR_KEYS = ["Steps", "Step", "Cluster", "Clusters", "Instances", "InstanceFleets", "JobFlows"];

function isEmrAnswer(value: unknown): boolean {
  if (EMR_KEYS.some((key) => hasKey(value, key))) return true;
  if (hasEmrStatus(value)) return true;
  return Array.isArray(value) && value.some(hasEmrStatus);
}

/** What has run has a status; what EMR is only asked for has none. */
function hasEmrStatus(value: unknown): boolean {
  return isObject(fieldOf(value, "Status")) || isObject(fieldOf(value, "ExecutionStatusDetail"));
}

const JSON_HINT =
  "Expected what `aws emr list-steps`, `describe-cluster`, `list-instances` or `aws datapipeline describe-objects` answer, a Rumen or YARN-SLS trace, or a WfFormat instance.";

const EMR_HINT = "Give what `aws emr list-steps`, `describe-cluster` and `list-instances` answer.";

const PIPELINE_HINT = "Give what `aws datapipeline describe-objects` or `list-runs` answers for its instances.";

/** What is met beside histories, by what a person would call it. */
const OTHERS: readonly {
  readonly claims: (value: unknown) => boolean;
  readonly what: string;
  readonly hint: string;
}[] = [
  {
    claims: (value) => hasKey(value, "children") && hasKey(value, "name"),
    what: "a Rumen topology, which names racks and hosts",
    hint: "Give the trace that was made with it.",
  },
  {
    claims: (value) => hasKey(value, "num_jobs") || hasKey(value, "workloads"),
    what: "the description of a synthetic load for YARN-SLS",
    hint: "Give a trace of jobs that ran.",
  },
  {
    claims: (value) => hasKey(value, "ids") && hasKey(value, "hasMoreResults"),
    what: "a list of ids, as query-objects answers",
    hint: "Give them to `aws datapipeline describe-objects` and read its answer.",
  },
  {
    claims: (value) => hasKey(value, "pipelineDescriptionList"),
    what: "a description of pipelines",
    hint: PIPELINE_HINT,
  },
  {
    claims: (value) =>
      hasKey(value, "pipelineIdList") || hasKey(value, "PipelineIdList") || hasKey(value, "pipelineId"),
    what: "a list of pipelines",
    hint: PIPELINE_HINT,
  },
  { claims: (value) => hasKey(value, "objects"), what: "a pipeline definition", hint: PIPELINE_HINT },
  {
    claims: (value) => hasKey(value, "StepIds") || Array.isArray(fieldOf(value, "Ids")),
    what: "a list of ids of steps",
    hint: EMR_HINT,
  },
  {
    claims: (value) => Array.isArray(value) && value.some(isEmrRequest),
    what: "what EMR is asked to make, not what ran",
    hint: EMR_HINT,
  },
  { claims: isEmrRequest, what: "what EMR is asked to make, not what ran", hint: EMR_HINT },
  { claims: (value) => hasKey(value, "errored"), what: "the answer to put-pipeline-definition", hint: PIPELINE_HINT },
  {
    claims: (value) => hasKey(value, "taskId") || hasKey(value, "workerGroup"),
    what: "a call of a Task Runner",
    hint: PIPELINE_HINT,
  },
];

const REQUEST_KEYS = [
  "InstanceGroupType",
  "InstanceFleetType",
  "InstanceGroups",
  "Classification",
  "Jar",
  "ActionOnFailure",
  "HadoopJarStep",
  "Path",
  "KeyName",
  "SubnetId",
  "SubnetIds",
  "AdditionalMasterSecurityGroups",
  "BackupVersion",
  "Consistent",
  "AutoTerminationPolicy",
];

function isEmrRequest(value: unknown): boolean {
  if (REQUEST_KEYS.some((key) => hasKey(value, key))) return true;
  return isObject(value) && textField(value, "Name") !== undefined && fieldAt(value, "Status") === undefined;
}
