import { plainText } from "./plain-text.ts";

/** As much of a name as tells it from others: its beginning and its end. */
export function shortName(name: string): string {
  const characters = [...plainText(name)];
  if (characters.length <= NAME_MAX) return characters.join("");
  return [...characters.slice(0, NAME_MAX - TAIL - 1), "…", ...characters.slice(-TAIL)].join("");
}

const NAME_MAX = 64;
const TAIL = 24;
