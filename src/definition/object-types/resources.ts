import { RUNNABLE_FIELDS } from "./common-fields.ts";
import {
  enumeration,
  type FieldType,
  flag,
  integer,
  MANY,
  name,
  period,
  reference,
  text,
  withDefault,
} from "./field-type.ts";
import { type ObjectType, objectType } from "./object-type.ts";

/** The guide allows 255, EMR itself 16 (1.2). */
const BOOTSTRAP_ACTIONS_MAX = 16;

/** Known of every object that is run and not allowed here: a resource runs on nothing. */
const FORBIDDEN_FIELDS: readonly FieldType[] = [
  reference("runsOn", "irrelevant", ["resource"]),
  name("workerGroup", "irrelevant"),
];

/** What makes a resource fail and what follows. The first field with a key counts. */
const FAILURE_FIELDS: readonly FieldType[] = [
  enumeration("actionOnResourceFailure", "simulated", ["retryAll", "retryNone"]),
  enumeration("actionOnTaskFailure", "simulated", ["continue", "terminate"]),
  period("initTimeout", "simulated"),
  integer("maximumRetries", "simulated", 0),
  period("retryDelay", "simulated"),
  period("retryTimeout", "simulated"),
].map(withDefault);

const RESOURCE_FIELDS: readonly FieldType[] = [
  ...FAILURE_FIELDS,
  ...RUNNABLE_FIELDS,
  ...FORBIDDEN_FIELDS,
  name("availabilityZone", "simulated"),
  reference("httpProxy", "irrelevant", ["HttpProxy"]),
  text("keyPair", "irrelevant"),
  text("logUri", "irrelevant"),
  name("region", "simulated"),
  text("resourceRole", "irrelevant"),
  text("role", "irrelevant"),
  text("subnetId", "irrelevant"),
  period("terminateAfter", "simulated"),
  flag("useOnDemandOnLastAttempt", "simulated"),
];

const CLUSTER_SOFTWARE_FIELDS: readonly FieldType[] = [
  name("amiVersion", "simulated"),
  text("applications", "irrelevant", MANY),
  text("bootstrapAction", "simulated", BOOTSTRAP_ACTIONS_MAX),
  reference("configuration", "simulated", ["EmrConfiguration"], MANY),
  text("enableDebugging", "irrelevant"),
  enumeration("hadoopSchedulerType", "simulated", [
    "PARALLEL_FAIR_SCHEDULING",
    "PARALLEL_CAPACITY_SCHEDULING",
    "DEFAULT_SCHEDULER",
  ]),
  name("hadoopVersion", "simulated"),
  text("installHive", "irrelevant", MANY),
  text("installPig", "irrelevant", MANY),
  name("releaseLabel", "simulated"),
  text("supportedProducts", "irrelevant", MANY),
];

const CLUSTER_INSTANCE_FIELDS: readonly FieldType[] = ["master", "core", "task"].flatMap((role) => [
  name(`${role}InstanceType`, "simulated"),
  name(`${role}InstanceBidPrice`, "simulated"),
  reference(`${role}EbsConfiguration`, "simulated", ["EbsConfiguration"]),
  reference(`${role}GroupConfiguration`, role === "master" ? "simulated" : "irrelevant", ["EmrConfiguration"], MANY),
]);

/** Named by the guide beside the configurations of the groups, which say where volumes go; nothing says so here. */
const CLUSTER_VOLUME_FIELDS: readonly FieldType[] = [
  reference("EbsBlockDeviceConfig", "notSimulated", ["EbsBlockDeviceConfig"], MANY),
  reference("VolumeSpecification", "notSimulated", ["VolumeSpecification"], MANY),
];

const CLUSTER_NETWORK_FIELDS: readonly FieldType[] = [
  text("additionalMasterSecurityGroupIds", "irrelevant", MANY),
  text("additionalSlaveSecurityGroupIds", "irrelevant", MANY),
  text("emrManagedMasterSecurityGroupId", "irrelevant"),
  text("emrManagedSlaveSecurityGroupId", "irrelevant"),
  text("masterSecurityGroupId", "irrelevant"),
  text("slaveSecurityGroupId", "irrelevant"),
  text("serviceAccessSecurityGroupId", "irrelevant"),
  flag("visibleToAllUsers", "irrelevant"),
];

/** Source: DG Resources. */
export const RESOURCE_TYPES: readonly ObjectType[] = [
  objectType(
    "Ec2Resource",
    "resource",
    [
      ...RESOURCE_FIELDS,
      flag("associatePublicIpAddress", "irrelevant"),
      text("imageId", "irrelevant"),
      integer("instanceCount", "irrelevant", 1),
      name("instanceType", "simulated"),
      integer("minInstanceCount", "irrelevant", 1),
      text("runAsUser", "irrelevant"),
      text("securityGroupIds", "irrelevant", MANY),
      text("securityGroups", "irrelevant", MANY),
      name("spotBidPrice", "simulated"),
    ],
    ["resourceRole", "role"],
  ),
  objectType("EmrCluster", "resource", [
    ...RESOURCE_FIELDS,
    ...CLUSTER_SOFTWARE_FIELDS,
    ...CLUSTER_INSTANCE_FIELDS,
    ...CLUSTER_VOLUME_FIELDS,
    ...CLUSTER_NETWORK_FIELDS,
    integer("coreInstanceCount", "simulated", 1),
    text("emrLogUri", "simulated"),
    integer("masterInstanceCount", "simulated", 1),
    integer("taskInstanceCount", "simulated", 0),
  ]),
];
