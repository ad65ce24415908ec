import type { FieldValue, PipelineDefinition, PipelineObject } from "../definition.ts";
import { findObject, findParameter } from "../fields/find-object.ts";
import { fieldType } from "../object-types/known-types.ts";
import { runtimeField } from "../object-types/runtime-fields.ts";
import { isSecretKey } from "../object-types/user-field.ts";
import type { Expression, TextPart } from "./ast.ts";
import type { EvaluationContext } from "./evaluation-context.ts";
import { ExpressionError } from "./expression-error.ts";
import { callFunction } from "./functions.ts";
import { applyOperator, negate } from "./operators.ts";
import { parseText } from "./parse-text.ts";
import { type Unresolved, unresolvedName, unresolvedPath } from "./unresolved-name.ts";
import { listValue, scalarFromText, textOf, textValue, unknownValue, type Value } from "./value.ts";

/** What stands for a secret in labels and messages. */
export const REDACTED = "***";

/** Bounds on one evaluation, however the fields of a definition refer to one another. */
const STEPS_MAX = 20_000;
const FIELD_DEPTH_MAX = 32;
/** What the parsing of a text counts for, besides its length. */
const TEXT_STEPS = 10;
/** What the search for the name that was meant counts for. */
const UNRESOLVED_STEPS = 20;
/** Safe for recursion: operators in a chain, calls in calls and fields in fields count together. */
const DEPTH_MAX = 250;

/** Where an expression is evaluated: the object whose fields it names, and what is known of the run. */
interface Scope {
  readonly object: PipelineObject;
  readonly context: EvaluationContext;
}

/** Evaluates texts of one definition; one instance serves one text and whatever that one refers to. */
export class Evaluator {
  /** Names without a value, in the order met: evaluation goes on past them, so that all of a text are found. */
  readonly unresolved: Unresolved[] = [];
  readonly #definition: PipelineDefinition;
  /** The fields and parameters that are being evaluated, outermost first. */
  readonly #open: string[] = [];
  #steps = 0;
  #depth = 0;

  constructor(definition: PipelineDefinition) {
    this.#definition = definition;
  }

