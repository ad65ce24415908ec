import { unreachable } from "../../base/invariant.ts";
import type { Shape, ShapeNode } from "./shape.ts";

/** One place where data do not have the shape that was expected. */
export interface Misfit {
  /** Keys and indexes from the root. */
  readonly path: readonly (string | number)[];
  /** "a whole number": completes "expected ...". */
  readonly expected: string;
  /** "\"12\"": completes "got ...". */
  readonly got: string;
}

/** More than these would not help anybody. */
const MISFITS_MAX = 20;

/**
 * Checks data from outside against a shape and copies what the shape knows: keys that it does not know (the ISO forms
 * of instants, the additions of a later release) are left out. The copy is complete only where there are no misfits.
 */
export function decode<T>(shape: Shape<T>, value: unknown): { readonly value: T; readonly misfits: readonly Misfit[] } {
  const decoder = new Decoder();
  const copy = decoder.decode(shape, value, []);
  return { value: copy as T, misfits: decoder.misfits };
}

type Path = readonly (string | number)[];

class Decoder {
  readonly misfits: Misfit[] = [];

  decode({ node }: Shape<unknown>, value: unknown, path: Path): unknown {
    if (this.misfits.length >= MISFITS_MAX) return undefined;
    switch (node.kind) {
      case "string":
      case "choice":
      case "boolean":
      case "instant":
      case "number":
        return this.decodeScalar(node, value, path);
      case "nullable":
        return value === null ? null : this.decode(node.of, value, path);
      case "list":
        if (!Array.isArray(value)) return this.misfit(path, "a list", value);
        return value.map((item, index) => this.decode(node.of, item, [...path, index]));
      case "map":
        if (!isObject(value)) return this.misfit(path, "an object", value);
        return Object.fromEntries(
          Object.entries(value).map(([key, item]) => [key, this.decode(node.of, item, [...path, key])]),
        );
      case "record":
        if (!isObject(value)) return this.misfit(path, "an object", value);
        return this.decodeRecord(node, value, path);
      default:
        return unreachable(node);
    }
  }

  private decodeRecord(node: Extract<ShapeNode, { kind: "record" }>, value: object, path: Path): unknown {
    const given = new Map<string, unknown>(Object.entries(value));
    const entries: [string, unknown][] = [];
    for (const { key, shape, optional } of node.fields) {
      const item = given.get(key);
      if (item !== undefined) entries.push([key, this.decode(shape, item, [...path, key])]);
      else if (!optional) this.misfit([...path, key], `the key "${key}"`, undefined);
    }
    return Object.fromEntries(entries);
  }

  private decodeScalar(
    node: Extract<ShapeNode, { kind: "string" | "choice" | "boolean" | "instant" | "number" }>,
    value: unknown,
    path: Path,
  ): unknown {
    if (node.kind === "number" && node.orInfinite && value === null) return Number.POSITIVE_INFINITY;
    const expected = problemOf(node, value);
    return expected === undefined ? value : this.misfit(path, expected, value);
  }

  private misfit(path: Path, expected: string, got: unknown): undefined {
    if (this.misfits.length < MISFITS_MAX) this.misfits.push({ path, expected, got: describe(got) });
    return undefined;
  }
}

/** What should stand there instead of `value`; undefined where it is right. */
function problemOf(
  node: Extract<ShapeNode, { kind: "string" | "choice" | "boolean" | "instant" | "number" }>,
  value: unknown,
): string | undefined {
  switch (node.kind) {
    case "string":
      if (typeof value !== "string") return "text";
      return node.pattern === undefined || new RegExp(node.pattern).test(value)
        ? undefined
        : `text like ${node.pattern}`;
    case "choice":
      return typeof value === "string" && node.words.includes(value) ? undefined : node.words.map(quote).join(" or ");
    case "boolean":
      return typeof value === "boolean" ? undefined : "true or false";
    case "instant":
      return Number.isInteger(value) && Math.abs(Number(value)) <= INSTANT_MS_MAX
        ? undefined
        : "milliseconds since 1970, a whole number";
    case "number": {
      const fits = node.integer ? Number.isSafeInteger(value) : typeof value === "number";
      if (!fits) return node.integer ? "a whole number" : "a number";
      return node.min !== undefined && Number(value) < node.min ? `a number of at least ${node.min}` : undefined;
    }
  }
}

/** Beyond it a Date has no ISO form. */
const INSTANT_MS_MAX = 8.64e15;

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (isObject(value)) return "an object";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function quote(word: string): string {
  return `"${word}"`;
}
