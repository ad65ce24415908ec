import type { Diagnostic } from "../../base/diagnostic.ts";
import type { PipelineDefinition } from "../definition.ts";
import { Problems } from "../source/problems.ts";
import { checkExclusiveFields } from "./exclusive-fields.ts";
import { checkFieldValues } from "./field-values.ts";
import { checkKnownFields } from "./known-fields.ts";
import { checkKnownTypes } from "./known-types.ts";
import { checkLateActions } from "./late-actions.ts";
import { checkNotSimulated } from "./not-simulated.ts";
import { checkPipelineLimits } from "./pipeline-limits.ts";
import { checkPlaceholders } from "./placeholders.ts";
import { checkReferences } from "./references.ts";
import { checkRequiredFields } from "./required-fields.ts";
import type { Rule } from "./rule.ts";
import { checkRunners } from "./runners.ts";
import { checkSchedules } from "./schedules.ts";
import { checkValueCounts } from "./value-counts.ts";

const RULES: readonly Rule[] = [
  checkKnownTypes,
  checkKnownFields,
  checkRequiredFields,
  checkExclusiveFields,
  checkLateActions,
  checkReferences,
  checkFieldValues,
  checkValueCounts,
  checkPlaceholders,
  checkRunners,
  checkSchedules,
  checkPipelineLimits,
  checkNotSimulated,
];

/** Checks a definition that has been read against every rule; in the order of the rules. */
export function validateDefinition(definition: PipelineDefinition): readonly Diagnostic[] {
  const problems = new Problems(definition.file);
  for (const rule of RULES) rule(definition, problems);
  return problems.list();
}
