const UNITS = ["B", "kB", "MB", "GB", "TB", "PB"];

/** `31.2 MB`: powers of 1000, three digits. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let index = 0;
  while (Math.abs(value) >= 999.5 && index < UNITS.length - 1) {
    value /= 1000;
    index += 1;
  }
  const decimals = index === 0 || Math.abs(value) >= 99.95 ? 0 : Math.abs(value) >= 9.995 ? 1 : 2;
  return `${Number(value.toFixed(decimals))} ${UNITS[index]}`;
}
