import type { Diagnostic, SourcePosition } from "../base/diagnostic.ts";

/**
 * A pipeline definition as read: objects in the order of the text with inheritance resolved, and every problem found.
 * A definition with errors still holds what could be read; it must not be simulated.
 */
export interface PipelineDefinition {
  /** The name under which the user gave the text. */
  readonly file: string;
  readonly objects: readonly PipelineObject[];
  readonly parameters: readonly ParameterObject[];
  /** Values of parameters: the text's own, then those given from outside; lists in the order given. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly diagnostics: readonly Diagnostic[];
  /** Of a template that only a deployed stack has values for; absent for texts that are no template. */
  readonly unresolvedValues?: readonly UnresolvedValue[];
}

/** A value of a template that is not known before it is deployed; a placeholder with its name stands in its place. */
export interface UnresolvedValue {
  /** As it stands in texts: `${LogBucket}`. */
  readonly placeholder: string;
  /** Why there is no value, as it follows the placeholder in a sentence. */
  readonly reason: string;
  readonly hint: string;
  /** Where it stands first. */
  readonly position: SourcePosition;
  readonly count: number;
}

/** One object, with what it inherits. */
export interface PipelineObject {
  readonly id: string;
  readonly position: SourcePosition;
  /** The object's own fields and those that it inherits from its parents (1.3), by key; `type` and `name` included. */
  readonly fields: ReadonlyMap<string, Field>;
}

/** A field with its values in the order given; a field given once has one value (1.2). */
export interface Field {
  readonly key: string;
  /** The key as it was written where it differs: `keypair`. */
  readonly writtenKey?: string;
  readonly position: SourcePosition;
  readonly values: readonly FieldValue[];
  /** The id of the object from which it was inherited; absent for an own field. */
  readonly inheritedFrom?: string;
}

/** A text as written, expressions not yet evaluated, or a reference; numbers and booleans are texts (1.6). */
export type FieldValue =
  | { readonly kind: "string"; readonly text: string; readonly position: SourcePosition }
  | { readonly kind: "ref"; readonly id: string; readonly position: SourcePosition };

/** A parameter as declared: its type, default and so on (1.4). */
export interface ParameterObject {
  readonly id: string;
  readonly attributes: ReadonlyMap<string, readonly string[]>;
  readonly position: SourcePosition;
}
