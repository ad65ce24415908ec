import { type Command, InvalidArgumentError, Option } from "commander";
import { HISTORY_FORMATS, type HistoryFormat } from "../../planner/calibrate/read/format-names.ts";
import type { WorkTarget } from "../../planner/calibrate/write-work.ts";
import type { CommandContext } from "../main.ts";

const EXAMPLES = `
Examples:
  stepcast calibrate runs.txt --out calibrated.yaml           what \`aws datapipeline list-runs\` printed
  stepcast calibrate steps.json cluster.json instances.json   of EMR: steps, boots, and what they ran on
  stepcast calibrate history/*.jhist --replay                 Hadoop jobs task by task, and how far the model is off
  stepcast calibrate steps.json --activity "Aggregate=MyEmrActivity" --activity "Load=MyEmrActivity"
  stepcast calibrate eventlog_v2_app/ --format text           a rolled Spark log; tables instead of a file
  stepcast calibrate runs.csv --as csv                        name,start,end,nodes,type,status

A scenario names the file that this writes: \`profiles: ./calibrated.yaml\`. What each figure rests on stands in it.
A file that is no history ends the command (exit status 2), unless --skip leaves it out.
`;

/** What the command line says. */
export interface CalibrateOptions {
  readonly as?: HistoryFormat;
  readonly out?: string;
  readonly activity: readonly WorkTarget[];
  readonly reference?: string;
  readonly exactNames?: boolean;
  readonly totals?: boolean;
  readonly replay?: boolean;
  readonly skip?: boolean;
  readonly format: CalibrateFormat;
  readonly quiet?: boolean;
  readonly color: boolean;
}

const FORMATS = ["yaml", "text", "json"] as const;

/** How profiles are written. */
export type CalibrateFormat = (typeof FORMATS)[number];

/** `stepcast calibrate FILE...`: makes profiles of work and boots of histories of runs. */
export function addCalibrateCommand(root: Command, context: CommandContext): void {
  root
    .command("calibrate")
    .description("turn run history into workload and boot-time profiles, each with the evidence behind it")
    .argument("<files...>", "histories, told apart by their content, or folders of them; .gz too; - is standard input")
    .addOption(new Option("--as <format>", "what the files are, where that is not seen").choices(HISTORY_FORMATS))
    .option("--out <file>", "write the profiles there, and a summary to standard output")
    .addOption(
      new Option(
        "--activity <name=id>",
        "runs of this name are a step of this activity (ID.command: its command); repeatable, steps in their order",
      )
        .default([], "none")
        .argParser((text: string, previous: readonly WorkTarget[]) => [...previous, target(text)]),
    )
    .option("--reference <type>", "the instance type that tasks were measured on, where the history does not say")
    .option("--exact-names", "dates and counters in names tell runs apart")
    .option("--totals", "jobs by their durations alone, although their tasks are known")
    .option("--replay", "simulate what was run, and print how far the model is off")
    .option("--skip", "leave out files that are no history")
    .addOption(
      new Option("--format <format>", "yaml (a file for scenarios), text or json").choices(FORMATS).default("yaml"),
    )
    .option("--quiet", "say nothing of what is damaged or left out")
    .option("--no-color", "no colours (also by the environment variable NO_COLOR)")
    .addHelpText("after", EXAMPLES)
    .action(async (files: readonly string[], options: CalibrateOptions) => {
      const { calibrate } = await import("../calibrate.ts");
      await calibrate(files, options, context.io);
    });
}

function target(text: string): WorkTarget {
  const match = /^(.+)=([^=]+?)(?:\.(steps|command))?$/.exec(text);
  const [, name, activityId, part = "steps"] = match ?? [];
  if (name === undefined || activityId === undefined) {
    throw new InvalidArgumentError('expected NAME=ID, e.g. "Aggregate=MyEmrActivity"');
  }
  return { name, activityId, part: part === "command" ? "command" : "steps" };
}
