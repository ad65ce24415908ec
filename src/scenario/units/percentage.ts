import { NUMBER_PATTERN, parseNumber, plainDecimal, type Unit } from "./unit.ts";

const PERCENTAGE_PATTERN = new RegExp(String.raw`^(${NUMBER_PATTERN})\s*%$`);

/** A share, kept as a fraction: `2%` is 0.02. */
export const PERCENTAGE: Unit = {
  name: "a percentage",
  forms: "`2%` or `0.5 %`",
  parse: (text) => {
    const match = PERCENTAGE_PATTERN.exec(text.trim());
    const fraction = match === null ? undefined : parseNumber(match[1] ?? "") / 100;
    return fraction === undefined || fraction > 1 ? undefined : fraction;
  },
  format: (fraction) => `${plainDecimal(fraction * 100)}%`,
};
