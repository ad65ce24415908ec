import { PLACE_FIELDS, RUNNABLE_FIELDS } from "./common-fields.ts";
import {
  enumeration,
  type FieldType,
  flag,
  integer,
  MANY,
  name,
  period,
  reference,
  script,
  text,
  withDefault,
} from "./field-type.ts";
import { type ObjectType, objectType } from "./object-type.ts";

/** Up to 255 steps, pre- and post-step commands (1.2). */
const STEPS_MAX = 255;

/** Activities are tried again (3.3). The first field with a key counts. */
const FAILURE_FIELDS: readonly FieldType[] = [
  integer("maximumRetries", "simulated", 0),
  withDefault(period("reportProgressTimeout", "simulated")),
  period("retryDelay", "simulated"),
];

const ACTIVITY_FIELDS: readonly FieldType[] = [
  ...FAILURE_FIELDS,
  ...RUNNABLE_FIELDS,
  ...PLACE_FIELDS,
  reference("dependsOn", "simulated", ["activity", "dataNode", "precondition", "resource"], MANY),
  reference("input", "simulated", ["dataNode"], MANY),
  reference("output", "simulated", ["dataNode"], MANY),
  reference("precondition", "simulated", ["precondition"], MANY),
];

/** Of what runs on Hadoop: only a cluster has it (4.6). */
const CLUSTER_ACTIVITY_FIELDS: readonly FieldType[] = [
  reference("runsOn", "simulated", ["EmrCluster"]),
  ...ACTIVITY_FIELDS,
];

/** Only HadoopActivity and HiveActivity choose a queue of the cluster's scheduler. */
const QUEUE_FIELD = name("hadoopQueue", "simulated");

const SCRIPT_FIELDS: readonly FieldType[] = [
  reference("preActivityTaskConfig", "simulated", ["ShellScriptConfig"]),
  reference("postActivityTaskConfig", "simulated", ["ShellScriptConfig"]),
];

const RESIZE_FIELDS: readonly FieldType[] = [
  flag("resizeClusterBeforeRunning", "notSimulated"),
  integer("resizeClusterMaxInstances", "notSimulated", 1),
];

/** What HiveCopyActivity copies between. The first field with a key counts. */
const COPIED_FIELDS: readonly FieldType[] = ["input", "output"].map((key) =>
  reference(key, "simulated", ["DynamoDBDataNode", "S3DataNode"], MANY),
);

const STAGE_FIELD = flag("stage", "simulated");

/** Source: DG Activities. Where work is run: rule 4.6. */
export const ACTIVITY_TYPES: readonly ObjectType[] = [
  objectType("CopyActivity", "activity", ACTIVITY_FIELDS),
  objectType("EmrActivity", "activity", [
    ...CLUSTER_ACTIVITY_FIELDS,
    ...RESIZE_FIELDS,
    text("step", "simulated", STEPS_MAX),
    script("preStepCommand", "simulated", STEPS_MAX),
    script("postStepCommand", "simulated", STEPS_MAX),
    text("actionOnTaskFailure", "irrelevant"),
    text("actionOnResourceFailure", "irrelevant"),
  ]),
  objectType(
    "HadoopActivity",
    "activity",
    [
      ...CLUSTER_ACTIVITY_FIELDS,
      ...SCRIPT_FIELDS,
      QUEUE_FIELD,
      text("jarUri", "simulated"),
      text("mainClass", "irrelevant"),
      script("argument", "irrelevant", MANY),
    ],
    ["jarUri"],
  ),
  objectType(
    "HiveActivity",
    "activity",
    [
      ...CLUSTER_ACTIVITY_FIELDS,
      ...SCRIPT_FIELDS,
      ...RESIZE_FIELDS,
      QUEUE_FIELD,
      STAGE_FIELD,
      script("hiveScript", "simulated"),
      text("scriptUri", "simulated"),
      script("scriptVariable", "irrelevant", MANY),
    ],
    ["hiveScript|scriptUri"],
    ["hiveScript|scriptUri"],
  ),
  objectType("HiveCopyActivity", "activity", [
    ...COPIED_FIELDS,
    ...CLUSTER_ACTIVITY_FIELDS,
    ...SCRIPT_FIELDS,
    ...RESIZE_FIELDS,
    script("filterSql", "irrelevant"),
    text("generatedScriptsPath", "irrelevant"),
  ]),
  objectType(
    "PigActivity",
    "activity",
    [
      ...CLUSTER_ACTIVITY_FIELDS,
      ...SCRIPT_FIELDS,
      ...RESIZE_FIELDS,
      STAGE_FIELD,
      script("script", "simulated"),
      text("scriptUri", "simulated"),
      script("scriptVariable", "irrelevant", MANY),
      text("generatedScriptsPath", "irrelevant"),
    ],
    ["script|scriptUri"],
    ["script|scriptUri"],
  ),
  objectType(
    "RedshiftCopyActivity",
    "activity",
    [
      ...ACTIVITY_FIELDS,
      enumeration("insertMode", "irrelevant", ["KEEP_EXISTING", "OVERWRITE_EXISTING", "TRUNCATE", "APPEND"]),
      script("commandOptions", "irrelevant", MANY),
      script("transformSql", "irrelevant"),
      name("queue", "irrelevant"),
    ],
    ["insertMode"],
  ),
  objectType(
    "ShellCommandActivity",
    "activity",
    [
      ...ACTIVITY_FIELDS,
      STAGE_FIELD,
      script("command", "simulated"),
      text("scriptUri", "simulated"),
      script("scriptArgument", "irrelevant", MANY),
      text("stdout", "irrelevant"),
      text("stderr", "irrelevant"),
    ],
    ["command|scriptUri"],
    ["command|scriptUri"],
  ),
  objectType(
    "SqlActivity",
    "activity",
    [
      ...ACTIVITY_FIELDS,
      reference("database", "irrelevant", ["database"]),
      script("script", "simulated"),
      text("scriptUri", "simulated"),
      script("scriptArgument", "irrelevant", MANY),
      name("queue", "irrelevant"),
    ],
    ["database", "script|scriptUri"],
    ["script|scriptUri"],
  ),
];
