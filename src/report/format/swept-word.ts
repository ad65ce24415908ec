/** A swept value as a person writes it: without the quotes that keep YAML from taking it for something else. */
export function sweptWord(text: string): string {
  if (!/^"(?:[^"\\]|\\.)*"$/.test(text)) return text;
  const word: unknown = JSON.parse(text);
  return typeof word === "string" ? word : text;
}
