import type { Diagnostic } from "../../base/diagnostic.ts";
import type { PipelineDefinition } from "../definition.ts";
import { Problems } from "../source/problems.ts";

/** One rule: looks at a whole definition and reports what it finds. */
export type Rule = (definition: PipelineDefinition, problems: Problems) => void;

const RULES: readonly Rule[] = [];

/** Checks a definition that has been read against every rule; in the order of the rules. */
export function validateDefinition(definition: PipelineDefinition): readonly Diagnostic[] {
  const problems = new Problems(definition.file);
  for (const rule of RULES) rule(definition, problems);
  return problems.list();
}
