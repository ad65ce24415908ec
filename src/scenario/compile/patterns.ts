/** Whether a pattern (`*` any text, `?` one character, all else itself) matches a whole name. */
export function matchesPattern(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let starAt = 0;
  let index = 0;
  while (index < name.length) {
    if (at < pattern.length && pattern[at] !== "*" && (pattern[at] === "?" || pattern[at] === name[index])) {
      at += 1;
      index += 1;
    } else if (pattern[at] === "*") {
      star = at;
      starAt = index;
      at += 1;
    } else if (star >= 0) {
      starAt += 1;
      index = starAt;
      at = star + 1;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

/** Whether a pattern stands for one name only. */
export function isExact(pattern: string): boolean {
  return !/[*?]/.test(pattern);
}

/**
 * The entries whose pattern matches, the most specific first: a name before a pattern, then the pattern with more
 * literal characters, then the one that comes first in the file.
 */
export function matching<E extends { readonly pattern: string }>(entries: readonly E[], name: string): E[] {
  return entries
    .filter(({ pattern }) => matchesPattern(pattern, name))
    .sort((a, b) => specificity(b.pattern) - specificity(a.pattern));
}

/**
 * The entry for what has several names, the narrowest first: one that is a name, in their order; else of the patterns
 * that match any of them the one with the most literal characters.
 */
export function closest<E extends { readonly pattern: string }>(
  entries: readonly E[],
  names: readonly string[],
): E | undefined {
  const exact = names.flatMap((name) => entries.find(({ pattern }) => pattern === name) ?? [])[0];
  if (exact !== undefined) return exact;
  return entries
    .filter(({ pattern }) => !isExact(pattern) && names.some((name) => matchesPattern(pattern, name)))
    .sort((a, b) => specificity(b.pattern) - specificity(a.pattern))[0];
}

function specificity(pattern: string): number {
  return isExact(pattern) ? Number.MAX_SAFE_INTEGER : pattern.replace(/[*?]/g, "").length;
}
