import type { FieldValue, PipelineObject } from "../../definition/definition.ts";
import { evaluateText } from "../../definition/evaluate-text.ts";
import { ExpressionError } from "../../definition/expression/expression-error.ts";
import { formatJoda } from "../../definition/expression/joda-format.ts";
import { OBJECT_TYPES } from "../../definition/object-types/known-types.ts";
import { runtimeField } from "../../definition/object-types/runtime-fields.ts";
import type { NotificationPlan, SubjectPart } from "../../model/plan.ts";
import type { CompileContext } from "./compile-context.ts";
import { referredObjects, typeOf } from "./fields.ts";

const EVENTS = ["onSuccess", "onFail", "onLateAction"] as const;

/** What can have instances that succeed, fail or are late. */
const FAMILIES: ReadonlySet<string> = new Set(["activity", "resource", "dataNode", "precondition"]);

/** Which SnsAlarms are sent for instances of which components, in the order of the definition (3.4). */
export function compileNotifications(context: CompileContext): NotificationPlan[] {
  const components = context.definition.objects.filter((object) => {
    return FAMILIES.has(OBJECT_TYPES.get(typeOf(object))?.family ?? "");
  });
  return components.flatMap((component) =>
    EVENTS.flatMap((event) =>
      referredObjects(context, component, event)
        .filter((action) => typeOf(action) === "SnsAlarm")
        .map((action) => ({
          componentId: component.id,
          actionId: action.id,
          event,
          ...compileSubject(context, component, action),
        })),
    ),
  );
}

function compileSubject(
  context: CompileContext,
  component: PipelineObject,
  action: PipelineObject,
): Pick<NotificationPlan, "subject"> {
  const value = action.fields.get("subject")?.values[0];
  if (value === undefined || value.kind === "ref") return {};
  const parts = value.text.split(EXPRESSION).filter((part) => part !== "");
  return { subject: parts.map((part) => compilePart(context, component, action, { ...value, text: part })) };
}

/** An expression, quoted braces in it included. */
const EXPRESSION = /(#\{(?:[^}'"]|'[^']*'|"[^"]*")*\})/;

/** `#{node.@scheduledStartTime}`, `#{errorMessage}`: what alone may wait for the run. */
const RUNTIME_EXPRESSION = /^#\{\s*(?:node\.)?(@?\w+)\s*\}$/;

/** `#{format(node.@scheduledStartTime, 'YYYY-MM-dd')}`, or with the field before the function. */
const FORMATTED_EXPRESSIONS: readonly RegExp[] = [
  /^#\{\s*format\(\s*(?:node\.)?(@\w+)\s*,\s*(['"])([^'"]*)\2\s*\)\s*\}$/,
  /^#\{\s*(?:node\.)?(@\w+)\.format\(\s*(['"])([^'"]*)\2\s*\)\s*\}$/,
];

/** What is not known before the run, and is more than the name of a field, stays as it is written. */
function compilePart(
  context: CompileContext,
  component: PipelineObject,
  action: PipelineObject,
  { text, position }: Extract<FieldValue, { kind: "string" }>,
): SubjectPart {
  const evaluation = evaluateText(context.definition, action, text, position, {
    node: { object: component },
    isRedacted: true,
  });
  if (evaluation.kind === "texts") return { kind: "text", text: context.redact(evaluation.texts.join(", ")) };
  const [, time = "", , format = ""] =
    FORMATTED_EXPRESSIONS.map((one) => one.exec(text)).find((one) => one !== null) ?? [];
  if (runtimeField(time) !== undefined && isPattern(format)) return { kind: "field", name: time, format };
  const field = runtimeField(RUNTIME_EXPRESSION.exec(text)?.[1] ?? "");
  return field === undefined ? { kind: "text", text: context.redact(text) } : { kind: "field", name: field };
}

function isPattern(format: string): boolean {
  try {
    formatJoda(0, format);
    return true;
  } catch (error) {
    if (error instanceof ExpressionError) return false;
    throw error;
  }
}
