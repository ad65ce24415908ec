import { findInstanceType } from "../../catalog/instance-type.ts";
import { DEFAULT_REGION } from "../defaults.ts";
import { type FieldScope, textOf, typeOf } from "./fields.ts";

/**
 * Whether a definition can be one of 2012: nothing in it is newer, no instance type, no release label or AMI 3, which came
 * in 2015 and 2013, and nothing that the service learned later.
 *
 * Source: DG Document History.
 */
export function isOf2012(scope: FieldScope): boolean {
  const { objects, parameters, values } = scope.definition;
  // parameters came with the templates of 2014
  if (parameters.length > 0 || values.size > 0) return false;
  return objects.every((object) => {
    if (LATER_TYPES.has(typeOf(object)) || [...object.fields.keys()].some((key) => LATER_FIELDS.has(key))) return false;
    if (textOf(scope, object, "scheduleType")?.toLowerCase() === "ondemand") return false;
    if (/^[3-9]/.test(textOf(scope, object, "amiVersion") ?? "")) return false;
    return (
      isFirstRegion(textOf(scope, object, "region")) &&
      TYPE_FIELDS.every((key) => isTypeOf2012(textOf(scope, object, key)))
    );
  });
}

/** Types of objects of 2013 and later. */
const LATER_TYPES: ReadonlySet<string> = new Set([
  "DynamoDBDataFormat",
  "DynamoDBExportDataFormat",
  "HadoopActivity",
  "HiveCopyActivity",
  "JdbcDatabase",
  "PigActivity",
  "RdsDatabase",
  "RedshiftCopyActivity",
  "RedshiftDataNode",
  "RedshiftDatabase",
]);

/** Fields of 2013 and later: Spot instances, cascading failures, VPCs, Availability Zones, EMR's releases. */
const LATER_FIELDS: ReadonlySet<string> = new Set([
  "availabilityZone",
  "coreInstanceBidPrice",
  "failureAndRerunMode",
  "masterInstanceBidPrice",
  "releaseLabel",
  "spotBidPrice",
  "subnetId",
  "taskInstanceBidPrice",
]);

const TYPE_FIELDS = ["masterInstanceType", "coreInstanceType", "taskInstanceType", "instanceType"];

/** Families that EC2 sold in 2012. */
const FAMILIES_OF_2012: ReadonlySet<string> = new Set(["m1", "m2", "c1", "t1", "cc1", "cc2", "cg1", "hi1"]);

function isTypeOf2012(type: string | undefined): boolean {
  const family = findInstanceType(type ?? "")?.family;
  return family === undefined || FAMILIES_OF_2012.has(family);
}

/** The service was there alone until 2014. */
function isFirstRegion(region: string | undefined): boolean {
  return region === undefined || region === DEFAULT_REGION.value;
}
