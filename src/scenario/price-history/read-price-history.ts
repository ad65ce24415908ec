import type { ProblemDetails, Problems } from "../source/problems.ts";
import { readJsonPrices } from "./json-prices.ts";
import type { PriceRecord, PriceSource } from "./price-record.ts";
import { readTablePrices } from "./table-prices.ts";

/** More changes of a price than any history that AWS ever gave out at once; each costs memory. */
const RECORDS_MAX = 1_000_000;

/** After so many a file is of another kind. */
const PROBLEMS_MAX = 5;

/**
 * The changes of Spot prices that a file holds, in the order of the file: a table (CSV with or without a header, tabs,
 * the text output of the command line tools) or JSON (the answer of `describe-spot-price-history`, a bare list, an object
 * a line). What is wrong with a row is reported at its place in that file; then there are none.
 */
export function readPriceHistory(text: string, source: PriceSource, problems: Problems): readonly PriceRecord[] {
  const { file } = source;
  let problemCount = 0;
  const refuse = (place: { line: number; column: number }, message: string, details: ProblemDetails = {}): void => {
    problemCount += 1;
    if (problemCount <= PROBLEMS_MAX) problems.error("SCENARIO_FILE", { file, offset: 0, ...place }, message, details);
  };
  const records: PriceRecord[] = [];
  const reader = /^\uFEFF?\s*[[{]/.test(text) ? readJsonPrices(text, refuse) : readTablePrices(text, source, refuse);
  for (const record of reader) {
    records.push(record);
    if (records.length > RECORDS_MAX) {
      refuse(record.place, "the file holds over 1,000,000 prices", { hint: "let it be a shorter span of time" });
      break;
    }
    if (problemCount >= PROBLEMS_MAX) break;
  }
  if (problemCount === 0 && records.length === 0) refuse({ line: 1, column: 1 }, "the file holds no prices");
  return problemCount > 0 ? [] : records;
}
