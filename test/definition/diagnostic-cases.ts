import type { DiagnosticCode } from "../../src/base/diagnostic-codes.ts";

/** A text that gives a code, where and how: the smallest that there is. */
export interface DiagnosticCase {
  readonly code: DiagnosticCode;
  readonly what: string;
  readonly text: string;
  /** `line:column severity`. */
  readonly at: string;
  readonly hint?: string;
}

const E = '"id": "E", "type": "Ec2Resource"';
const SHELL = '"id": "A", "type": "ShellCommandActivity", "command": "ls"';
const SCHEDULE = '"id": "S", "type": "Schedule", "startAt": "FIRST_ACTIVATION_DATE_TIME"';

/** At least one for every code that the reading of a definition can give; several where a rule has several sides. */
export const DIAGNOSTIC_CASES: readonly DiagnosticCase[] = [
  {
    code: "SYNTAX",
    what: "a missing comma",
    text: `{${E}\n"myX": 1}`,
    at: "2:1 error",
    hint: "Put a comma before this.",
  },
  { code: "TEXT_LIMIT", what: "too deep a text", text: "[".repeat(100), at: "1:65 error" },
  {
    code: "TOO_MANY_PROBLEMS",
    what: "over 1,000 problems",
    text: `[${'{"type":"CSV"},'.repeat(1_100)}{"type":"CSV"}]`,
    at: "1:14987 error",
  },
  { code: "BYTE_ORDER_MARK", what: "a byte-order mark", text: `\ufeff{${E}}`, at: "1:1 warning" },
  { code: "COMMENT", what: "a comment", text: `{${E}} // x`, at: "1:36 warning" },
  { code: "RAW_LINE_BREAK", what: "a raw line break", text: `{${E}, "myX": "a\nb"}`, at: "1:45 warning" },
  { code: "STRAY_CHARACTER", what: "a no-break space", text: `{\u00a0${E}}`, at: "1:2 warning" },
  { code: "TRAILING_COMMA", what: "a trailing comma", text: `{${E},}`, at: "1:34 warning", hint: "Delete the comma." },
  { code: "TYPOGRAPHIC_QUOTE", what: "a typographic quote", text: `{${E}, "myX": \u201ca\u201d}`, at: "1:43 warning" },

  { code: "NO_OBJECTS", what: "an empty text", text: " ", at: "1:1 error" },
  { code: "NO_OBJECTS", what: "values alone", text: '{"values": {"myX": 1}}', at: "1:1 error" },
  { code: "UNKNOWN_SHAPE", what: "a number for an object", text: `[{${E}}, 5]`, at: "1:38 error" },
  { code: "UNKNOWN_SHAPE", what: "a CloudFormation template", text: '{"Resources": {}}', at: "1:1 error" },
  { code: "UNKNOWN_SHAPE", what: "a template within a list", text: '[{"Resources": {}}]', at: "1:2 error" },
  {
    code: "OTHER_PIPELINES",
    what: "a template with two pipelines",
    text: '{"A": {"Type": "AWS::DataPipeline::Pipeline"},\n"B": {"Type": "AWS::DataPipeline::Pipeline"}}',
    at: "2:6 warning",
  },
  {
    code: "UNKNOWN_SHAPE",
    what: "a text for a parameter",
    text: `{"objects": [{${E}}], "parameters": ["x"]}`,
    at: "1:66 error",
  },
  {
    code: "UNKNOWN_SHAPE",
    what: "a text for values",
    text: `{"objects": [{${E}}], "values": ["x"]}`,
    at: "1:62 error",
  },
  { code: "MISSING_ID", what: "an object without id", text: '[{"type": "CSV"}]', at: "1:2 error" },
  { code: "MISSING_ID", what: "a name taken for the id", text: '{"name": "A", "type": "CSV"}', at: "1:1 warning" },
  {
    code: "MISSING_ID",
    what: "a parameter without id",
    text: `{"objects": [{${E}}], "parameters": [{}]}`,
    at: "1:66 error",
  },
  { code: "DUPLICATE_ID", what: "two objects with one id", text: `[{${E}},\n{${E}}]`, at: "2:2 error" },
  { code: "REPEATED_FIELD", what: "a second type", text: `{${E}, "type": "CSV"}`, at: "1:36 error" },
  { code: "REPEATED_FIELD", what: "a second name", text: `{${E}, "name": "a", "name": "b"}`, at: "1:49 warning" },
  {
    code: "FIELD_NAME_CASE",
    what: "keypair",
    text: `{${E}, "keypair": "k"}`,
    at: "1:36 warning",
    hint: 'Write "keyPair".',
  },
  {
    code: "FIELD_NAME_CASE",
    what: "a type in lower case",
    text: '{"id": "A", "type": "csv"}',
    at: "1:21 warning",
    hint: 'Write "CSV".',
  },
  { code: "VALUE_SHAPE", what: "null", text: `{${E}, "keyPair": null}`, at: "1:47 warning" },
  { code: "VALUE_SHAPE", what: "an object for a value", text: `{${E}, "keyPair": {"a": 1}}`, at: "1:47 warning" },
  { code: "VALUE_SHAPE", what: "a reference to a list", text: `{${E}, "httpProxy": {"ref": []}}`, at: "1:49 error" },
  {
    code: "VALUE_SHAPE",
    what: "a reference with more in it",
    text: `{${E}, "myX": {"ref": "E", "a": 1}}`,
    at: "1:43 warning",
  },
  {
    code: "VALUE_SHAPE",
    what: "a field of the API without a value",
    text: '{"id": "A", "fields": [{"key": "type"}]}',
    at: "1:24 error",
  },
  {
    code: "STRING_FOR_REFERENCE",
    what: "an id as a plain text",
    text: `[{${SHELL}, "runsOn": "E"}, {${E}}]`,
    at: "1:73 warning",
    hint: 'Write {"ref": "E"}.',
  },
  { code: "PARENT_CYCLE", what: "its own parent", text: `{${E}, "parent": {"ref": "E"}}`, at: "1:36 error" },

  {
    code: "DANGLING_REFERENCE",
    what: "an input that is not there",
    text: `{${SHELL}, "workerGroup": "w", "input": {"ref": "I"}}`,
    at: "1:91 warning",
  },
  {
    code: "DANGLING_REFERENCE",
    what: "a schedule that is not there: it runs once, as one without",
    text: `[{${SHELL}, "workerGroup": "w",\n"schedule": {"ref": "F"}}, {${E}}]`,
    at: "2:13 warning",
    hint: "Add an object with this id.",
  },
  ...["runsOn", "dependsOn", "parent"].map(
    (key): DiagnosticCase => ({
      code: "DANGLING_REFERENCE",
      what: `a ${key} that is not there`,
      text: `[{${SHELL}, "workerGroup": "w",\n"${key}": {"ref": "F"}}, {${E}}]`,
      at: `2:${key.length + 5} error`,
      hint: "Add an object with this id.",
    }),
  ),
  {
    code: "DANGLING_REFERENCE",
    what: "an id with a typing mistake",
    text: `[{${SHELL}, "runsOn": {"ref": "MyClustr"}}, {"id": "MyCluster", "type": "EmrCluster"}]`,
    at: "1:73 error",
    hint: 'Did you mean "MyCluster"?',
  },
  {
    code: "REFERENCE_TYPE",
    what: "runsOn a format",
    text: `[{${SHELL}, "runsOn": {"ref": "F"}},\n{"id": "F", "type": "CSV"}]`,
    at: "1:73 error",
  },
  {
    code: "REFERENCE_TYPE",
    what: "an EmrActivity on an Ec2Resource",
    text: `[{"id": "A", "type": "EmrActivity", "runsOn": {"ref": "E"}}, {${E}}]`,
    at: "1:47 error",
  },
  {
    code: "REFERENCE_TYPE",
    what: "an input that is a resource",
    text: `[{${SHELL}, "workerGroup": "w", "input": {"ref": "E"}}, {${E}}]`,
    at: "1:92 warning",
  },
  {
    code: "EXPRESSION_SYNTAX",
    what: "an expression without an end",
    text: `{${E}, "keyPair": "#{myX"}`,
    at: "1:47 warning",
  },
  {
    code: "EXPRESSION_SYNTAX",
    what: "the same in a needed field",
    text: `{${E}, "terminateAfter": "#{myX"}`,
    at: "1:54 error",
  },
  {
    code: "EXPRESSION_SYNTAX",
    what: "an unknown function",
    text: `{${E}, "keyPair": "#{plusDay(@x, 1)}"}`,
    at: "1:47 warning",
    hint: 'Did you mean "plusDays"?',
  },
  {
    code: "EXPRESSION_VALUE",
    what: "a division by zero",
    text: `{${E}, "maxActiveInstances": "#{1 / 0}"}`,
    at: "1:58 error",
  },
  {
    code: "EXPRESSION_LIMIT",
    what: "a number too large",
    text: `{${E}, "keyPair": "#{9 ^ 9999}"}`,
    at: "1:47 warning",
  },
  {
    code: "EXPRESSION_CYCLE",
    what: "a field that needs itself",
    text: `{${E}, "keyPair": "#{keyPair}"}`,
    at: "1:47 warning",
  },
  {
    code: "UNRESOLVED_NAME",
    what: "a parameter that is not needed",
    text: `{${E}, "keyPair": "#{myKey}"}`,
    at: "1:47 warning",
    hint: 'Give it a value: --param myKey=VALUE, or in "values".',
  },
  {
    code: "UNRESOLVED_NAME",
    what: "a parameter that is needed",
    text: `{${E}, "keyPair": "#{myX}",\n"instanceType": "#{myX}"}`,
    at: "2:17 error",
  },
  {
    code: "UNRESOLVED_NAME",
    what: "a parameter with a typing mistake",
    text: `{"objects": [{${E}, "keyPair": "#{myKy}"}], "values": {"myKey": "k"}}`,
    at: "1:60 warning",
    hint: 'Did you mean "myKey"?',
  },
  {
    code: "FIELD_VALUE",
    what: "a count that is none",
    text: `{"id": "A", "type": "EmrCluster", "coreInstanceCount": "ten"}`,
    at: "1:56 error",
  },
  {
    code: "FIELD_VALUE",
    what: "a count of none",
    text: `{"id": "A", "type": "EmrCluster", "coreInstanceCount": 0}`,
    at: "1:56 error",
  },
  {
    code: "FIELD_VALUE",
    what: "a flag that is none, which does not matter",
    text: `{${E}, "associatePublicIpAddress": "yes"}`,
    at: "1:64 warning",
  },
  {
    code: "FIELD_VALUE",
    what: "a reference for a count",
    text: `{${E}, "maxActiveInstances": {"ref": "E"}}`,
    at: "1:58 error",
  },
  { code: "FIELD_VALUE", what: "an empty instance type", text: `{${E}, "instanceType": " "}`, at: "1:52 error" },
  {
    code: "PLACEHOLDER",
    what: "a placeholder of a shell",
    text: `{${E}, "keyPair": "\u0024{KEY}"}`,
    at: "1:47 warning",
  },
  {
    code: "PLACEHOLDER",
    what: "a placeholder in a needed field",
    text: `{${E}, "instanceType": "{{ type }}"}`,
    at: "1:52 error",
  },
  {
    code: "PLACEHOLDER",
    what: "a gap to fill in",
    text: `{${E}, "pipelineLogUri": "s3://<your bucket>/"}`,
    at: "1:54 warning",
  },
  { code: "PLACEHOLDER", what: "a variable of Windows", text: `{${E}, "keyPair": "%KEY%"}`, at: "1:47 warning" },

  { code: "MISSING_TYPE", what: "an object without a type", text: '{"id": "A"}', at: "1:1 warning" },
  {
    code: "UNKNOWN_TYPE",
    what: "a type with a typing mistake",
    text: '{"id": "A", "type": "EmrClustr"}',
    at: "1:21 warning",
    hint: 'Did you mean "EmrCluster"?',
  },
  {
    code: "UNKNOWN_FIELD",
    what: "a field with a typing mistake",
    text: `{${E}, "instnceType": "m1.small"}`,
    at: "1:36 warning",
    hint: 'Did you mean "instanceType"?',
  },
  {
    code: "UNKNOWN_FIELD",
    what: "a field of another type",
    text: `{${E}, "coreInstanceCount": 1}`,
    at: "1:36 warning",
  },
  {
    code: "UNKNOWN_FIELD",
    what: "a user's field without a capital",
    text: `{${E}, "mycomment": "x"}`,
    at: "1:36 warning",
  },
  {
    code: "MISSING_FIELD",
    what: "a command that is missing",
    text: '{"id": "A", "type": "ShellCommandActivity", "workerGroup": "w"}',
    at: "1:1 warning",
    hint: 'Add "command" or "scriptUri".',
  },
  {
    code: "MISSING_FIELD",
    what: "an action for what is never late",
    text: `[{"id": "T", "type": "Terminate"},\n{${SHELL}, "workerGroup": "w", "onLateAction": {"ref": "T"}}]`,
    at: "2:82 warning",
    hint: 'Add "lateAfterTimeout".',
  },
  { code: "MISSING_FIELD", what: "a period that is missing", text: `{${SCHEDULE}}`, at: "1:1 error" },
  {
    code: "EXCLUSIVE_FIELDS",
    what: "a command and a script",
    text: `{${SHELL}, "workerGroup": "w",\n"scriptUri": "s3://b/run.sh"}`,
    at: "2:1 warning",
    hint: "Take one of the two away.",
  },
  {
    code: "TOO_MANY_VALUES",
    what: "17 bootstrap actions",
    text: `{"id": "A", "type": "EmrCluster",\n"bootstrapAction": [${Array.from({ length: 17 }, () => '"b"').join(",")}]}`,
    at: "2:85 warning",
  },
  {
    code: "TOO_MANY_VALUES",
    what: "256 steps",
    text: `{"id": "A", "type": "EmrActivity", "workerGroup": "w",\n"step": [${Array.from({ length: 256 }, () => '"s"').join(",")}]}`,
    at: "2:1030 warning",
  },
  {
    code: "TOO_MANY_VALUES",
    what: "two values of one field",
    text: `{${E}, "keyPair": ["a", "b"]}`,
    at: "1:53 warning",
  },
  { code: "NO_RUNNER", what: "an activity without a runner", text: `{${SHELL}}`, at: "1:1 warning" },
  {
    code: "WORKER_GROUP_IGNORED",
    what: "runsOn and workerGroup",
    text: `[{${SHELL}, "runsOn": {"ref": "E"}, "workerGroup": "w"}, {${E}}]`,
    at: "1:87 warning",
  },
  { code: "SCHEDULE_PERIOD", what: "14 minutes", text: `{${SCHEDULE}, "period": "14 minutes"}`, at: "1:84 warning" },
  { code: "SCHEDULE_PERIOD", what: "37 months", text: `{${SCHEDULE}, "period": "37 months"}`, at: "1:84 warning" },
  {
    code: "SCHEDULE_TYPE",
    what: "a schedule beside ondemand",
    text: `[{"id": "Default", "scheduleType": "ondemand"}, {${SHELL}, "workerGroup": "w", "scheduleType": "cron"}]`,
    at: "1:146 warning",
  },
  {
    code: "SCHEDULE_TYPE",
    what: "ondemand for one object alone",
    text: `[{"id": "Default"}, {${SHELL}, "workerGroup": "w", "scheduleType": "ONDEMAND"}]`,
    at: "1:118 warning",
  },
  {
    code: "SCHEDULE_END",
    what: "two ends",
    text: `{${SCHEDULE}, "period": "1 day", "occurrences": 2, "endDateTime": "2099-01-01T00:00:00"}`,
    at: "1:126 warning",
  },
  {
    code: "SCHEDULE_END",
    what: "an end before the start",
    text: '{"id": "S", "type": "Schedule", "period": "1 day", "startDateTime": "2013-01-02T00:00:00",\n"endDateTime": "2013-01-02T00:00:00"}',
    at: "2:16 warning",
  },
  {
    code: "PIPELINE_LIMIT",
    what: "101 objects",
    text: Array.from({ length: 101 }, (_, index) => `{"id": "A${index}", "type": "CSV"}`).join(",\n"),
    at: "101:1 warning",
  },
  {
    code: "PIPELINE_LIMIT",
    what: "51 fields",
    text: `{${E}, ${Array.from({ length: 49 }, (_, index) => `"my_${index}": 1`).join(",")}}`,
    at: "1:1 warning",
  },
  {
    code: "NOT_SIMULATED",
    what: "a type of volume with a price of its own",
    text: '{"id": "V", "type": "VolumeSpecification", "volumeType": "io1"}',
    at: "1:44 warning",
  },
];
