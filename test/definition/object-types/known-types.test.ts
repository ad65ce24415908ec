import { expect } from "chai";
import { fieldType, OBJECT_TYPES } from "../../../src/definition/object-types/known-types.ts";

/** The groups of fields that most pages of the guide repeat. */
const RUNNABLE =
  "attemptStatus attemptTimeout failureAndRerunMode lateAfterTimeout maximumRetries onFail onLateAction onSuccess reportProgressTimeout retryDelay";
const SCHEDULED = `${RUNNABLE} maxActiveInstances pipelineLogUri schedule scheduleType runsOn workerGroup`;
const ACTIVITY = `${SCHEDULED} dependsOn input output precondition`;
const ON_HADOOP = `${ACTIVITY} preActivityTaskConfig postActivityTaskConfig`;
const RESIZED = `${ON_HADOOP} resizeClusterBeforeRunning resizeClusterMaxInstances`;
const DATA_NODE = `${SCHEDULED} dependsOn precondition`;
const PRECONDITION = `${RUNNABLE} preconditionTimeout`;
const RESOURCE = `${SCHEDULED} actionOnResourceFailure actionOnTaskFailure availabilityZone httpProxy initTimeout keyPair region resourceRole role subnetId terminateAfter useOnDemandOnLastAttempt`;

/** Of each type the fields that its page of the guide lists, and the required ones; `|` divides what one of is required. */
const GUIDE: readonly (readonly [type: string, fields: string, required: string])[] = [
  ["CopyActivity", ACTIVITY, ""],
  [
    "EmrActivity",
    `${ACTIVITY} step preStepCommand postStepCommand resizeClusterBeforeRunning resizeClusterMaxInstances`,
    "",
  ],
  ["HadoopActivity", `${ON_HADOOP} argument hadoopQueue jarUri mainClass`, "jarUri"],
  ["HiveActivity", `${RESIZED} hadoopQueue hiveScript scriptUri scriptVariable stage`, "hiveScript|scriptUri"],
  ["HiveCopyActivity", `${RESIZED} filterSql`, ""],
  ["PigActivity", `${RESIZED} script scriptUri scriptVariable stage`, "script|scriptUri"],
  ["RedshiftCopyActivity", `${ACTIVITY} commandOptions insertMode queue transformSql`, "insertMode"],
  ["ShellCommandActivity", `${ACTIVITY} command scriptUri scriptArgument stage stdout stderr`, "command|scriptUri"],
  ["SqlActivity", `${ACTIVITY} database script scriptUri scriptArgument queue`, "database script|scriptUri"],
  [
    "DynamoDBDataNode",
    `${DATA_NODE} dataFormat readThroughputPercent region tableName writeThroughputPercent`,
    "tableName",
  ],
  ["MySqlDataNode", `${DATA_NODE} createTableSql database insertQuery schemaName selectQuery table`, "table"],
  ["RedshiftDataNode", `${DATA_NODE} createTableSql database primaryKeys schemaName tableName`, "database tableName"],
  [
    "S3DataNode",
    `${DATA_NODE} compression dataFormat directoryPath filePath manifestFilePath s3EncryptionType`,
    "directoryPath|filePath|manifestFilePath",
  ],
  ["SqlDataNode", `${DATA_NODE} createTableSql database insertQuery schemaName selectQuery table`, "table"],
  [
    "JdbcDatabase",
    "connectionString databaseName jdbcDriverClass jdbcDriverJarUri jdbcProperties *password username",
    "*password connectionString jdbcDriverClass username",
  ],
  [
    "RdsDatabase",
    "databaseName jdbcDriverJarUri jdbcProperties *password rdsInstanceId region username",
    "*password rdsInstanceId username",
  ],
  [
    "RedshiftDatabase",
    "clusterId connectionString databaseName jdbcProperties *password region username",
    "*password connectionString|clusterId username",
  ],
  ["CSV", "column escapeChar", ""],
  ["Custom", "column columnSeparator recordSeparator", "columnSeparator"],
  ["DynamoDBDataFormat", "column", ""],
  ["DynamoDBExportDataFormat", "column", ""],
  ["RegEx", "column inputRegEx outputFormat", ""],
  ["TSV", "column columnSeparator escapeChar recordSeparator", ""],
  ["DynamoDBDataExists", `${PRECONDITION} role tableName`, "role tableName"],
  ["DynamoDBTableExists", `${PRECONDITION} role tableName`, "role tableName"],
  ["Exists", PRECONDITION, ""],
  ["S3KeyExists", `${PRECONDITION} role s3Key`, "role s3Key"],
  ["S3PrefixNotEmpty", `${PRECONDITION} role s3Prefix`, "role s3Prefix"],
  ["ShellCommandPrecondition", `${PRECONDITION} command scriptUri scriptArgument stdout stderr`, "command|scriptUri"],
  [
    "Ec2Resource",
    `${RESOURCE} associatePublicIpAddress imageId instanceCount instanceType minInstanceCount runAsUser securityGroupIds securityGroups spotBidPrice`,
    "resourceRole role",
  ],
  [
    "EmrCluster",
    `${RESOURCE} additionalMasterSecurityGroupIds additionalSlaveSecurityGroupIds amiVersion applications bootstrapAction configuration
    coreInstanceBidPrice coreInstanceCount coreInstanceType coreGroupConfiguration coreEbsConfiguration EbsBlockDeviceConfig
    emrManagedMasterSecurityGroupId emrManagedSlaveSecurityGroupId enableDebugging hadoopSchedulerType masterInstanceBidPrice
    masterInstanceType masterGroupConfiguration masterEbsConfiguration releaseLabel serviceAccessSecurityGroupId supportedProducts
    taskInstanceBidPrice taskInstanceCount taskInstanceType taskGroupConfiguration taskEbsConfiguration VolumeSpecification
    hadoopVersion visibleToAllUsers`,
    "",
  ],
  ["Schedule", "period startAt startDateTime endDateTime occurrences", "period startAt|startDateTime"],
  ["SnsAlarm", "message role subject topicArn", "message role subject topicArn"],
  ["Terminate", "", ""],
  ["ShellScriptConfig", "scriptArgument scriptUri", ""],
  ["EmrConfiguration", "classification configuration property", "classification"],
  ["Property", "key value", "key value"],
  ["HttpProxy", "hostname port *password s3NoProxy username windowsDomain windowsWorkgroup", "hostname port"],
  ["EbsConfiguration", "ebsBlockDeviceConfig ebsOptimized", ""],
  ["EbsBlockDeviceConfig", "volumeSpecification volumesPerInstance", ""],
  ["VolumeSpecification", "iops sizeInGB volumeType", ""],
];

