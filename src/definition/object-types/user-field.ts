/** Whether the user may name a field so: `my` and a capital or underscore (1.5); other tools also begin with `_`. */
export function isUserField(key: string): boolean {
  return /^\*?(my[A-Z_]|_)/.test(key);
}

/** Whether a field or parameter is encrypted: its value never appears in a message or label (1.5). */
export function isSecretKey(key: string): boolean {
  return key.startsWith("*");
}
