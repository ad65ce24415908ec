import { DAY_MS, type InstantMs } from "../base/instant.ts";
import { spotAdvisorCsv } from "./generated/spot-advisor.ts";
import { partialDateStartMs } from "./partial-date.ts";
import { findRows, type Row, requiredNumberOf, textOf } from "./table.ts";

/** What AWS's Spot Instance Advisor said of a type in a region on a day. */
export interface SpotAdvice {
  readonly region: string;
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  /** By how much Spot was cheaper than on demand, a fraction; null where the advisor gave nothing. */
  readonly saving: number | null;
  /** 0 to 4, the advisor's ranges. */
  readonly interruptionClass: number;
  /** Those taken back within a month: `5-10%`. */
  readonly interruptionsPerMonth: string;
}

/** Where a region is not among those that are known. */
const REGION_OF_OTHERS = "us-east-1";

/** What is known of a type, of the day next to a date, in its region or else in us-east-1; undefined: nothing. */
export function spotAdvice(type: string, region: string, dateMs: InstantMs): SpotAdvice | undefined {
  const own = findRows(spotAdvisorCsv, type, region);
  const rows = own.length > 0 ? own : findRows(spotAdvisorCsv, type, REGION_OF_OTHERS);
  const distance = ({ asOf }: SpotAdvice) => Math.abs(partialDateStartMs(asOf) - dateMs) / DAY_MS;
  return rows.map(readRow).sort((a, b) => distance(a) - distance(b))[0];
}

function readRow(row: Row): SpotAdvice {
  const saving = requiredNumberOf(row, "savings_over_on_demand_pct");
  return {
    region: textOf(row, "region"),
    asOf: textOf(row, "as_of"),
    saving: saving > 0 ? saving / 100 : null,
    interruptionClass: requiredNumberOf(row, "interruption_class"),
    interruptionsPerMonth: textOf(row, "interruption_per_month"),
  };
}
