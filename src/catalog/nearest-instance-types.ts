import { distance } from "fastest-levenshtein";
import { instanceTypeNames } from "./instance-type.ts";

/** At most this many edits make a name one that the user may have meant. */
const EDITS_MAX = 3;

/** Up to three known types whose names are nearest to `text`, the nearest first: for "did you mean". */
export function nearestInstanceTypes(text: string): string[] {
  const wanted = text.trim().toLowerCase();
  return instanceTypeNames()
    .map((type) => ({ type, edits: distance(wanted, type) }))
    .filter(({ edits }) => edits <= EDITS_MAX)
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ type }) => type);
}
