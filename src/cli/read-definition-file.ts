import { readDefinition } from "../definition/read-definition.ts";
import type { DefinitionSource } from "../scenario/compile/compile-plan.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { pipelineOfPattern } from "../scenario/scenarios-of-pipelines.ts";
import type { InputOptions } from "./common-options.ts";
import { CommandError } from "./exit-status.ts";
import type { Io } from "./io.ts";

/**
 * Reads a definition with the parameters' values: those of the command line win over the scenario's, these over the
 * parameter files', and those over the definition's own.
 *
 * @param texts takes the texts of the parameter files
 */
export function readDefinitionFile(
  { file, text }: { readonly file: string; readonly text: string },
  scenario: Scenario,
  options: InputOptions,
  io: Io,
  texts: Map<string, string>,
): DefinitionSource {
  const parameterTexts = options.paramFile.map((path) => ({ file: path, text: io.readFile(path) }));
  for (const parameters of parameterTexts) texts.set(parameters.file, parameters.text);
  const values = new Map([...scenario.parameters, ...readParams(options.param)]);
  return { definition: readDefinition(text, { file, values, parameterTexts }), text };
}

/** The values of `--param` for one of several pipelines: those with its name in front, and those without any. */
export function paramsFor(name: string | undefined, names: readonly string[], params: readonly string[]): string[] {
  return params.flatMap((param) => {
    const addressed = pipelineOfPattern(param, names);
    if (addressed === undefined) return [param];
    return addressed === name ? [param.slice(addressed.length + 1)] : [];
  });
}

/** `name=value`; a name that is given several times is a list. */
function readParams(params: readonly string[]): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const param of params) {
    const at = param.indexOf("=");
    if (at < 1) throw new CommandError(`--param ${param}: expected name=value, e.g. --param myBucket=s3://example`);
    const name = param.slice(0, at);
    values.set(name, [...(values.get(name) ?? []), param.slice(at + 1)]);
  }
  return values;
}
