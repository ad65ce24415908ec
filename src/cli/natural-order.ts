/** Names in the order of a person: `events_2` before `events_10`, as the parts of a rolled log come. */
export function naturalOrder(names: readonly string[]): string[] {
  return [...names].sort((a, b) => compare(keyOf(a), keyOf(b)) || compare(a, b));
}

/** Numbers padded to one width. */
function keyOf(name: string): string {
  return name.replace(/\d{1,18}/g, (digits) => digits.padStart(18, "0"));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
