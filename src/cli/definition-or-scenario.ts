import { createScanner } from "jsonc-parser";
import { isYamlDefinition } from "../definition/source/is-yaml-definition.ts";

/** Values of jsonc-parser's `SyntaxKind`, an ambient const enum that cannot be imported here. */
const TOKEN = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, colon: 6, string: 10, end: 17 } as const;

/**
 * Tells a scenario from a bare definition. YAML texts are scenarios unless they are CloudFormation templates or hold
 * pipeline objects; a JSON text is one when a key of its outermost object says so, which no definition has.
 */
export function isScenario(file: string, text: string): boolean {
  if (isYamlDefinition(text)) return false;
  if (/\.ya?ml$/i.test(file)) return true;
  const start = /^\uFEFF?\s*(\S)/.exec(text)?.[1];
  if (start === undefined) return false;
  if (start !== "{" && start !== "[" && !/^\uFEFF?\s*\/[/*]/.test(text)) return file === "-" || !/\.json$/i.test(file);
  return start !== "[" && outermostKeys(text).some((key) => key === "pipeline" || key === "pipelines");
}

/** The keys of the first object, as far as the text can be tokenised. */
function outermostKeys(text: string): string[] {
  const scanner = createScanner(text, true);
  const keys: string[] = [];
  let depth = 0;
  let lastString: string | undefined;
  for (let token: number = scanner.scan(); token !== TOKEN.end; token = scanner.scan()) {
    if (token === TOKEN.openBrace || token === TOKEN.openBracket) depth += 1;
    if (token === TOKEN.closeBrace || token === TOKEN.closeBracket) {
      depth -= 1;
      if (depth <= 0) break;
    }
    if (token === TOKEN.colon && depth === 1 && lastString !== undefined) keys.push(lastString);
    lastString = token === TOKEN.string ? scanner.getTokenValue() : undefined;
  }
  return keys;
}
