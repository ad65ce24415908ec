/** A text with what is not code replaced by blanks; line breaks and offsets stay. */
export interface MaskedSource {
  readonly uncommented: string;
  readonly code: string;
}

/**
 * Finds comments, strings and regular expressions of a TypeScript text, well enough for text that the formatter has
 * formatted. What stands in `${}` of a template is code.
 */
export function maskSource(text: string): MaskedSource {
  const uncommented = [...text];
  const code = [...text];
  const blank = (target: string[], from: number, to: number): void => {
    for (let at = from; at < to; at += 1) if (text[at] !== "\n") target[at] = " ";
  };
  /** Depth of braces in each `${` that is open. */
  const templates: number[] = [];
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at, templates);
    if (token.kind === "comment") blank(uncommented, at, token.end);
    if (token.kind !== "code") blank(code, at, token.end);
    at = token.end;
  }
  return { uncommented: uncommented.join(""), code: code.join("") };
}

interface Token {
  readonly kind: "comment" | "string" | "code";
  readonly end: number;
}

function tokenAt(text: string, at: number, templates: number[]): Token {
  const two = text.slice(at, at + 2);
  if (two === "//") return { kind: "comment", end: endAt(text, text.indexOf("\n", at)) };
  if (two === "/*") return { kind: "comment", end: endAt(text, text.indexOf("*/", at) + 2) };
  const character = text[at];
  if (character === '"' || character === "'") return { kind: "string", end: endOfString(text, at, character) };
  if (character === "`") return { kind: "string", end: endOfTemplate(text, at + 1, templates) };
  if (character === "}" && templates.at(-1) === 0) {
    templates.pop();
    return { kind: "string", end: endOfTemplate(text, at + 1, templates) };
  }
  countBrace(character, templates);
  if (character === "/" && startsExpression(text, at)) return { kind: "string", end: endOfRegExp(text, at) };
  return { kind: "code", end: at + 1 };
}

function countBrace(character: string | undefined, templates: number[]): void {
  const depth = templates.at(-1);
  if (depth === undefined) return;
  if (character === "{") templates[templates.length - 1] = depth + 1;
  if (character === "}") templates[templates.length - 1] = depth - 1;
}

function endAt(text: string, end: number): number {
  return end <= 0 ? text.length : end;
}

function endOfString(text: string, at: number, quote: string): number {
  let end = at + 1;
  while (end < text.length && text[end] !== quote) end += text[end] === "\\" ? 2 : 1;
  return end + 1;
}

/** Behind the closing backtick, or behind the next `${`, which is pushed. */
function endOfTemplate(text: string, at: number, templates: number[]): number {
  for (let end = at; end < text.length; end += 1) {
    if (text[end] === "\\") end += 1;
    else if (text[end] === "`") return end + 1;
    else if (text.startsWith("${", end)) {
      templates.push(0);
      return end + 2;
    }
  }
  return text.length;
}

/** A slash after an operator, an opening bracket or `return` begins a regular expression, after a value it divides. */
function startsExpression(text: string, at: number): boolean {
  return /(?:^|[(,=:[!&|?{};+\->]|\breturn)\s*$/.test(text.slice(Math.max(0, at - 40), at));
}

function endOfRegExp(text: string, at: number): number {
  let inClass = false;
  let end = at + 1;
  for (; end < text.length && (inClass || text[end] !== "/"); end += 1) {
    if (text[end] === "\\") end += 1;
    else if (text[end] === "[") inClass = true;
    else if (text[end] === "]") inClass = false;
  }
  return end + 1;
}
