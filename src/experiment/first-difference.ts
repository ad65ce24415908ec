/** Where two results differ first, and what stands there. */
export interface Difference {
  /** `measures.cost.total.mean`, `attempts[3].status`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * The first place, in the order of the first value's keys, where two JSON values differ; undefined when they are equal.
 * Keys that only the second one has come last.
 */
export function firstDifference(before: unknown, after: unknown, path = ""): Difference | undefined {
  if (Object.is(before, after)) return undefined;
  if (!isObject(before) || !isObject(after) || Array.isArray(before) !== Array.isArray(after)) {
    return { path, before, after };
  }
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const place = Array.isArray(before) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
    const difference = firstDifference(own(before, key), own(after, key), place);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
