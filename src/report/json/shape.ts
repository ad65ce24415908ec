/**
 * A description of JSON data from which everything else follows: the JSON Schema that is published, the order and layout
 * in which a file is written, and the check of what is read. `T` is the type that the data have in memory.
 */
export interface Shape<T> {
  readonly node: ShapeNode;
  readonly description: string;
  /** Never there: it only ties the shape to its type. */
  readonly type?: T;
}

/** What kind of data a shape describes. */
export type ShapeNode =
  | { readonly kind: "string"; readonly pattern?: string }
  | { readonly kind: "choice"; readonly words: readonly string[] }
  /** `orInfinite`: written as null where it is infinite, which JSON cannot say. */
  | { readonly kind: "number"; readonly integer: boolean; readonly min?: number; readonly orInfinite?: true }
  | { readonly kind: "boolean" }
  /** Integer milliseconds since the epoch; its key ends in `AtMs`, and a sibling in `At` says the same in ISO 8601. */
  | { readonly kind: "instant" }
  | { readonly kind: "nullable"; readonly of: Shape<unknown> }
  /** `rows`: each element on one line. */
  | { readonly kind: "list"; readonly of: Shape<unknown>; readonly rows: boolean }
  | { readonly kind: "map"; readonly of: Shape<unknown>; readonly rows: boolean }
  | { readonly kind: "record"; readonly title: string; readonly fields: readonly Field[] };

/** One key of a record. */
export interface Field {
  readonly key: string;
  readonly shape: Shape<unknown>;
  readonly optional: boolean;
}

/** A shape that may be absent from its record. */
export interface OptionalShape<T> {
  readonly optional: Shape<T>;
}

type FieldsOf<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K>
    ? OptionalShape<Exclude<T[K], undefined>>
    : Shape<T[K]>;
};

/** Every key of `T`, in the order in which they are written; the compiler asks for a new key as soon as `T` has one. */
export function record<T>(title: string, description: string, fields: FieldsOf<NoInfer<T>>): Shape<T> {
  const entries = Object.entries<Shape<unknown> | OptionalShape<unknown>>(fields);
  const list = entries.map(([key, value]) =>
    "optional" in value ? { key, shape: value.optional, optional: true } : { key, shape: value, optional: false },
  );
  return { node: { kind: "record", title, fields: list }, description };
}

/** Marks a key of a record that may be absent. */
export function optional<T>(shape: Shape<T>): OptionalShape<T> {
  return { optional: shape };
}

/** Any text, or one that a regular expression describes. */
export function text(description: string, pattern?: string): Shape<string> {
  return { node: { kind: "string", ...(pattern === undefined ? {} : { pattern }) }, description };
}

/** One of several words; a table rather than a list, so that the compiler sees that none is missing. */
export function choice<T extends string>(description: string, words: Readonly<Record<T, true>>): Shape<T> {
  return { node: { kind: "choice", words: Object.keys(words) }, description };
}

/** A whole number, exact in a double. */
export function integer(description: string, min?: number): Shape<number> {
  return { node: { kind: "number", integer: true, ...(min === undefined ? {} : { min }) }, description };
}

/** A finite number. */
export function number(description: string): Shape<number> {
  return { node: { kind: "number", integer: false }, description };
}

/** A number that may be infinite; null in the file where it is. */
export function numberOrInfinite(description: string): Shape<number> {
  return { node: { kind: "number", integer: false, orInfinite: true }, description };
}

/** True or false. */
export function boolean(description: string): Shape<boolean> {
  return { node: { kind: "boolean" }, description };
}

/** An instant under a key that ends in `AtMs`. */
export function instant(description: string): Shape<number> {
  return { node: { kind: "instant" }, description };
}

/** A value that may be null. */
export function nullable<T>(of: Shape<T>): Shape<T | null> {
  return { node: { kind: "nullable", of }, description: of.description };
}

/** A list whose elements are laid out like everything else. */
export function list<T>(description: string, of: Shape<T>): Shape<readonly T[]> {
  return { node: { kind: "list", of, rows: false }, description };
}

/** A list whose elements are written on one line each, so that long tables stay small and differences readable. */
export function table<T>(description: string, of: Shape<T>): Shape<readonly T[]> {
  return { node: { kind: "list", of, rows: true }, description };
}

/** An object whose keys are names, not fields. */
export function map<T>(description: string, of: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return { node: { kind: "map", of, rows: false }, description };
}

/** A map whose values are written on one line each. */
export function tableByName<T>(description: string, of: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return { node: { kind: "map", of, rows: true }, description };
}

/** `startedAtMs` -> `startedAt`: the key of the ISO form of an instant. */
export function isoKey(key: string): string {
  return key.slice(0, -2);
}
