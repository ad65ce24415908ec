import type { Operator } from "./ast.ts";
import { ExpressionError } from "./expression-error.ts";
import {
  decimalValue,
  integerValue,
  listValue,
  type NumberValue,
  type ScalarValue,
  textOf,
  textValue,
  unknownValue,
  type Value,
} from "./value.ts";

/** Applies an operator, element by element where an operand is a list. Source: DG Mathematical Functions, Lists (1.4). */
export function applyOperator(operator: Operator, left: Value, right: Value): Value {
  if (left.kind === "unknown" || right.kind === "unknown") {
    return unknownValue([left, right].flatMap((value) => (value.kind === "unknown" ? value.fields : [])));
  }
  if (left.kind === "list" && right.kind === "list") return zip(operator, left.items, right.items);
  if (left.kind === "list") return listValue(left.items.map((item) => applyOperator(operator, item, right)));
  if (right.kind === "list") return listValue(right.items.map((item) => applyOperator(operator, left, item)));
  if (operator === "+") return add(left, right);
  return calculate(operator, numberOf(left, operator), numberOf(right, operator));
}

/** The value with its sign turned. */
export function negate(value: Value): Value {
  return applyOperator("-", integerValue(0), value);
}

/** Assumption: two lists are taken in step; the guide tells only of a list and a single value. */
function zip(operator: Operator, left: readonly ScalarValue[], right: readonly ScalarValue[]): Value {
  if (left.length !== right.length) {
    const message = `${operator} is applied to lists of ${left.length} and ${right.length} values.`;
    throw new ExpressionError("EXPRESSION_VALUE", message, "Lists must have the same length.");
  }
  return listValue(left.map((item, index) => applyOperator(operator, item, right[index] ?? item)));
}

/** Adds numbers; anything else is written one behind the other. Source: DG String Functions. */
function add(left: ScalarValue, right: ScalarValue): ScalarValue {
  if (isNumber(left) && isNumber(right)) return calculate("+", left, right);
  if ((left.kind === "instant" && isNumber(right)) || (isNumber(left) && right.kind === "instant")) {
    const hint = "Use plusDays, plusHours, plusMinutes, ...";
    throw new ExpressionError("EXPRESSION_VALUE", "A number is added to a date.", hint);
  }
  return textValue(textOf(left) + textOf(right));
}

function calculate(operator: Operator, left: NumberValue, right: NumberValue): NumberValue {
  const isInteger = left.kind === "integer" && right.kind === "integer";
  const exact = isInteger ? integerValue : decimalValue;
  switch (operator) {
    case "+":
      return exact(left.value + right.value);
    case "-":
      return exact(left.value - right.value);
    case "*":
      return exact(left.value * right.value);
    case "/":
      if (right.value === 0) throw new ExpressionError("EXPRESSION_VALUE", "A number is divided by zero.");
      return isInteger ? integerValue(Math.trunc(left.value / right.value)) : decimalValue(left.value / right.value);
    case "^":
      return decimalValue(left.value ** right.value);
  }
}

function isNumber(value: ScalarValue): value is NumberValue {
  return value.kind === "integer" || value.kind === "decimal";
}

function numberOf(value: ScalarValue, operator: Operator): NumberValue {
  if (isNumber(value)) return value;
  const message = `${operator} is applied to a ${value.kind === "instant" ? "date" : "text"}, not a number.`;
  const hint = value.kind === "instant" ? "Use minusDays, minusHours, minusMinutes, ..." : undefined;
  throw new ExpressionError("EXPRESSION_VALUE", message, hint);
}
