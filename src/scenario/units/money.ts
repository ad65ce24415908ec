import { type NanoUsd, nanoUsdFromUsd } from "../../base/money.ts";
import { NUMBER_PATTERN, parseNumber, plainDecimal, type Unit } from "./unit.ts";

const MONEY_PATTERN = new RegExp(
  String.raw`^(?:(?:USD|\$)\s*(${NUMBER_PATTERN})|(${NUMBER_PATTERN})\s*(?:USD|\$))$`,
  "i",
);

/** The dearest amount that a scenario may name, in USD; keeps nano-dollars safe integers. */
const USD_MAX = 1_000_000;

/** US dollars, kept in integer nano-dollars. */
export const MONEY: Unit = {
  name: "an amount of money",
  forms: "`0.065 USD` or `$12`",
  parse: parseMoney,
  format: formatMoney,
};

function parseMoney(text: string): NanoUsd | undefined {
  const match = MONEY_PATTERN.exec(text.trim());
  if (match === null) return undefined;
  const usd = parseNumber(match[1] ?? match[2] ?? "");
  return usd <= USD_MAX ? nanoUsdFromUsd(usd) : undefined;
}

/** `0.065 USD`: what `MONEY.parse` reads back as exactly this many nano-dollars. */
export function formatMoney(nanoUsd: NanoUsd): string {
  return `${plainDecimal(nanoUsd / 1e9)} USD`;
}
