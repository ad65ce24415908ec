/** What stands between `#{` and `}`, parsed (1.4). */
export type Expression =
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  /** `myName`, `output.directoryPath`, `node.@scheduledStartTime`, `*myPassword`. */
  | { readonly kind: "path"; readonly names: readonly string[] }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "negate"; readonly operand: Expression }
  | { readonly kind: "binary"; readonly operator: Operator; readonly left: Expression; readonly right: Expression };

/** Source: DG Mathematical Functions, String Functions. */
export type Operator = "+" | "-" | "*" | "/" | "^";

/** A text with its expressions: `s3://bucket/#{myFolder}/x` has three parts. */
export type TextPart =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "expression"; readonly expression: Expression };
