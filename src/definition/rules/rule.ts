import type { PipelineDefinition } from "../definition.ts";
import type { Problems } from "../source/problems.ts";

/** One rule: looks at a whole definition and reports what it finds. */
export type Rule = (definition: PipelineDefinition, problems: Problems) => void;
