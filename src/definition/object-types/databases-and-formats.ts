import { type FieldType, MANY, name, script, text } from "./field-type.ts";
import { type ObjectType, objectType } from "./object-type.ts";

const DATABASE_FIELDS: readonly FieldType[] = [
  text("databaseName", "irrelevant"),
  text("username", "irrelevant"),
  text("*password", "irrelevant"),
  text("jdbcProperties", "irrelevant", MANY),
];

const CONNECTION_FIELD = text("connectionString", "irrelevant");
const DRIVER_FIELD = text("jdbcDriverJarUri", "irrelevant");
const REGION_FIELD = name("region", "irrelevant");

const COLUMN_FIELDS: readonly FieldType[] = [text("column", "irrelevant", MANY)];

const ESCAPED_FIELDS: readonly FieldType[] = [...COLUMN_FIELDS, text("escapeChar", "irrelevant")];

const SEPARATED_FIELDS: readonly FieldType[] = [
  ...ESCAPED_FIELDS,
  text("columnSeparator", "irrelevant"),
  text("recordSeparator", "irrelevant"),
];

/** Source: DG Databases. */
export const DATABASE_TYPES: readonly ObjectType[] = [
  objectType(
    "JdbcDatabase",
    "database",
    [...DATABASE_FIELDS, CONNECTION_FIELD, DRIVER_FIELD, text("jdbcDriverClass", "irrelevant")],
    ["connectionString", "jdbcDriverClass", "username", "*password"],
  ),
  objectType(
    "RdsDatabase",
    "database",
    [...DATABASE_FIELDS, DRIVER_FIELD, REGION_FIELD, text("rdsInstanceId", "irrelevant")],
    ["rdsInstanceId", "username", "*password"],
  ),
  objectType(
    "RedshiftDatabase",
    "database",
    [...DATABASE_FIELDS, CONNECTION_FIELD, REGION_FIELD, text("clusterId", "irrelevant")],
    ["connectionString|clusterId", "username", "*password"],
    ["connectionString|clusterId"],
  ),
];

/** Source: DG Data Formats. */
export const DATA_FORMAT_TYPES: readonly ObjectType[] = [
  objectType("CSV", "dataFormat", ESCAPED_FIELDS),
  objectType("Custom", "dataFormat", SEPARATED_FIELDS, ["columnSeparator"]),
  objectType("DynamoDBDataFormat", "dataFormat", COLUMN_FIELDS),
  objectType("DynamoDBExportDataFormat", "dataFormat", COLUMN_FIELDS),
  objectType("RegEx", "dataFormat", [
    ...COLUMN_FIELDS,
    script("inputRegEx", "irrelevant"),
    script("outputFormat", "irrelevant"),
  ]),
  objectType("TSV", "dataFormat", SEPARATED_FIELDS),
];
