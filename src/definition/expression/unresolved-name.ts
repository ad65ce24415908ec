import type { PipelineDefinition, PipelineObject } from "../definition.ts";
import { nearestName } from "../fields/nearest-names.ts";
import { isUserField } from "../object-types/user-field.ts";

/** A name in an expression that has no value: what is wrong and what to do. */
export interface Unresolved {
  readonly name: string;
  readonly message: string;
  readonly hint?: string;
}

/** A definition may name one missing parameter thousands of times: what to say of it is found out once an object. */
const KNOWN = new WeakMap<PipelineDefinition, Map<string, Unresolved>>();

/** Says of a name that it is neither a field of the object nor a parameter with a value (1.4). */
export function unresolvedName(definition: PipelineDefinition, object: PipelineObject, name: string): Unresolved {
  const known = KNOWN.get(definition) ?? new Map<string, Unresolved>();
  KNOWN.set(definition, known);
  const key = JSON.stringify([object.id, name]);
  const unresolved = known.get(key) ?? explain(definition, object, name);
  known.set(key, unresolved);
  return unresolved;
}

function explain({ parameters, values }: PipelineDefinition, object: PipelineObject, name: string): Unresolved {
  const giveValue = `Give it a value: --param ${name}=VALUE, or in "values".`;
  if (parameters.some(({ id }) => id === name)) {
    return { name, message: `The parameter "${name}" has no value and no default.`, hint: giveValue };
  }
  const names = [...object.fields.keys(), ...values.keys(), ...parameters.map(({ id }) => id)];
  const isUserName = isUserField(name);
  const nearest = nearestName(
    name,
    names.filter((other) => isUserField(other) === isUserName),
  );
  const message = `"${name}" is neither a field of "${object.id}" nor a parameter with a value.`;
  return { name, message, hint: nearest === undefined ? giveValue : `Did you mean "${nearest}"?` };
}

/** Says of a path, such as `output.directoryPath`, that it leads to no object. */
export function unresolvedPath(key: string, rest: readonly string[], missingId: string | undefined): Unresolved {
  const name = [key, ...rest].join(".");
  const target = missingId === undefined ? "no object" : `"${missingId}", which is not in this text`;
  return { name, message: `"${name}" has no value: "${key}" refers to ${target}.` };
}
