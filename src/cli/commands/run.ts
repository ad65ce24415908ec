import type { Command } from "commander";
import type { ExperimentOptions } from "../../experiment/experiment.ts";
import type { Result } from "../../experiment/result.ts";
import { FirstRunTotals } from "../../report/build/first-run.ts";
import { addInputOptions, type InputOptions, workerCount } from "../common-options.ts";
import { CommandError, EXIT } from "../exit-status.ts";
import type { Io } from "../io.ts";
import { loadExperiment } from "../load-input.ts";
import type { CommandContext } from "../main.ts";
import { replicate } from "../replicate.ts";
import {
  addReportOptions,
  type Destination,
  openDestination,
  printSummary,
  type ReportOptions,
  writeReports,
} from "../write-reports.ts";

const EXAMPLES = `
Examples:
  stepcast run pipeline.json                                  a bare definition, every number an assumption
  stepcast run scenario.yaml --out reports/nightly            the summary, and JSON, CSV and a page in a folder
  stepcast run scenario.yaml --replications 200               with 95 % confidence intervals
  stepcast run scenario.yaml --set MyEmrCluster.coreInstanceCount=20
  stepcast run scenario.yaml --replications 200 --check       end with 1 unless its \`checks\` are met
  stepcast run - --format json < pipeline.json                the result alone on standard output
  stepcast run --verify reports/nightly/result.json           run it again: equal, or what differs first
`;

interface RunOptions extends InputOptions, ReportOptions {
  readonly workers?: number;
  readonly check?: boolean;
  readonly crossCheck?: boolean;
  readonly verify?: string;
}

/** `stepcast run FILE`: simulates a scenario or a bare definition and reports. */
export function addRunCommand(root: Command, context: CommandContext): void {
  const command = root
    .command("run")
    .description("simulate a scenario or a bare definition; print the summary; write reports")
    .argument("[file]", "a scenario (.yaml, .yml, .json) or a bare pipeline definition (.json); - is standard input");
  addReportOptions(addInputOptions(command))
    .option("--workers <n>", "worker threads (default: as many as processors, where that is worth it)", workerCount)
    .option("--check", "end with 1 unless every condition of the scenario (checks, objective) is met")
    .option("--cross-check", "show what has an exact answer (queues, slowest boots, makespans) beside the forecast")
    .option("--verify <result>", "run what a result file says again, and compare")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string | undefined, options: RunOptions) => {
      if (options.verify !== undefined) {
        refuseBesideVerify(command);
        const { verify } = await import("../verify.ts");
        context.exitWith(await verify(options.verify, file, context.io, options.workers));
        return;
      }
      if (file === undefined) throw new CommandError("run: missing FILE, a scenario or a pipeline definition");
      await run(file, options, context);
    });
}

async function run(file: string, options: RunOptions, { io, exitWith }: CommandContext): Promise<void> {
  const experiment = loadExperiment(file, options, io, options.color);
  if (options.check === true) refuseNothingToCheck(file, experiment);
  const destination = openDestination(options, io);
  const quietIo = options.quiet ? { ...io, isErrorTerminal: false } : io;
  const checks = await runAndWrite(experiment, quietIo, destination, options);
  if (options.check === true && checks?.some(({ verdict }) => verdict !== "met")) exitWith(EXIT.gateFailed);
}

/** Where only the summary is wanted no records are kept. */
async function runAndWrite(
  experiment: ExperimentOptions,
  io: Io,
  destination: Destination,
  options: RunOptions,
): Promise<Result["checks"]> {
  if (destination.kind === "stdout" && destination.format === "text") {
    const totals = new FirstRunTotals();
    const forecast = (await replicate(experiment, io, options.workers, totals)).summary();
    const summary = await withCrossChecks(forecast, experiment, options);
    await printSummary({ ...summary, firstRun: totals.finish() }, io, options);
    return summary.checks;
  }
  const forecast = (await replicate(experiment, io, options.workers, true)).result();
  const result = await withCrossChecks(forecast, experiment, options);
  await writeReports(result, io, destination, options);
  return result.checks;
}

async function withCrossChecks<Forecast extends Pick<Result, "measures">>(
  forecast: Forecast,
  { plan }: ExperimentOptions,
  options: RunOptions,
): Promise<Forecast & Pick<Result, "crossChecks">> {
  if (options.crossCheck !== true) return forecast;
  const { crossCheck } = await import("../../planner/cross-check/cross-check.ts");
  return { ...forecast, crossChecks: crossCheck(plan, forecast) };
}

/** A gate that checks nothing would be green for ever. */
function refuseNothingToCheck(file: string, { conditions = [] }: ExperimentOptions): void {
  if (conditions.length > 0) return;
  throw new CommandError(
    `${file}: nothing to check: expected \`checks\` in the scenario, as in checks: [cost.total.mean <= 12 USD]`,
  );
}

const BESIDE_VERIFY: ReadonlySet<string> = new Set(["verify", "workers", "color"]);

/** The result file says what is run, and nothing is written: another option would be forgotten without a word. */
function refuseBesideVerify(command: Command): void {
  for (const option of command.options) {
    const name = option.attributeName();
    if (command.getOptionValueSource(name) === "cli" && !BESIDE_VERIFY.has(name)) {
      throw new CommandError(`${option.long} does not go with --verify: the result file says what is run`);
    }
  }
}
