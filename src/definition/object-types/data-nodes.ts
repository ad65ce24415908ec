import { RUNNABLE_FIELDS } from "./common-fields.ts";
import { decimal, enumeration, type FieldType, flag, MANY, name, reference, script, text } from "./field-type.ts";
import { type ObjectType, objectType } from "./object-type.ts";
import { UNRUN_DATA_NODE_FIELDS } from "./unrun-fields.ts";

const DATA_NODE_FIELDS: readonly FieldType[] = [
  ...UNRUN_DATA_NODE_FIELDS,
  ...RUNNABLE_FIELDS,
  reference("dependsOn", "simulated", ["activity", "resource"], MANY),
  reference("precondition", "simulated", ["precondition"], MANY),
];

/** Old definitions give a SQL data node its connection without a database object. */
const CONNECTION_FIELDS: readonly FieldType[] = [
  text("connectionString", "irrelevant"),
  text("username", "irrelevant"),
  text("*password", "irrelevant"),
];

const SQL_FIELDS: readonly FieldType[] = [
  reference("database", "irrelevant", ["database"]),
  text("table", "irrelevant"),
  text("schemaName", "irrelevant"),
  script("selectQuery", "irrelevant"),
  script("insertQuery", "irrelevant"),
  script("createTableSql", "irrelevant"),
];

/** A part of a table's provisioned throughput. */
const THROUGHPUT = { min: 0.1, max: 1 };

/** Source: DG Data Nodes. */
export const DATA_NODE_TYPES: readonly ObjectType[] = [
  objectType(
    "DynamoDBDataNode",
    "dataNode",
    [
      ...DATA_NODE_FIELDS,
      text("tableName", "irrelevant"),
      reference("dataFormat", "irrelevant", ["dataFormat"]),
      decimal("readThroughputPercent", "irrelevant", THROUGHPUT),
      decimal("writeThroughputPercent", "irrelevant", THROUGHPUT),
      name("region", "irrelevant"),
    ],
    ["tableName"],
  ),
  objectType("MySqlDataNode", "dataNode", [...DATA_NODE_FIELDS, ...SQL_FIELDS, ...CONNECTION_FIELDS], ["table"]),
  objectType(
    "RedshiftDataNode",
    "dataNode",
    [
      ...DATA_NODE_FIELDS,
      reference("database", "irrelevant", ["database"]),
      text("tableName", "irrelevant"),
      text("schemaName", "irrelevant"),
      script("createTableSql", "irrelevant"),
      text("primaryKeys", "irrelevant", MANY),
    ],
    ["database", "tableName"],
  ),
  objectType(
    "S3DataNode",
    "dataNode",
    [
      ...DATA_NODE_FIELDS,
      text("directoryPath", "simulated"),
      text("filePath", "irrelevant"),
      text("manifestFilePath", "irrelevant"),
      enumeration("compression", "irrelevant", ["none", "gzip"]),
      reference("dataFormat", "irrelevant", ["dataFormat"]),
      enumeration("s3EncryptionType", "irrelevant", ["SERVER_SIDE_ENCRYPTION", "NONE"]),
      flag("s3ServerSideEncryption", "irrelevant"),
    ],
    // a manifest names the files of a copy to Redshift
    ["directoryPath|filePath|manifestFilePath"],
    ["directoryPath|filePath"],
  ),
  objectType("SqlDataNode", "dataNode", [...DATA_NODE_FIELDS, ...SQL_FIELDS, ...CONNECTION_FIELDS], ["table"]),
];
