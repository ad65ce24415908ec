import { formatScaled, NUMBER_PATTERN, parseNumber, type Unit } from "./unit.ts";

const UNIT_BYTES: ReadonlyMap<string, number> = new Map([
  ["b", 1],
  ["byte", 1],
  ["bytes", 1],
  ["kb", 1e3],
  ["mb", 1e6],
  ["gb", 1e9],
  ["tb", 1e12],
  ["kib", 1024],
  ["mib", 1024 ** 2],
  ["gib", 1024 ** 3],
  ["tib", 1024 ** 4],
]);

const SIZE_PATTERN = new RegExp(String.raw`^(${NUMBER_PATTERN})\s*([a-z]+)$`, "i");

/** A number of bytes: KB, MB, GB and TB count in thousands, KiB, MiB, GiB and TiB in 1,024. */
export const SIZE: Unit = {
  name: "a size",
  forms: "`500 B`, `64 KB`, `2 MB`, `1.5 GB` or `64 MiB`",
  parse: parseSize,
  format: formatSize,
};

function parseSize(text: string): number | undefined {
  const match = SIZE_PATTERN.exec(text.trim());
  const unit = UNIT_BYTES.get(match?.[2]?.toLowerCase() ?? "");
  if (match === null || unit === undefined) return undefined;
  const bytes = parseNumber(match[1] ?? "") * unit;
  return bytes <= Number.MAX_SAFE_INTEGER ? bytes : undefined;
}

const SCALES = [
  [1e12, "TB"],
  [1e9, "GB"],
  [1e6, "MB"],
  [1e3, "KB"],
  [1, "B"],
] as const;

/** `2 MB`: what `SIZE.parse` reads back as exactly this many bytes. */
export function formatSize(bytes: number): string {
  return bytes === 0 ? "0 B" : formatScaled(bytes, SCALES, "short");
}
