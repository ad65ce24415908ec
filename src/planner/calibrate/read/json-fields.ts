/** An object of data from outside, whose fields may be anything. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether it is an object, and neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object's own field; undefined for anything else. */
export function fieldOf(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The field at the end of a path of keys. */
export function fieldAt(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(fieldOf, value);
}

/** The text of a field that holds one, and not an empty one. */
export function textField(value: unknown, ...keys: readonly string[]): string | undefined {
  const field = fieldAt(value, ...keys);
  return typeof field === "string" && field !== "" ? field : undefined;
}

/** The finite number of a field that holds one, as a number or as its digits. */
export function numberField(value: unknown, ...keys: readonly string[]): number | undefined {
  const field = fieldAt(value, ...keys);
  const number = typeof field === "string" && /^-?\d+(?:\.\d+)?$/.test(field) ? Number(field) : field;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** The items of a field that holds a list; none for anything else. */
export function listField(value: unknown, ...keys: readonly string[]): readonly unknown[] {
  const field = fieldAt(value, ...keys);
  return Array.isArray(field) ? field : [];
}