  /** @throws ExpressionError */
  text(text: string, scope: Scope): Value {
    if (!text.includes("#{")) return scalarFromText(text);
    this.#charge(TEXT_STEPS + (text.length >> 4), scope.context);
    const parts = parseText(text);
    const list = bracketedList(parts);
    if (list !== undefined) return listValue(list.map((expression) => this.#expression(expression, scope)));
    const values = parts.map((part) =>
      part.kind === "literal" ? textValue(part.text) : this.#expression(part.expression, scope),
    );
    const [only] = values;
    if (values.length === 1 && only !== undefined) return only;
    return values
      .map(asTexts)
      .reduce((left, right) => this.#step(scope.context, () => applyOperator("+", left, right)));
  }

  /** The values of a field; undefined when the object has no such field. */
  field(object: PipelineObject, key: string, context: EvaluationContext): Value | undefined {
    const field = object.fields.get(key);
    if (field === undefined) return undefined;
    if (context.isRedacted === true && isSecretKey(key)) return textValue(REDACTED);
    return this.#within(`${object.id}.${key}`, context, () => {
      const values = field.values.map((value) =>
        value.kind === "ref" ? textValue(value.id) : this.text(value.text, { object, context }),
      );
      return one(values);
    });
  }

  #expression(expression: Expression, scope: Scope): Value {
    return this.#step(scope.context, () => {
      switch (expression.kind) {
        case "number":
          return number(expression.text);
        case "text":
          return textValue(expression.text);
        case "path":
          return this.#path(expression.names, scope);
        case "negate":
          return negate(this.#expression(expression.operand, scope));
        case "binary": {
          const left = this.#expression(expression.left, scope);
          return applyOperator(expression.operator, left, this.#expression(expression.right, scope));
        }
        case "call":
          return callFunction(
            expression.name,
            expression.args.map((arg) => this.#expression(arg, scope)),
          );
      }
    });
  }

  /** `a.b.c`: all but the last name lead from object to object. */
  #path(names: readonly string[], scope: Scope): Value {
    const [first = "", ...rest] = names;
    if (rest.length === 0) return this.#name(first, scope);
    if (first === "node") return this.#node(rest, scope);
    if (first === "parent" && rest[0] === "@id" && rest.length === 1) return textValue(scope.object.id);
    const values = this.#fieldOf(scope.object, first)?.values ?? [];
    if (values.length === 0) return this.#unresolved(first, scope);
    return one(values.map((value) => this.#follow(first, value, rest, scope.context)));
  }

  /** The rest of a path, in the object that a value of a field refers to. */
  #follow(key: string, value: FieldValue, rest: readonly string[], context: EvaluationContext): Value {
    const id = value.kind === "ref" ? value.id : value.text;
    const object = findObject(this.#definition, id);
    if (object !== undefined) return this.#path(rest, { object, context });
    const unresolved = unresolvedPath(key, rest, value.kind === "ref" ? id : undefined);
    this.unresolved.push(unresolved);
    return unknownValue([unresolved.name]);
  }

  /** The referrer of an action or precondition; who that is shows at run time unless the context says it. */
  #node(names: readonly string[], { context }: Scope): Value {
    const { node } = context;
    if (node === undefined) return unknownValue([`node.${names.join(".")}`]);
    const { node: _, runtimeFields: __, ...rest } = context;
    const runtimeFields = node.runtimeFields === undefined ? {} : { runtimeFields: node.runtimeFields };
    return this.#path(names, { object: node.object, context: { ...rest, ...runtimeFields } });
  }

  /** A field of this object, else a parameter, else a run-time field. */
  #name(name: string, scope: Scope): Value {
    const field = this.#fieldOf(scope.object, name);
    const isOpen = this.#open.includes(`${scope.object.id}.${field?.key}`);
    const parameter = findParameter(this.#definition, name);
    if (field !== undefined && !(isOpen && parameter !== undefined)) {
      const value = this.field(scope.object, field.key, scope.context);
      if (value !== undefined) return value;
    }
    if (parameter !== undefined) return this.#parameter(name, parameter, scope);
    if (name === "id" || name === "name") return textValue(scope.object.id);
    const runtime = runtimeField(name);
    if (runtime === undefined) return this.#unresolved(name, scope);
    const known = scope.context.runtimeFields?.get(runtime);
    return known ?? unknownValue([runtime]);
  }

  #parameter(name: string, texts: readonly string[], scope: Scope): Value {
    if (scope.context.isRedacted === true && isSecretKey(name)) return textValue(REDACTED);
    return this.#within(`#${name}`, scope.context, () =>
      one(texts.map((text) => naming(name, () => this.text(text, scope)))),
    );
  }

  #fieldOf(object: PipelineObject, name: string) {
    return object.fields.get(name) ?? object.fields.get(fieldType(undefined, name)?.key ?? name);
  }

  #unresolved(name: string, { object, context }: Scope): Value {
    this.#charge(UNRESOLVED_STEPS, context);
    this.unresolved.push(unresolvedName(this.#definition, object, name));
    return unknownValue([name]);
  }

  #within(name: string, context: EvaluationContext, evaluate: () => Value): Value {
    if (this.#open.includes(name)) {
      const names = [...this.#open.slice(this.#open.indexOf(name)), name].map((open) =>
        open.replace("#", "parameter "),
      );
      const message = `Expressions need their own value: ${names.join(" > ")}.`;
      throw new ExpressionError("EXPRESSION_CYCLE", message, "Give one of them a value of its own.");
    }
    if (this.#open.length >= FIELD_DEPTH_MAX) {
      const message = `An expression leads through more than ${FIELD_DEPTH_MAX} fields.`;
      throw new ExpressionError("EXPRESSION_LIMIT", message);
    }
    this.#open.push(name);
    const value = this.#step(context, evaluate);
    this.#open.pop();
    return value;
  }

  #step(context: EvaluationContext, evaluate: () => Value): Value {
    this.#charge(1, context);
    if (++this.#depth > DEPTH_MAX) {
      throw new ExpressionError("EXPRESSION_LIMIT", `An expression is more than ${DEPTH_MAX} operations deep.`);
    }
    const value = evaluate();
    if (value.kind === "list") this.#charge(value.items.length, context);
    this.#depth--;
    return value;
  }

  #charge(steps: number, { budget }: EvaluationContext): void {
    this.#steps += steps;
    if (budget !== undefined) budget.stepsLeft -= steps;
    if (this.#steps <= STEPS_MAX && (budget === undefined || budget.stepsLeft >= 0)) return;
    throw new ExpressionError("EXPRESSION_LIMIT", `Expressions take more than ${STEPS_MAX} steps.`);
  }
}

/** `[#{a}, #{b}]` is one flat list of what its expressions give. Source: DG Expressions, Lists. */
function bracketedList(parts: readonly TextPart[]): readonly Expression[] | undefined {
  const isList = parts.every((part, index) => {
    if (part.kind === "expression") return index % 2 === 1;
    const pattern = index === 0 ? /^\s*\[\s*$/ : index === parts.length - 1 ? /^\s*\]\s*$/ : /^\s*,\s*$/;
    return index % 2 === 0 && pattern.test(part.text);
  });
  if (!isList || parts.length < 3) return undefined;
  return parts.flatMap((part) => (part.kind === "expression" ? [part.expression] : []));
}

/** Says of an error in the text of a parameter that it is there, not in the field that names it. */
function naming(parameter: string, evaluate: () => Value): Value {
  try {
    return evaluate();
  } catch (error) {
    if (!(error instanceof ExpressionError) || error.message.includes("(in the parameter")) throw error;
    const message = error.message.replace(/\.$/, ` (in the parameter "${parameter}").`);
    throw new ExpressionError(error.code, message, error.hint);
  }
}

/** Inside a text every value is text: `#{a}#{b}` never adds. */
function asTexts(value: Value): Value {
  if (value.kind === "unknown") return value;
  if (value.kind === "list") return listValue(value.items.map((item) => textValue(textOf(item))));
  return textValue(textOf(value));
}

/** One value as itself, several as a list. */
function one(values: readonly Value[]): Value {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : listValue(values);
}

function number(text: string): Value {
  const value = scalarFromText(text.startsWith(".") ? `0${text}` : text);
  // Leading zeros, or more digits than a whole number holds exactly.
  return value.kind === "text" ? { kind: "decimal", value: Number(text), text } : value;
}
