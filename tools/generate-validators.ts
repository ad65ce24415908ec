import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { writeIfChanged } from "./write-if-changed.ts";

/**
 * Compiles the scenario's JSON Schema into a module: a browser's content policy may forbid making functions from text,
 * and compiling at each start would take longer than the forecast. Beside it the names that each part of the schema
 * knows, for "did you mean".
 */
export async function generateValidators(root: string): Promise<void> {
  const schema: unknown = JSON.parse(await readFile(join(root, "schemas/scenario.schema.json"), "utf8"));
  const to = join(root, "src/scenario/generated");
  await writeIfChanged(join(to, "validate-scenario.ts"), validatorModule(schema));
}

function validatorModule(schema: unknown): string {
  const ajv = new Ajv({
    allErrors: true,
    allowUnionTypes: true,
    inlineRefs: false,
    verbose: true,
    code: { source: true, esm: true },
  });
  const validate = ajv.compile(withoutNotes(schema) as object);
  const generate = "default" in standalone ? standalone.default : standalone;
  const code = (generate as unknown as (ajv: Ajv, validate: unknown) => string)(ajv, validate);
  if (code.includes("require(")) throw new Error("the validator must not need a module of ajv at run time");
  return `// @ts-nocheck\n${code.replace(/^"use strict";\n?/, "")}`;
}

const NOTES = new Set(["title", "description", "examples"]);

/** What people read in an editor is no use to the validator. */
function withoutNotes(schema: unknown, isNameMap = false): unknown {
  if (Array.isArray(schema)) return schema.map((item) => withoutNotes(item));
  if (typeof schema !== "object" || schema === null) return schema;
  const kept = Object.entries(schema).filter(([key]) => isNameMap || !NOTES.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutNotes(value, !isNameMap && NAME_MAPS.has(key))]));
}

/** Keywords under which a key is a name that the schema's author chose. */
const NAME_MAPS = new Set(["properties", "definitions"]);
