import { distance } from "fastest-levenshtein";

const CANDIDATES_MAX = 500;

/** The known name that was most likely meant: at most three letters and a third differ; the first of equally near ones. */
export function nearestName(written: string, known: Iterable<string>): string | undefined {
  const lowerCase = written.toLowerCase();
  if (lowerCase.length > 100) return undefined;
  let nearest: string | undefined;
  let smallest = Number.POSITIVE_INFINITY;
  let candidates = 0;
  for (const name of known) {
    if (++candidates > CANDIDATES_MAX) break;
    if (Math.abs(name.length - written.length) >= smallest) continue;
    const difference = distance(lowerCase, name.toLowerCase());
    if (difference < smallest && difference <= Math.min(3, Math.floor(name.length / 3))) {
      smallest = difference;
      nearest = name;
    }
  }
  return nearest;
}

/** `Did you mean "runsOn"?`, ready to be spread into a diagnostic; `otherwise` where nothing is near. */
export function nearestHint(written: string, known: Iterable<string>, otherwise?: string): { hint?: string } {
  const nearest = nearestName(written, known);
  if (nearest !== undefined) return { hint: `Did you mean "${nearest}"?` };
  return otherwise === undefined ? {} : { hint: otherwise };
}
