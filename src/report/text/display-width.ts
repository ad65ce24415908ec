/** How many cells of a terminal a text takes: two for East Asian characters and emoji, none for marks on others. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text)
    width += NARROW.test(character) ? 1 : ZERO.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

const NARROW = /^[\x20-\x7e]$/;
const ZERO = /^[\p{M}\u200c\u200d]$/u;
const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]$/u;

/** The beginning of a text that fits, with an ellipsis where something is missing. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = "";
  let keptWidth = 0;
  for (const character of text) {
    keptWidth += displayWidth(character);
    if (keptWidth > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
