import { createHash } from "node:crypto";

/** `sha256:` and hexadecimal digits. */
export function digestOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
