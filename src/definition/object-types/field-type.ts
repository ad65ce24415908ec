/** What a value of a field is. `text` is free; a `name` is looked up by the simulation (an instance type, a region). */
export type ValueKind =
  | "text"
  | "name"
  | "reference"
  | "period"
  | "instant"
  | "integer"
  | "decimal"
  | "boolean"
  | "enumeration";

/**
 * What the simulation makes of a field: it follows it; it does not matter for cost, time and logs; or it would
 * matter and is left out, which a warning says.
 */
export type FieldUse = "simulated" | "irrelevant" | "notSimulated";

/** One field of an object type. Source: DG Pipeline Object Reference. */
export interface FieldType {
  readonly key: string;
  readonly kind: ValueKind;
  readonly use: FieldUse;
  /** How many values it may have; 1 where the field is no list. */
  readonly countMax: number;
  /** The words of an enumeration, or beside periods, as the guide spells them; any case is accepted (1.6). */
  readonly words?: readonly string[];
  /** Families or types of the objects that a reference may name. */
  readonly refersTo?: readonly string[];
  /** Of a field that is not simulated, the value that the simulation takes for granted anyway. */
  readonly assumed?: string;
  /** The simulation goes by its default where the value is wrong, which is then a warning only. */
  readonly hasDefault?: true;
  /** The smallest allowed number. */
  readonly min?: number;
  /** The largest allowed number; absent: there is none. */
  readonly max?: number;
  /** Shell, SQL, Hive or Pig: `${...}` and `<...>` in it are its own, no left-over placeholders. */
  readonly isScript?: true;
}

/** A field that the simulation can do without. */
export function withDefault(type: FieldType): FieldType {
  return { ...type, hasDefault: true };
}

/** A field given any number of times (1.2). */
export const MANY = Number.POSITIVE_INFINITY;

/** Free text. */
export function text(key: string, use: FieldUse, countMax = 1): FieldType {
  return { key, kind: "text", use, countMax };
}

/** A script or argument with a syntax of its own. */
export function script(key: string, use: FieldUse, countMax = 1): FieldType {
  return { key, kind: "text", use, countMax, isScript: true };
}

/** A name that the simulation looks up. */
export function name(key: string, use: FieldUse): FieldType {
  return { key, kind: "name", use, countMax: 1 };
}

/** A reference to an object of one of these families or types. */
export function reference(key: string, use: FieldUse, refersTo: readonly string[], countMax = 1): FieldType {
  return { key, kind: "reference", use, countMax, refersTo };
}

/** A length of time (1.5). */
export function period(key: string, use: FieldUse): FieldType {
  return { key, kind: "period", use, countMax: 1 };
}

/** A time in UTC (1.5). */
export function instant(key: string, use: FieldUse): FieldType {
  return { key, kind: "instant", use, countMax: 1 };
}

/** A whole number from `min`. */
export function integer(key: string, use: FieldUse, min: number): FieldType {
  return { key, kind: "integer", use, countMax: 1, min };
}

/** A number between two others, both included. */
export function decimal(
  key: string,
  use: FieldUse,
  { min, max }: { readonly min: number; readonly max: number },
): FieldType {
  return { key, kind: "decimal", use, countMax: 1, min, max };
}

/** `true` or `false`. */
export function flag(key: string, use: FieldUse): FieldType {
  return { key, kind: "boolean", use, countMax: 1, assumed: "false" };
}

/** One of these words. */
export function enumeration(key: string, use: FieldUse, words: readonly string[]): FieldType {
  return { key, kind: "enumeration", use, countMax: 1, words };
}
