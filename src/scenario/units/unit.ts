/** A physical or monetary quantity that scenarios write as text with its unit. */
export interface Unit {
  /** With its article, as a message says it: "a duration". */
  readonly name: string;
  /** The accepted forms, for messages. */
  readonly forms: string;
  /** The value in the unit that the simulation counts in; undefined when the text is not of these forms. */
  readonly parse: (text: string) => number | undefined;
  /** Text that `parse` reads back as exactly this value. */
  readonly format: (value: number) => string;
}

/** A number as all units write it: no sign, a point for decimals, commas allowed between thousands. */
export const NUMBER_PATTERN = String.raw`\d{1,15}(?:\.\d{1,15})?|\d{1,3}(?:,\d{3})+(?:\.\d{1,15})?`;

/** Reads what `NUMBER_PATTERN` matched. */
export function parseNumber(text: string): number {
  return Number(text.replaceAll(",", ""));
}

/**
 * `value` in the largest of `scales` in which it is a whole number, else in the largest in which it is a short one, or
 * the other way round; scales go from large to small. The text reads back as exactly `value`.
 */
export function formatScaled(
  value: number,
  scales: readonly (readonly [scale: number, suffix: string])[],
  prefer: "whole" | "short" = "whole",
): string {
  const exact = scales.filter(([scale]) => value >= scale && (value / scale) * scale === value);
  const whole = exact.find((one) => Number.isInteger(value / one[0]) && one !== scales.at(-1));
  const short = exact.find(([scale]) => String(value / scale).length <= 6);
  const best = prefer === "whole" ? (whole ?? short) : (short ?? whole);
  const [scale, suffix] = best ?? scales.at(-1) ?? [1, ""];
  return `${plainDecimal(value / scale)} ${suffix}`;
}

/** Never in exponential notation, which no unit accepts. */
export function plainDecimal(value: number): string {
  const text = String(value);
  const match = /^(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (match === null) return text;
  const [, whole = "", fraction = "", exponent = "0"] = match;
  const shift = Number(exponent);
  if (shift < 0) return `0.${"0".repeat(-shift - 1)}${whole}${fraction}`;
  return whole + fraction.padEnd(shift, "0");
}
