import { readPlacedText, readText } from "../values/read-scalar.ts";
import { child, items, type Placed, placed, type Value } from "../values/value.ts";
import { type ActivationSettings, readActivation } from "./activation.ts";
import { type ParameterSettings, readParameters } from "./parameters.ts";

/** One entry of `pipelines`: a pipeline that shares the account with the others. */
export interface PipelineSettings {
  /** Its own, else the base name of its definition's file; unique. */
  readonly name: string;
  /** Path of its definition, relative to the scenario. */
  readonly pipeline: Placed<string>;
  /** Besides the scenario's, before which these win. */
  readonly parameters: ParameterSettings;
  /** What it leaves out is the scenario's. */
  readonly activation: Omit<ActivationSettings, "until">;
}

/** Reads `pipelines`; undefined where the scenario has no such list. An entry without a definition is left out. */
export function readPipelines(value: Value | undefined): readonly Placed<PipelineSettings>[] | undefined {
  if (value?.node.kind !== "list") return undefined;
  const named = new Set<string>();
  return items(value).flatMap((item) => {
    const pipeline = readPlacedText(child(item, "pipeline"));
    const activation = readActivation(child(item, "activation"));
    const parameters = readParameters(child(item, "parameters"));
    const own = child(item, "name");
    const name = readText(own) ?? (pipeline === undefined ? undefined : baseNameOf(pipeline.value));
    if (name === undefined || pipeline === undefined) return [];
    checkName(own ?? item, name, named);
    named.add(name);
    return [placed(item, { name, pipeline, parameters, activation })];
  });
}

/** `/` separates a pipeline's name from what it is put before, as in `nightly/MyEmrActivity`. */
function checkName({ node, path, problems }: Value, name: string, named: ReadonlySet<string>): void {
  if (named.has(name)) {
    const hint = "give each a `name` of its own";
    problems.error("SCENARIO_VALUE", node.place, `two pipelines are called \`${name}\``, { path, hint });
  } else if (!/^[^\s/*?[\]=]+$/.test(name)) {
    const message = `\`${name}\` cannot be the name of a pipeline: expected no spaces and none of \`/ * ? [ ] =\``;
    problems.error("SCENARIO_VALUE", node.place, message, { path, hint: "give it another `name`" });
  }
}

/** `clickstream` from `./pipelines/clickstream.json`, `stdin` from `<stdin>`. */
export function baseNameOf(file: string): string {
  const name = file.split(/[/\\]/).findLast((part) => part !== "") ?? file;
  return name.replace(/\.[^.]+$|^<|>$/g, "");
}
