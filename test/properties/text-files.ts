/** Arrivals that were seen, out of order and two at once (2.2). */
export const ARRIVALS_FILE = "arrivals.csv";

/** Lengths that were measured, some with a unit. */
export const LENGTHS_FILE = "lengths.csv";

const FILES: ReadonlyMap<string, string> = new Map([
  [ARRIVALS_FILE, "seconds,who\n0,a\n1500,b\n# later\n1500,a\n600,c\n5 min,d\n"],
  [LENGTHS_FILE, "job,length\nA,30\nB,45 s\nC,\nD,2 min\n"],
]);

/** The files that random scenarios name. */
export function readTextFile(path: string): string | undefined {
  return FILES.get(path.replace(/^\.\//, ""));
}
