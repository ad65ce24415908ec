import type { InstantMs } from "../base/instant.ts";
import { type BootTime, bootTime } from "./boot-time.ts";
import { ec2OnDemandPrice, ec2PriceHistory } from "./ec2-price.ts";
import { emrPriceHistory } from "./emr-price.ts";
import { type HadoopSlots, hadoopSlotsOf } from "./hadoop-slots.ts";
import type { HourlyPrice, HourlyPriceRow } from "./hourly-price.ts";
import { findInstanceType, type InstanceType } from "./instance-type.ts";
import { type MeasuredTime, measuredTimes } from "./measured-time.ts";
import { regions } from "./region.ts";
import { type RelativeSpeed, relativeSpeed } from "./relative-speed.ts";
import { type SpotStatistics, spotStatistics } from "./spot-statistics.ts";
import { type UploadRate, uploadRate } from "./upload-rate.ts";

/** All that is known of an instance type, each figure with its source, for `stepcast catalog TYPE`. */
export interface InstanceTypeDescription {
  readonly instanceType: InstanceType;
  readonly speed: RelativeSpeed;
  readonly upload: UploadRate;
  /** Regions in alphabetical order; those where no price is known are left out. */
  readonly ec2: readonly RegionPrices[];
  /** EMR's surcharge, region lists one after another, each in order of time; none: EMR is not known to offer it. */
  readonly emr: readonly HourlyPriceRow[];
  readonly hadoop: readonly HadoopSlots[];
  readonly boot: BootTime;
  readonly measuredTimes: readonly MeasuredTime[];
  readonly spot: readonly SpotStatistics[];
}

/** A type's on-demand price in one region. */
export interface RegionPrices {
  readonly region: string;
  /** On the date that was asked for. */
  readonly price: HourlyPrice;
  /** In order of time. */
  readonly history: readonly HourlyPriceRow[];
}

/** What the catalog knows of a type, with prices as of a date; undefined for an unknown type. */
export function describeInstanceType(type: string, dateMs: InstantMs): InstanceTypeDescription | undefined {
  const instanceType = findInstanceType(type);
  const speed = relativeSpeed(type);
  const upload = uploadRate(type);
  const boot = bootTime(type, dateMs);
  if (instanceType === undefined || speed === undefined || upload === undefined || boot === undefined) return undefined;
  return {
    instanceType,
    speed,
    upload,
    ec2: regions().flatMap((region) => regionPrices(type, region, dateMs)),
    emr: emrPriceHistory(type),
    hadoop: hadoopSlotsOf(type),
    boot,
    measuredTimes: measuredTimes(type),
    spot: spotStatistics(type),
  };
}

function regionPrices(type: string, region: string, dateMs: InstantMs): RegionPrices[] {
  const price = ec2OnDemandPrice(type, region, dateMs);
  return price === undefined ? [] : [{ region, price, history: ec2PriceHistory(type, region) }];
}
