import { type Coverage, coverageOf, FIELD_MEANINGS, type FieldMeaning } from "../definition/coverage/coverage.ts";
import type { PipelineDefinition } from "../definition/definition.ts";
import { formatColumns } from "./columns.ts";

/** What of one file's definition the simulation follows. */
export interface FileCoverage extends Coverage {
  readonly file: string;
}

const SPOKEN: Readonly<Record<FieldMeaning, string>> = {
  notSimulated: "not simulated",
  unknown: "unknown, not read",
  simulated: "simulated",
  irrelevant: "irrelevant",
  userDefined: "your own",
  setByService: "set by the service",
};

/** The coverage of a file's definition, or of each that a scenario names, by its own file; none where none could be read. */
export function coverageOfFile(read: {
  readonly file: string;
  readonly definitions: readonly PipelineDefinition[];
}): FileCoverage[] {
  const byFile = new Map(read.definitions.map((one) => [one.file, one]));
  const isOnly = byFile.size === 1;
  return [...byFile.values()].map((one) => ({ file: isOnly ? read.file : one.file, ...coverageOf(one) }));
}

/** A row for each field of each type, the totals, and why it matters what is left out. */
export function formatCoverage({ file, types, totals }: FileCoverage): string {
  const rows = types.flatMap(({ type, objects, fields }) =>
    fields.map(({ field, count, meaning }, index) => {
      const owner = index === 0 ? [printable(type), String(objects)] : ["", ""];
      return [...owner, printable(field), String(count), SPOKEN[meaning]];
    }),
  );
  const title = `\n${file}: what its fields mean to the simulation\n`;
  return `${title}${formatColumns(["type", "objects", "field", "count", "meaning"], rows)}${summary(totals)}${reasons(types)}`;
}

function summary({ objects, fields, byMeaning }: Coverage["totals"]): string {
  const parts = FIELD_MEANINGS.filter((meaning) => byMeaning[meaning] > 0).map(
    (meaning) => `${byMeaning[meaning]} ${SPOKEN[meaning]}`,
  );
  return `\n${counted(fields, "field")} of ${counted(objects, "object")}: ${parts.join("; ") || "none"}\n`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Each field once, whatever types have it. */
function reasons(types: Coverage["types"]): string {
  const sentences = new Map<string, string>();
  for (const { field, why } of types.flatMap(({ fields }) => fields)) {
    if (why !== undefined) sentences.set(field, why);
  }
  if (sentences.size === 0) return "";
  const lines = Array.from(sentences, ([field, why]) => `  ${field}: ${why}\n`);
  return `\nWhy it matters what is not simulated:\n${lines.join("")}`;
}

/** Names of types and fields are the user's text, which must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, " ");
}
