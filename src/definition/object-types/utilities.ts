import { enumeration, flag, integer, MANY, reference, text } from "./field-type.ts";
import { type ObjectType, objectType } from "./object-type.ts";

/** Objects that others are made of. Source: DG Utilities, EmrCluster, EmrConfiguration. */
export const UTILITY_TYPES: readonly ObjectType[] = [
  objectType("EbsBlockDeviceConfig", "utility", [
    reference("volumeSpecification", "simulated", ["VolumeSpecification"]),
    integer("volumesPerInstance", "simulated", 1),
  ]),
  objectType("EbsConfiguration", "utility", [
    reference("ebsBlockDeviceConfig", "simulated", ["EbsBlockDeviceConfig"], MANY),
    flag("ebsOptimized", "irrelevant"),
  ]),
  objectType(
    "EmrConfiguration",
    "utility",
    [
      text("classification", "simulated"),
      reference("configuration", "irrelevant", ["EmrConfiguration"], MANY),
      reference("property", "simulated", ["Property"], MANY),
    ],
    ["classification"],
  ),
  objectType(
    "HttpProxy",
    "utility",
    [
      text("hostname", "irrelevant"),
      text("port", "irrelevant"),
      text("username", "irrelevant"),
      text("*password", "irrelevant"),
      flag("s3NoProxy", "irrelevant"),
      text("windowsDomain", "irrelevant"),
      text("windowsWorkgroup", "irrelevant"),
    ],
    ["hostname", "port"],
  ),
  objectType("Property", "utility", [text("key", "simulated"), text("value", "simulated")], ["key", "value"]),
  objectType("ShellScriptConfig", "utility", [
    text("scriptUri", "simulated"),
    text("scriptArgument", "irrelevant", MANY),
  ]),
  objectType("VolumeSpecification", "utility", [
    integer("iops", "notSimulated", 1),
    integer("sizeInGB", "simulated", 1),
    // every volume is billed as gp2, or in the years before it as magnetic storage (7.1)
    {
      ...enumeration("volumeType", "notSimulated", ["gp2", "gp3", "io1", "io2", "st1", "sc1", "standard"]),
      assumed: "gp2",
    },
  ]),
];
