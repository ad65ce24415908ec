import { type Placed, placed, reportExpected, type Value } from "./value.ts";

/** Reads text as it was written: `007` stays `007`. */
export function readText(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value.node.kind === "scalar") return value.node.text;
  reportExpected(value, "SCENARIO_VALUE", "text");
  return undefined;
}

/** The same with its place. */
export function readPlacedText(value: Value | undefined): Placed<string> | undefined {
  const text = readText(value);
  return value === undefined || text === undefined ? undefined : placed(value, text);
}

/** Reads a whole number of things, `min` or more; a number in quotes counts as one. */
export function readCount(value: Value | undefined, min: number): number | undefined {
  if (value === undefined) return undefined;
  const { node } = value;
  const count = node.kind === "scalar" && /^\d{1,9}$/.test(node.text) ? Number(node.text) : undefined;
  if (count !== undefined && count >= min) return count;
  reportExpected(value, "SCENARIO_VALUE", `a whole number from ${min} to 999,999,999`);
  return undefined;
}

/** Reads a number without a unit: a ratio, a shape. */
export function readRatio(value: Value): number | undefined {
  const { node } = value;
  if (node.kind === "scalar" && typeof node.value === "number") return node.value;
  reportExpected(value, "SCENARIO_VALUE", "a number without a unit");
  return undefined;
}

/** Reads one of a few words. */
export function readWord<const W extends string>(value: Value | undefined, words: readonly W[]): W | undefined {
  if (value === undefined) return undefined;
  const { node } = value;
  const word = node.kind === "scalar" ? words.find((one) => one === node.text) : undefined;
  if (word === undefined) {
    reportExpected(value, "SCENARIO_VALUE", words.map((one) => `\`${one}\``).join(" or "));
  }
  return word;
}

/** Reads `true` or `false`. */
export function readFlag(value: Value | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  const { node } = value;
  if (node.kind === "scalar" && typeof node.value === "boolean") return node.value;
  reportExpected(value, "SCENARIO_VALUE", "`true` or `false`");
  return undefined;
}

/** Whether the value is exactly this word. */
export function isWord(value: Value | undefined, word: string): boolean {
  return value?.node.kind === "scalar" && value.node.text === word;
}
