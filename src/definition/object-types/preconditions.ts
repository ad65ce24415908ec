import { RUNNABLE_FIELDS } from "./common-fields.ts";
import { type FieldType, MANY, name, script, text } from "./field-type.ts";
import { type ObjectType, objectType } from "./object-type.ts";
import { CHECKED_FIELDS } from "./unrun-fields.ts";

const PRECONDITION_FIELDS: readonly FieldType[] = [
  ...CHECKED_FIELDS,
  ...RUNNABLE_FIELDS,
  text("role", "irrelevant"),
  text("node", "irrelevant"),
];

/** Source: DG Preconditions; who runs which: rule 3.2. */
export const PRECONDITION_TYPES: readonly ObjectType[] = [
  objectType(
    "DynamoDBDataExists",
    "precondition",
    [...PRECONDITION_FIELDS, text("tableName", "irrelevant")],
    ["role", "tableName"],
  ),
  objectType(
    "DynamoDBTableExists",
    "precondition",
    [...PRECONDITION_FIELDS, text("tableName", "irrelevant")],
    ["role", "tableName"],
  ),
  objectType("Exists", "precondition", PRECONDITION_FIELDS),
  objectType("RdsSqlPrecondition", "precondition", [
    ...PRECONDITION_FIELDS,
    script("query", "irrelevant"),
    text("expectedValue", "irrelevant"),
    text("database", "irrelevant"),
    text("username", "irrelevant"),
    text("*password", "irrelevant"),
  ]),
  objectType("S3KeyExists", "precondition", [...PRECONDITION_FIELDS, text("s3Key", "irrelevant")], ["role", "s3Key"]),
  objectType(
    "S3PrefixNotEmpty",
    "precondition",
    [...PRECONDITION_FIELDS, text("s3Prefix", "irrelevant")],
    ["role", "s3Prefix"],
  ),
  objectType(
    "ShellCommandPrecondition",
    "precondition",
    [
      ...PRECONDITION_FIELDS,
      script("command", "irrelevant"),
      text("scriptUri", "irrelevant"),
      script("scriptArgument", "irrelevant", MANY),
      text("scriptVariable", "irrelevant", MANY),
      text("stdout", "irrelevant"),
      text("stderr", "irrelevant"),
      name("region", "irrelevant"),
    ],
    ["command|scriptUri"],
    ["command|scriptUri"],
  ),
];
