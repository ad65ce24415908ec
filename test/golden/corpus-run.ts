import type { Diagnostic } from "../../src/base/diagnostic.ts";
import { readDefinition } from "../../src/definition/read-definition.ts";
import { type Replication, runReplication } from "../../src/experiment/run-replication.ts";
import type { Plan } from "../../src/model/plan.ts";
import { compilePlan } from "../../src/scenario/compile/compile-plan.ts";
import { applyOverrides } from "../../src/scenario/overrides/apply-overrides.ts";
import { emptyScenario } from "../../src/scenario/read-scenario.ts";
import type { CorpusFile } from "./corpus-files.ts";

/** What became of a definition: it was simulated, or its errors say why it was not. */
export interface CorpusRun {
  readonly file: CorpusFile;
  readonly objects: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly simulated: { readonly plan: Plan; readonly replication: Replication } | undefined;
}

/** Reads, compiles and simulates a definition once, as `stepcast run FILE` does, `--until` the end of the forecast. */
export function runCorpusFile(file: CorpusFile, until?: string): CorpusRun {
  const name = file.name.replace(/^.*\//, "");
  const read = readDefinition(file.text, { file: name, parameterTexts: file.values });
  const overrides = until === undefined ? [] : [`activation.until=${until}`];
  const { scenario, definition } = applyOverrides(emptyScenario(name), read, overrides);
  const { plan, diagnostics } = compilePlan({ scenario, source: { definition, text: file.text } });
  const simulated = plan === undefined ? undefined : { plan, replication: runReplication(plan, "stepcast", 0, true) };
  return { file, objects: definition.objects.length, diagnostics, simulated };
}
