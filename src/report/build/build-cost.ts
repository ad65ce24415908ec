import type { BillKind, BillLine } from "../../billing/bill.ts";
import type { ResultSummary } from "../../experiment/result.ts";
import { formatQuantity } from "../format/quantity.ts";
import type { CostKind, CostOfResource, CostRow, CostView } from "../view.ts";
import { measureOf } from "./measure-of.ts";

const COST_KINDS: readonly (readonly [CostKind, string])[] = [
  ["EC2", "cost.ec2"],
  ["EMR", "cost.emr"],
  ["EBS", "cost.ebs"],
  ["S3", "cost.s3"],
  ["Data Pipeline", "cost.dataPipeline"],
];

/** The bill by resource and kind. */
export function buildCost(result: ResultSummary): CostView {
  const { lines, totalMicroUsd } = result.bill;
  const present = new Set(lines.map(({ kind }) => costKindOf(kind)));
  const kinds = COST_KINDS.filter(([kind]) => present.has(kind));
  const names = kinds.map(([kind]) => kind);
  const resources = groupBy(lines, (line) => JSON.stringify([line.pipelineId, line.componentId ?? null])).map((group) =>
    costOfResource(group, names),
  );
  const means = result.replications > 1 ? kinds.map(([, name]) => measureOf(result, name)) : [];
  return {
    kinds: names,
    resources,
    totals: names.map((kind) => sumOf(lines.filter((line) => costKindOf(line.kind) === kind))),
    totalMicroUsd,
    means: means.flatMap((measure) => measure ?? []),
  };
}

function costOfResource(lines: readonly BillLine[], kinds: readonly CostKind[]): CostOfResource {
  const [first] = lines;
  const rows = groupBy(lines, labelOf).map((group) => costRow(group, kinds));
  const owner = first?.pipelineId === undefined ? "Task Runners of your own" : `pipeline ${first.pipelineId}`;
  return { label: first?.componentId ?? owner, rows, totalMicroUsd: sumOf(lines) };
}

function costRow(lines: readonly BillLine[], kinds: readonly CostKind[]): CostRow {
  const [first] = lines;
  return {
    label: first === undefined ? "" : labelOf(first),
    quantity: first === undefined ? "" : formatQuantity(first),
    amounts: kinds.map((kind) => sumOf(lines.filter((line) => costKindOf(line.kind) === kind))),
    totalMicroUsd: sumOf(lines),
  };
}

/** The EBS volumes of Spot instances cost what all do, and stand with them. */
function labelOf({ instanceType, kind, purchase }: BillLine): string {
  return `${instanceType ?? kind}${purchase === "spot" ? " Spot" : ""}`;
}

function costKindOf(kind: BillKind): CostKind {
  return kind === "S3 requests" || kind === "S3 storage" ? "S3" : kind;
}

function sumOf(lines: readonly BillLine[]): number {
  return lines.reduce((sum, line) => sum + line.amountMicroUsd, 0);
}

/** In the order of the first of each group. */
function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
