import type { InstanceTypeDescription } from "../catalog/describe-instance-type.ts";
import type { HourlyPriceRow } from "../catalog/hourly-price.ts";
import { sourcesOf } from "../catalog/source.ts";
import { formatColumns } from "./columns.ts";

/** All that is known of an instance type, each figure with its source, as text for a terminal. */
export function formatInstanceType(description: InstanceTypeDescription): string {
  const sections = [
    about(description),
    boot(description),
    prices(description),
    surcharges(description),
    hadoop(description),
    measured(description),
    spot(description),
    sources(description),
  ];
  return sections.filter((section) => section !== "").join("\n");
}

function about({ instanceType, speed, upload }: InstanceTypeDescription): string {
  const { type, category, vcpu, memoryGib, ecu, localStorageGb, localDevices, localStorageKind } = instanceType;
  const disks =
    localStorageGb === 0 ? "EBS only" : `${localStorageGb ?? "?"} GB on ${localDevices ?? "?"} ${localStorageKind}`;
  const network = instanceType.networkClass || `${instanceType.networkBaselineGbps} Gbit/s`;
  const facts: [string, string][] = [
    ["vCPU", String(vcpu)],
    ["memory", `${memoryGib} GiB`],
    ["ECU", ecu === null ? "not published" : String(ecu)],
    ["local storage", disks],
    ["network", network],
    ["architecture", instanceType.architecture],
    ["speed for work", `${speed.speed} times m1.small (${speed.basis})`],
    ["log upload", `${upload.bytesPerSecond / 1e6} MB/s (${upload.basis})`],
    ["source", instanceType.source],
  ];
  const generation = instanceType.previousGeneration ? ", previous generation" : "";
  return `${type}: ${category}${generation}\n${facts.map(([name, value]) => `  ${name.padEnd(15)} ${value}\n`).join("")}`;
}

function boot({ boot: time }: InstanceTypeDescription): string {
  const range = time.minS === null ? "" : `, from ${time.minS} to ${time.maxS} s`;
  const standIn = time.standIn === null ? "" : `\n  ${time.standIn}`;
  return `Boot time: mean ${time.meanS} s, sd ${time.sdS} s${range}${standIn}\n  source: ${time.source}\n`;
}

function prices({ ec2 }: InstanceTypeDescription): string {
  if (ec2.length === 0) return "EC2 on demand: no price is known\n";
  const rows = ec2.flatMap(({ history }) => history.map(priceRow));
  return `EC2 on demand, USD per hour\n${formatColumns(PRICE_HEAD, rows)}`;
}

function surcharges({ emr }: InstanceTypeDescription): string {
  if (emr.length === 0) return "EMR surcharge: none is known\n";
  return `EMR surcharge, USD per hour\n${formatColumns(PRICE_HEAD, emr.map(priceRow))}`;
}

const PRICE_HEAD = ["region", "USD", "from", "seen", "evidence", "source"];

function priceRow(row: HourlyPriceRow): string[] {
  const seen = row.firstSeen === row.lastSeen ? (row.firstSeen ?? "-") : `${row.firstSeen} to ${row.lastSeen}`;
  const source = row.note === null ? row.source : `${row.source} (${row.note})`;
  return [row.region, String(row.nanoUsdPerHour / 1e9), row.effectiveFrom ?? "-", seen, row.evidence, source];
}

function hadoop({ hadoop: slots }: InstanceTypeDescription): string {
  if (slots.length === 0) return "";
  const word = (value: number | null) => (value === null ? "-" : String(value));
  const rows = slots.map((row) => [
    row.table,
    row.hadoop,
    row.hbase ? "yes" : "no",
    ...[row.mapSlots, row.reduceSlots, row.nodeManagerMemoryMb, row.mapMemoryMb, row.reduceMemoryMb].map(word),
    row.source,
  ]);
  const head = ["EMR", "Hadoop", "HBase", "map slots", "reduce slots", "YARN MB", "map MB", "reduce MB", "source"];
  return `Hadoop on one node\n${formatColumns(head, rows)}`;
}

function measured({ measuredTimes }: InstanceTypeDescription): string {
  if (measuredTimes.length === 0) return "";
  const rows = measuredTimes.map((row) => [
    row.what,
    row.meanS === null ? `${row.minS} to ${row.maxS}` : String(row.meanS),
    row.n === null ? "-" : String(row.n),
    row.year,
    row.source,
  ]);
  return `Measured times, seconds\n${formatColumns(["what", "s", "n", "year", "source"], rows)}`;
}

function spot({ spot: markets }: InstanceTypeDescription): string {
  if (markets.length === 0) return "";
  const usd = (nano: number) => String(nano / 1e9);
  const rows = markets.map((row) => [
    row.availabilityZone,
    `${row.from} to ${row.to}`,
    ...[row.onDemandNanoUsd, row.meanNanoUsd, row.medianNanoUsd, row.p99NanoUsd, row.maxNanoUsd].map(usd),
    `${(100 * row.timeAboveOnDemand).toFixed(2)} %`,
    row.source,
  ]);
  const head = ["zone", "watched", "on demand", "mean", "median", "p99", "max", "above on demand", "source"];
  return `Spot markets, USD per hour\n${formatColumns(head, rows)}`;
}

/** What the letters in the source columns stand for. */
function sources({ instanceType, ec2, emr, hadoop: slots, spot: markets }: InstanceTypeDescription): string {
  const codes = [
    instanceType.source,
    ...ec2.flatMap(({ history }) => history.map((row) => row.source)),
    ...[...emr, ...slots, ...markets].map((row) => row.source),
  ];
  const found = new Map(codes.flatMap((code) => sourcesOf(code)).map((source) => [source.code, source]));
  const lines = [...found.values()].map(({ code, title, licence }) => `  ${code.padEnd(11)} ${title} (${licence})\n`);
  return `Sources\n${lines.join("")}`;
}
