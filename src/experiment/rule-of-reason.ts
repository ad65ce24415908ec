/** Rules that stand together: `(3.1)`, `(2.2, 2.4)`. */
const RULES = /\((\d+\.\d+)(?:, \d+\.\d+)*\)/g;

/** The rule behind a reason, which is the one that its sentence ends with; undefined where it names none. */
export function ruleOfReason(reason: string): string | undefined {
  let rule: string | undefined;
  for (const match of reason.matchAll(RULES)) rule = match[1];
  return rule;
}
