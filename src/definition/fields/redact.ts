import type { PipelineDefinition } from "../definition.ts";
import { evaluateText, fieldTexts } from "../evaluate-text.ts";
import { REDACTED } from "../expression/evaluator.ts";
import { isSecretKey } from "../object-types/user-field.ts";

/** A secret so short is replaced only where it stands by itself: "1" must not turn "10" into "***0". */
const SHORT_LENGTH = 4;

/**
 * A function that takes the secrets of a definition out of any text: the values of its `*fields` and `*parameters`, as
 * written and as evaluated. For labels and messages that were not evaluated with `isRedacted`.
 */
export function redactor(definition: PipelineDefinition): (text: string) => string {
  const secrets = Array.from(secretsOf(definition)).sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return (text) => secrets.reduce(withoutSecret, text);
}

function secretsOf(definition: PipelineDefinition): ReadonlySet<string> {
  const secrets = new Set<string>();
  const add = (text: string) => {
    if (text.trim() !== "") secrets.add(text);
  };
  for (const [id, texts] of definition.values) if (isSecretKey(id)) texts.forEach(add);
  for (const { id, attributes } of definition.parameters) {
    if (isSecretKey(id)) (attributes.get("default") ?? []).forEach(add);
  }
  for (const object of definition.objects) {
    for (const [key, field] of object.fields) {
      if (!isSecretKey(key)) continue;
      for (const value of field.values) {
        if (value.kind === "ref") continue;
        if (!value.text.includes("#{")) add(value.text);
        const evaluation = evaluateText(definition, object, value.text, value.position, {});
        if (evaluation.kind === "texts") evaluation.texts.forEach(add);
      }
    }
  }
  return secrets;
}

function withoutSecret(text: string, secret: string): string {
  if (!text.includes(secret)) return text;
  if (secret.length >= SHORT_LENGTH) return text.replaceAll(secret, REDACTED);
  const escaped = secret.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "gu"), () => REDACTED);
}

/** The texts of a field for a label: secrets read as `***`, what only a running pipeline knows stays as written. */
export function labelTexts(
  definition: PipelineDefinition,
  object: Parameters<typeof fieldTexts>[1],
  key: string,
): readonly string[] {
  const evaluation = fieldTexts(definition, object, key, { isRedacted: true });
  if (evaluation.kind === "texts") return evaluation.texts;
  if (isSecretKey(key)) return [REDACTED];
  return (object.fields.get(key)?.values ?? []).map((value) => (value.kind === "ref" ? value.id : value.text));
}