/** Types of older editions of the guide, which old definitions name. */
const OLD_TYPES = ["RdsSqlPrecondition"];

const words = (text: string) => text.split(/\s+/).filter((word) => word !== "");

describe("object types", () => {
  for (const [type, fields, required] of GUIDE) {
    it(`1.1 ${type} has the fields of the guide, and requires the same`, () => {
      const unknown = words(`id name type parent ${fields}`).filter((key) => fieldType(type, key)?.key !== key);
      expect(unknown).to.deep.equal([]);
      const groups = OBJECT_TYPES.get(type)?.required.map((group) => group.join("|")) ?? [];
      expect(groups).to.have.members(words(required));
    });
  }

  it("1.1 are those of the guide and of its older editions", () => {
    expect([...OBJECT_TYPES.keys()]).to.have.members([...GUIDE.map(([type]) => type), ...OLD_TYPES]);
  });

  it("keep a queue of Hadoop and separators to the types that have them", () => {
    const foreign = [
      ["PigActivity", "hadoopQueue"],
      ["HiveCopyActivity", "hadoopQueue"],
      ["CSV", "columnSeparator"],
      ["JdbcDatabase", "region"],
      ["RdsDatabase", "connectionString"],
    ];
    expect(foreign.filter(([type, key]) => fieldType(type, key ?? "") !== undefined)).to.deep.equal([]);
  });
});
