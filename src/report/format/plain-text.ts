/**
 * A name as it may be shown: control characters, and those that turn the direction of writing or hide, appear as
 * `\u{202e}`, so that a name cannot move the cursor, colour what follows, or pass for another.
 */
export function plainText(name: string): string {
  return name.replace(UNSAFE, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ""}}`);
}

/** Categories Cc, Cf but for the joiners that scripts and emoji need (200c, 200d), line separators, lone surrogates. */
const UNSAFE = /[\p{Cc}\p{Cs}\u2028\u2029]|(?![\u200c\u200d])\p{Cf}/gu;
