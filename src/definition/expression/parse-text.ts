import type { Expression, Operator, TextPart } from "./ast.ts";
import { ExpressionError } from "./expression-error.ts";
import { checkCall } from "./functions.ts";

/** Deeper than anyone writes, and safe for recursion. */
const DEPTH_MAX = 64;

/**
 * Parses a text with `#{...}` expressions in it (1.4). Names of functions and the number of their arguments are
 * checked here, so that a mistake shows before the run-time fields are known.
 *
 * @throws ExpressionError EXPRESSION_SYNTAX or EXPRESSION_LIMIT
 */
export function parseText(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let offset = 0;
  for (let start = text.indexOf("#{"); start >= 0; start = text.indexOf("#{", offset)) {
    if (start > offset) parts.push({ kind: "literal", text: text.slice(offset, start) });
    const parser = new ExpressionParser(text, start + 2);
    parts.push({ kind: "expression", expression: parser.parse() });
    offset = parser.offset;
  }
  if (offset < text.length) parts.push({ kind: "literal", text: text.slice(offset) });
  return parts;
}

/** By recursive descent: sum, product, sign, power, operand, in the order of how tightly they bind. */
class ExpressionParser {
  readonly #text: string;
  offset: number;
  #depth = 0;

  constructor(text: string, offset: number) {
    this.#text = text;
    this.offset = offset;
  }

  parse(): Expression {
    const expression = this.#sum();
    if (!this.#take("}")) this.#fail("an operator or }");
    return expression;
  }

  #sum(): Expression {
    if (++this.#depth > DEPTH_MAX) {
      throw new ExpressionError("EXPRESSION_LIMIT", `An expression is nested more than ${DEPTH_MAX} levels deep.`);
    }
    let left = this.#product();
    for (let operator = this.#operator("+-"); operator !== undefined; operator = this.#operator("+-")) {
      left = { kind: "binary", operator, left, right: this.#product() };
    }
    this.#depth--;
    return left;
  }

  #product(): Expression {
    let left = this.#signed();
    for (let operator = this.#operator("*/"); operator !== undefined; operator = this.#operator("*/")) {
      left = { kind: "binary", operator, left, right: this.#signed() };
    }
    return left;
  }

  /** A sign binds less tightly than a power: -2 ^ 2 is -(2 ^ 2). */
  #signed(): Expression {
    let isNegative = false;
    while (this.#take("-")) isNegative = !isNegative;
    const operand = this.#power();
    return isNegative ? { kind: "negate", operand } : operand;
  }

  /** Powers bind to the right: 2 ^ 3 ^ 2 is 2 ^ 9. Collected first, so that a long chain needs no recursion. */
  #power(): Expression {
    const operands = [this.#operand()];
    const signs = [false];
    while (this.#take("^")) {
      let isNegative = false;
      while (this.#take("-")) isNegative = !isNegative;
      signs.push(isNegative);
      operands.push(this.#operand());
    }
    return operands
      .map((operand, index): Expression => (signs[index] === true ? { kind: "negate", operand } : operand))
      .reduceRight((right, left) => ({ kind: "binary", operator: "^", left, right }));
  }

  #operand(): Expression {
    if (this.#take("(")) {
      const inner = this.#sum();
      if (!this.#take(")")) this.#fail(")");
      return inner;
    }
    const number = this.#match(/\d+(\.\d+)?|\.\d+/y);
    if (number !== undefined) return { kind: "number", text: number };
    const quote = this.#match(/['"]/y);
    if (quote !== undefined) return { kind: "text", text: this.#string(quote) };
    return this.#pathOrCall();
  }

  /** `name`, `name.name`, `name(args)`, and the old `name.function(args)`, which is `function(name, args)`. */
  #pathOrCall(): Expression {
    const names = [this.#name()];
    while (this.#take(".")) names.push(this.#name());
    if (!this.#take("(")) return { kind: "path", names };
    const name = names.pop() ?? "";
    const args = this.#args();
    const receiver: readonly Expression[] = names.length === 0 ? [] : [{ kind: "path", names }];
    checkCall(name, receiver.length + args.length);
    return { kind: "call", name, args: [...receiver, ...args] };
  }

  #args(): readonly Expression[] {
    if (this.#take(")")) return [];
    const args = [this.#sum()];
    while (this.#take(",")) args.push(this.#sum());
    if (!this.#take(")")) this.#fail(", or )");
    return args;
  }

  #name(): string {
    const name = this.#match(/[@*]?[\p{L}_][\p{L}\p{N}_]*/uy);
    return name ?? this.#fail("a name, a number, a text in quotes or (");
  }

  /** A backslash takes the character behind it as it is. */
  #string(quote: string): string {
    const body = this.#matchRaw(quote === "'" ? /(?:[^'\\]|\\[\s\S])*/y : /(?:[^"\\]|\\[\s\S])*/y) ?? "";
    if (this.#text[this.offset] !== quote) this.#fail(`a closing ${quote}`);
    this.offset++;
    return body.replace(/\\([\s\S])/g, "$1");
  }

  #operator(which: string): Operator | undefined {
    for (const operator of ["+", "-", "*", "/", "^"] as const) {
      if (which.includes(operator) && this.#take(operator)) return operator;
    }
    return undefined;
  }

  #take(character: string): boolean {
    this.#skipSpace();
    if (this.#text[this.offset] !== character) return false;
    this.offset++;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    this.#skipSpace();
    return this.#matchRaw(pattern);
  }

  #matchRaw(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.offset;
    const matched = pattern.exec(this.#text)?.[0];
    this.offset += matched?.length ?? 0;
    return matched;
  }

  #skipSpace(): void {
    while (this.offset < this.#text.length && /\s/.test(this.#text[this.offset] ?? "")) this.offset++;
  }

  #fail(expected: string): never {
    const got = this.#text[this.offset];
    const found = got === undefined ? "the end of the text" : `"${got}"`;
    const message = `An expression cannot be read: expected ${expected}, got ${found}.`;
    const hint = "An expression is written #{...}: names, numbers, texts in quotes, + - * / ^ and functions.";
    throw new ExpressionError("EXPRESSION_SYNTAX", message, hint);
  }
}
