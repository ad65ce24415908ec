import { basename } from "node:path";
import type { Command } from "commander";
import { initScenario } from "../../scenario/init/init-scenario.ts";
import { emptyScenario } from "../../scenario/read-scenario.ts";
import { repeatable } from "../common-options.ts";
import { CommandError } from "../exit-status.ts";
import { isColorful } from "../is-colorful.ts";
import type { CommandContext } from "../main.ts";
import { formatDiagnostics } from "../print-diagnostics.ts";
import { readDefinitionFile } from "../read-definition-file.ts";

const EXAMPLES = `
Examples:
  stepcast init pipeline.json > scenario.yaml        a scenario beside the definition, ready to edit
  stepcast init pipeline.json --param myBucket=s3://example > scenario.yaml
`;

/** Where the package's schema is, for an editor whose project has it installed. */
const SCHEMA = "./node_modules/stepcast/schemas/scenario.schema.json";

interface InitOptions {
  readonly param: readonly string[];
  readonly paramFile: readonly string[];
}

/** `stepcast init FILE`: prints a scenario for a definition with every assumption spelt out. */
export function addInitCommand(root: Command, { io }: CommandContext): void {
  root
    .command("init")
    .description("print a scenario for a pipeline definition, every assumption spelt out, ready to edit")
    .argument("<file>", "a pipeline definition; - is standard input")
    .addOption(repeatable("--param <name=value>", "value of a parameter of the definition; repeatable"))
    .addOption(repeatable("--param-file <file>", "file with parameter values; repeatable"))
    .addHelpText("after", EXAMPLES)
    .action((file: string, options: InitOptions) => {
      const name = file === "-" ? "<stdin>" : file;
      const text = file === "-" ? io.readStdin() : io.readFile(file);
      const texts = new Map([[name, text]]);
      const given = { ...options, set: [] };
      const source = readDefinitionFile({ file: name, text }, emptyScenario(name), given, io, texts);
      // the scenario is meant to lie beside its definition
      const pipeline = file === "-" ? "./pipeline.json" : `./${basename(file)}`;
      const written = initScenario(source, { pipeline, schema: SCHEMA });
      if (written.text === undefined) {
        io.stderr.write(formatDiagnostics(written.diagnostics, texts, isColorful(true, io.isErrorTerminal, io)));
        throw new CommandError(`${file}: cannot be simulated, so that there is nothing to assume`);
      }
      io.stdout.write(written.text);
    });
}
