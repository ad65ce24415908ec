import type { JsonNode, JsonProperty } from "../source/json-node.ts";
import { scalarText } from "../source/json-node.ts";
import { evaluateCondition } from "./conditions.ts";
import { callFunction } from "./functions.ts";
import { listOrText } from "./list-or-text.ts";
import { refer } from "./refer.ts";
import type { Template } from "./template.ts";
import { placeholderOf, type UnresolvedValues } from "./unresolved-values.ts";

/** Names and conditions that lead to others; templates of people need two or three. */
const CHAIN_MAX = 50;
/** All that functions may write; texts of a few lines can ask for billions of characters. */
const CHARACTERS_MAX = 4_000_000;

/** Puts the functions of one template into effect. */
export class Resolver {
  readonly template: Template;
  readonly given: ReadonlyMap<string, readonly string[]>;
  readonly unresolved: UnresolvedValues;
  readonly #conditions = new Map<string, boolean | undefined>();
  #chain = 0;
  #charactersLeft = CHARACTERS_MAX;

  constructor(template: Template, given: ReadonlyMap<string, readonly string[]>, unresolved: UnresolvedValues) {
    this.template = template;
    this.given = given;
    this.unresolved = unresolved;
  }

  /** True when a function would have written more than is allowed; its text was left out. */
  get isExhausted(): boolean {
    return this.#charactersLeft < 0;
  }

  /** The value with every function in it replaced by its result; undefined for `AWS::NoValue`. */
  resolve(node: JsonNode): JsonNode | undefined {
    if (node.kind === "array") return { ...node, items: node.items.flatMap((item) => this.resolve(item) ?? []) };
    if (node.kind !== "object") return node;
    const [call, ...others] = node.properties;
    if (call !== undefined && others.length === 0 && isCall(call)) {
      const value = call.key === "Ref" ? this.#ref(call.value) : callFunction(call.key, call.value, this);
      return value === undefined ? undefined : { ...value, offset: node.offset };
    }
    const properties = node.properties.flatMap((property) => {
      const value = this.resolve(property.value);
      return value === undefined ? [] : [{ ...property, value }];
    });
    return { ...node, properties };
  }

  /** The text that a value comes to; a list's items with commas between them. */
  textOf(node: JsonNode | undefined): string {
    if (node?.kind === "array") return this.spend(node.items.map((item) => this.textOf(item)).join(","));
    return scalarText(node) ?? "";
  }

  /** A text that a function wrote, or nothing once too much has been written. */
  spend(text: string): string {
    this.#charactersLeft = Math.max(-1, this.#charactersLeft - text.length);
    return this.isExhausted ? "" : text;
  }

  /** Whether a function may still write so many characters; called before it does. */
  canSpend(characters: number): boolean {
    if (characters > this.#charactersLeft) this.#charactersLeft = -1;
    return !this.isExhausted;
  }

  /** Stands for what has no value; a value that was given for the name wins. */
  placeholder(name: string, reason: string, offset: number, hint?: string): JsonNode {
    const given = this.given.get(placeholderOf(name).slice(2, -1));
    if (given !== undefined) return listOrText(given, offset);
    return { kind: "string", offset, text: this.unresolved.note(name, reason, offset, hint) };
  }

  /** Follows a chain one link further; undefined where it is too long, as a circle is. */
  follow<T>(next: () => T): T | undefined {
    if (this.#chain >= CHAIN_MAX) return undefined;
    this.#chain++;
    try {
      return next();
    } finally {
      this.#chain--;
    }
  }

  /** Whether a condition holds; undefined when that shows only once the stack is deployed. */
  condition(name: string): boolean | undefined {
    if (this.#conditions.has(name)) return this.#conditions.get(name);
    const node = this.template.conditions.get(name);
    // A condition that needs itself has no answer.
    this.#conditions.set(name, undefined);
    const holds = node === undefined ? undefined : this.follow(() => evaluateCondition(node, this));
    this.#conditions.set(name, holds);
    return holds;
  }

  /** A resource is created unless its condition is known not to hold. */
  isCreated(condition: string | undefined): boolean {
    return condition === undefined || this.condition(condition) !== false;
  }

  #ref(argument: JsonNode): JsonNode | undefined {
    return refer(scalarText(argument) ?? "", argument.offset, this);
  }
}

function isCall({ key }: JsonProperty): boolean {
  return key === "Ref" || key.startsWith("Fn::");
}
