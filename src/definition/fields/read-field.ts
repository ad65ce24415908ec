import type { Diagnostic } from "../../base/diagnostic.ts";
import { type InstantMs, parseInstant } from "../../base/instant.ts";
import { type Period, parsePeriod } from "../../base/period.ts";
import type { PipelineDefinition, PipelineObject } from "../definition.ts";
import { evaluateText } from "../evaluate-text.ts";
import type { EvaluationContext } from "../expression/evaluation-context.ts";
import { type FieldType, integer, type ValueKind } from "../object-types/field-type.ts";
import { parseBoolean, parseDecimal, parseInteger, parseWord } from "./parse-field.ts";
import { refuseFieldText } from "./refuse-field.ts";
import { fieldTypeOf } from "./type-of.ts";

/** Where typed fields are read from, and who is told of values that are none. */
export interface FieldReader {
  readonly definition: PipelineDefinition;
  readonly context: EvaluationContext;
  readonly report: (diagnostic: Diagnostic) => void;
}

/**
 * The readers below answer undefined for a field that is not there, for one that only a running pipeline knows, and,
 * after a diagnostic at its place, for one that is wrong. Of several values the first counts.
 */
export function readInteger(reader: FieldReader, object: PipelineObject, key: string): number | undefined {
  return readField(reader, object, key, "integer", parseInteger);
}

/** A number of 0 or more. */
export function readDecimal(reader: FieldReader, object: PipelineObject, key: string): number | undefined {
  return readField(reader, object, key, "decimal", parseDecimal);
}

/** `true` or `false`, in any case (1.6). */
export function readBoolean(reader: FieldReader, object: PipelineObject, key: string): boolean | undefined {
  return readField(reader, object, key, "boolean", parseBoolean);
}

/** A period such as `15 minutes` (1.5). */
export function readPeriod(reader: FieldReader, object: PipelineObject, key: string): Period | undefined {
  return readField(reader, object, key, "period", parsePeriod);
}

/** A time in UTC (1.5). */
export function readInstant(reader: FieldReader, object: PipelineObject, key: string): InstantMs | undefined {
  return readField(reader, object, key, "instant", parseInstant);
}

/** The word as the guide spells it: `FIRST_ACTIVATION_DATE_TIME`, `cron` (1.6). */
export function readEnumeration(reader: FieldReader, object: PipelineObject, key: string): string | undefined {
  const words = fieldTypeOf(object, key)?.words ?? [];
  return readField(reader, object, key, "enumeration", (text) => parseWord(text, words));
}

/** A text with its expressions evaluated. */
export function readText(reader: FieldReader, object: PipelineObject, key: string): string | undefined {
  return readField(reader, object, key, "text", (text) => text);
}

function readField<T>(
  { definition, context, report }: FieldReader,
  object: PipelineObject,
  key: string,
  kind: ValueKind,
  parse: (text: string) => T | undefined,
): T | undefined {
  const value = object.fields.get(key)?.values[0];
  if (value === undefined || value.kind === "ref") return undefined;
  const type = typed(fieldTypeOf(object, key), key, kind);
  const problem = refuseFieldText(definition, object, type, value.text, value.position, context);
  if (problem !== undefined) {
    report(problem.diagnostic);
    return undefined;
  }
  const evaluation = evaluateText(definition, object, value.text, value.position, context);
  return evaluation.kind === "texts" && evaluation.texts[0] !== undefined ? parse(evaluation.texts[0]) : undefined;
}

/** The field's own type; where the guide knows no such field, what the reader asks for. */
function typed(type: FieldType | undefined, key: string, kind: ValueKind): FieldType {
  if (type?.kind === kind) return type;
  return { ...(type ?? integer(key, "simulated", 0)), key, kind };
}
