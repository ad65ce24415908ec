import { distance } from "fastest-levenshtein";

/** Up to three of `names` that a user who wrote `name` may have meant, the nearest first. */
export function nearestNames(name: string, names: Iterable<string>): string[] {
  const written = name.slice(0, 100).toLowerCase();
  return [...new Set(names)]
    .filter((candidate) => candidate !== "")
    .map((candidate) => ({ candidate, edits: editsBetween(written, candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= Math.max(2, candidate.length / 3))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** "did you mean `step` or `steps`?", or what there is when nothing is near. */
export function didYouMean(name: string, names: readonly string[]): string | undefined {
  const nearest = nearestNames(name, names);
  if (nearest.length > 0) return `did you mean ${nearest.map((one) => `\`${one}\``).join(" or ")}?`;
  if (names.length === 0) return undefined;
  const shown = names.slice(0, 20).map((one) => `\`${one}\``);
  return `known here: ${shown.join(", ")}${names.length > shown.length ? ", ..." : ""}`;
}

/** A name that begins with what was written, or the other way round, is as near as one edit. */
function editsBetween(written: string, candidate: string): number {
  const begins = written.length >= 3 && (candidate.startsWith(written) || written.startsWith(candidate));
  return begins ? Math.min(1, distance(written, candidate)) : distance(written, candidate);
}
