import type { Field, PipelineDefinition, PipelineObject } from "../definition.ts";
import { fieldTypeOf, objectTypeOf, typeName } from "../fields/type-of.ts";
import { useOf } from "../fields/use-of.ts";
import type { FieldUse } from "../object-types/field-type.ts";
import { runtimeField } from "../object-types/runtime-fields.ts";
import { isUserField } from "../object-types/user-field.ts";
import { whyItMatters } from "./why-it-matters.ts";

/**
 * What a field means to the simulation. The user's own fields (`my...`) matter by the expressions that name them; what
 * the service sets (`@...`) is the outcome of a run, not its input; an unknown field is not read.
 */
export type FieldMeaning = FieldUse | "userDefined" | "setByService" | "unknown";

/** All meanings, what a person should look at first. */
export const FIELD_MEANINGS: readonly FieldMeaning[] = [
  "notSimulated",
  "unknown",
  "simulated",
  "irrelevant",
  "userDefined",
  "setByService",
];

/** What a definition asks for, and what of it the simulation follows. */
export interface Coverage {
  /** In the order in which the types occur in the text. */
  readonly types: readonly TypeCoverage[];
  readonly totals: CoverageTotals;
}

/** The objects of one type. */
export interface TypeCoverage {
  /** As the text names it; `Default` for the object with that id, `(no type)` for parents that have none. */
  readonly type: string;
  readonly objects: number;
  /** By meaning, then in the order in which they occur in the text. */
  readonly fields: readonly FieldCoverage[];
}

/** One field of a type; with two meanings it is here twice, as `resizeClusterBeforeRunning` when it is both true and false. */
export interface FieldCoverage {
  readonly field: string;
  /** How many objects of the type have it themselves, not from a parent (1.3). */
  readonly count: number;
  readonly meaning: FieldMeaning;
  /** Of what is relevant and not simulated: a sentence why it matters. */
  readonly why?: string;
}

/** Sums over all types; of fields, how many were written with each meaning. */
export interface CoverageTotals {
  readonly objects: number;
  readonly fields: number;
  readonly byMeaning: Readonly<Record<FieldMeaning, number>>;
}

/** Counts the fields that a definition's objects have themselves, by object type and by what they mean. */
export function coverageOf(definition: Pick<PipelineDefinition, "objects">): Coverage {
  const { objects } = definition;
  const groups = new Map<string, PipelineObject[]>();
  for (const object of objects) {
    const name = groupName(object);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [object]);
    else group.push(object);
  }
  const types = Array.from(groups, ([type, group]) => ({
    type,
    objects: group.length,
    fields: fieldsOf(definition, group),
  }));
  return { types, totals: totalsOf(types) };
}

function groupName(object: PipelineObject): string {
  return typeName(object) ?? (object.id === "Default" ? "Default" : "(no type)");
}

function fieldsOf(
  definition: Pick<PipelineDefinition, "objects">,
  objects: readonly PipelineObject[],
): readonly FieldCoverage[] {
  const counts = new Map<FieldMeaning, Map<string, number>>(FIELD_MEANINGS.map((meaning) => [meaning, new Map()]));
  for (const object of objects) {
    for (const field of object.fields.values()) {
      if (field.inheritedFrom !== undefined) continue;
      const ofMeaning = counts.get(meaningOf(definition, object, field));
      ofMeaning?.set(field.key, (ofMeaning.get(field.key) ?? 0) + 1);
    }
  }
  return Array.from(counts).flatMap(([meaning, ofMeaning]) =>
    Array.from(ofMeaning, ([field, count]) => {
      const why = meaning === "notSimulated" ? whyItMatters(field) : undefined;
      return { field, count, meaning, ...(why === undefined ? {} : { why }) };
    }),
  );
}

function meaningOf(
  definition: Pick<PipelineDefinition, "objects">,
  object: PipelineObject,
  field: Field,
): FieldMeaning {
  if (isUserField(field.key)) return "userDefined";
  // nothing of an object is read whose type nobody knows; one without a type gives its fields to others
  const isUnread = typeName(object) !== undefined && objectTypeOf(object) === undefined;
  const type = isUnread ? undefined : fieldTypeOf(object, field.key);
  if (type !== undefined) return useOf(definition, object, type, field);
  return runtimeField(field.key) === undefined ? "unknown" : "setByService";
}

function totalsOf(types: readonly TypeCoverage[]): CoverageTotals {
  const byMeaning = {
    notSimulated: 0,
    unknown: 0,
    simulated: 0,
    irrelevant: 0,
    userDefined: 0,
    setByService: 0,
  };
  for (const { meaning, count } of types.flatMap(({ fields }) => fields)) byMeaning[meaning] += count;
  return {
    objects: types.reduce((sum, { objects }) => sum + objects, 0),
    fields: Object.values(byMeaning).reduce((sum, count) => sum + count, 0),
    byMeaning,
  };
}
