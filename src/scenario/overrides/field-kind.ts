import { parseInstant } from "../../base/instant.ts";
import { parsePeriod } from "../../base/period.ts";
import type { FieldType } from "../../definition/object-types/field-type.ts";

/** Whether a text is a value of a field; expressions are, whatever they give. */
export function isOfKind(text: string, type: FieldType | undefined): boolean {
  if (text.includes("#{")) return true;
  switch (type?.kind) {
    case "integer":
      return /^\d{1,9}$/.test(text) && Number(text) >= (type.min ?? 0);
    case "decimal":
      return /^\d{1,9}(\.\d{1,9})?$/.test(text);
    case "period":
      return parsePeriod(text) !== undefined;
    case "instant":
      return parseInstant(text) !== undefined;
    case "boolean":
      return /^(true|false)$/i.test(text);
    case "enumeration":
      return type.words?.some((word) => word.toLowerCase() === text.toLowerCase()) ?? true;
    default:
      return true;
  }
}

/** What a field takes, for "expected ...". */
export function kindWords(type: FieldType | undefined): string {
  switch (type?.kind) {
    case "integer":
      return `a whole number, ${type.min ?? 0} or more,`;
    case "decimal":
      return "a number";
    case "period":
      return "a period such as `2 hours`";
    case "instant":
      return "a time such as `2012-11-23T00:00:00`";
    case "boolean":
      return "`true` or `false`";
    case "enumeration":
      return type.words?.map((word) => `\`${word}\``).join(" or ") ?? "a word";
    default:
      return "text or a list of texts";
  }
}
