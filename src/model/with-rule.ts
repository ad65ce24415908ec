/** The rules at the end of a sentence: ` (3.4)`, ` (2.2, 2.4)`. */
const RULES_AT_END = / \(\d+\.\d+(?:, \d+\.\d+)*\)$/;

/**
 * A sentence with the rule behind it. Where it ends with a reason that has rules of its own, they stand together, each
 * once and the sentence's own first: `its resource was stopped: it lived too long (3.5, 3.6)`.
 */
export function withRule(sentence: string, rule: string): string {
  const rules = new Set([rule]);
  let text = sentence;
  for (let end = RULES_AT_END.exec(text); end !== null; end = RULES_AT_END.exec(text)) {
    for (const inner of end[0].match(/\d+\.\d+/g) ?? []) rules.add(inner);
    text = text.slice(0, end.index);
  }
  return `${text} (${[...rules].join(", ")})`;
}
