/** Why an expression has no value. */
export type ExpressionErrorCode = "EXPRESSION_SYNTAX" | "EXPRESSION_VALUE" | "EXPRESSION_LIMIT" | "EXPRESSION_CYCLE";

/** Ends the evaluation of one text; caught where the text was given, and turned into a diagnostic there. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
  readonly code: ExpressionErrorCode;
  readonly hint: string | undefined;

  constructor(code: ExpressionErrorCode, message: string, hint?: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}
