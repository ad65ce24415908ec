import type { Field, PipelineObject } from "../definition.ts";
import type { Problems } from "../source/problems.ts";
import type { OwnObject } from "./read-object.ts";

/** From which every object without a `parent` inherits (1.3). */
const DEFAULT_ID = "Default";

/** What an object has for itself alone, whoever its parent is. */
const NOT_INHERITED: ReadonlySet<string> = new Set(["id", "name", "parent"]);

/** Values that objects inherit, all together; only a damaged text has so many (2.5). */
const INHERITED_MAX = 200_000;

/**
 * Gives every object the fields of its parents: own fields win, then the parent's, then the parent's parent's; the
 * chain of an object without `parent` ends with `Default` (1.3). A cycle is an error and is cut.
 */
export function inheritFields(own: readonly OwnObject[], problems: Problems): readonly PipelineObject[] {
  const byId = new Map<string, OwnObject>();
  for (const object of own) if (!byId.has(object.id)) byId.set(object.id, object);
  const inheritance = new Inheritance(byId, problems);
  return own.map((object) => ({ ...object, fields: inheritance.fieldsOf(object) }));
}

class Inheritance {
  readonly #byId: ReadonlyMap<string, OwnObject>;
  readonly #problems: Problems;
  /** Finished objects, so that a chain of thousands is walked once. */
  readonly #done = new Map<OwnObject, ReadonlyMap<string, Field>>();
  readonly #cut = new Set<OwnObject>();
  #inheritedValues = 0;

  constructor(byId: ReadonlyMap<string, OwnObject>, problems: Problems) {
    this.#byId = byId;
    this.#problems = problems;
  }

  /** Without recursion: a chain of parents may be as long as the text. */
  fieldsOf(object: OwnObject): ReadonlyMap<string, Field> {
    const chain = this.#chain(object);
    for (let index = chain.length - 1; index >= 0; index--) {
      const child = chain[index];
      if (child === undefined || this.#done.has(child)) continue;
      const parent = this.#cut.has(child) ? undefined : this.#parentOf(child);
      const inherited = parent === undefined ? undefined : this.#done.get(parent);
      this.#done.set(child, this.#merge(child, parent, inherited));
    }
    return this.#done.get(object) ?? object.fields;
  }

  /** The object and its ancestors down to one that is finished or has no parent. */
  #chain(object: OwnObject): readonly OwnObject[] {
    const chain: OwnObject[] = [];
    const seen = new Set<OwnObject>();
    let next: OwnObject | undefined = object;
    while (next !== undefined && !this.#done.has(next)) {
      if (seen.has(next)) {
        this.#cycle(chain.slice(chain.indexOf(next)), chain.at(-1) ?? next);
        break;
      }
      seen.add(next);
      chain.push(next);
      next = this.#parentOf(next);
    }
    return chain;
  }

  #parentOf(object: OwnObject): OwnObject | undefined {
    const values = object.fields.get("parent")?.values ?? [];
    if (values.length === 0) return object.id === DEFAULT_ID ? undefined : this.#byId.get(DEFAULT_ID);
    const parent = values[0];
    return parent?.kind === "ref" ? this.#byId.get(parent.id) : undefined;
  }

  #cycle(members: readonly OwnObject[], last: OwnObject): void {
    this.#cut.add(last);
    const position = last.fields.get("parent")?.position ?? last.position;
    const names = [...members, members[0]].map((member) => member?.id ?? "").slice(0, 10);
    const message = `An object is its own ancestor: ${names.join(" > ")}.`;
    this.#problems.error("PARENT_CYCLE", position, message, {
      path: `${last.id}.parent`,
      rule: "1.3",
      hint: "Take one of the parent fields away.",
    });
  }

  #merge(
    object: OwnObject,
    parent: OwnObject | undefined,
    inherited: ReadonlyMap<string, Field> | undefined,
  ): ReadonlyMap<string, Field> {
    if (parent === undefined || inherited === undefined || this.#inheritedValues > INHERITED_MAX) return object.fields;
    const fields = new Map(object.fields);
    for (const [key, field] of inherited) {
      if (fields.has(key) || NOT_INHERITED.has(key) || isTypeOfDefault(key, field, parent)) continue;
      fields.set(key, { ...field, inheritedFrom: field.inheritedFrom ?? parent.id });
      this.#inheritedValues += 1 + field.values.length;
    }
    if (this.#inheritedValues > INHERITED_MAX) {
      const message = `Objects inherit more than ${INHERITED_MAX} values; no more are passed on.`;
      this.#problems.error("TEXT_LIMIT", object.position, message, { path: object.id, rule: "1.3" });
    }
    return fields;
  }
}

/** `Default` may carry the type "Default", which is nobody else's type. */
function isTypeOfDefault(key: string, field: Field, parent: OwnObject): boolean {
  return key === "type" && (field.inheritedFrom ?? parent.id) === DEFAULT_ID;
}
