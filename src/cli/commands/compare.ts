import { basename, dirname } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { compareResults, DEFAULT_TOLERANCE, type Despite } from "../../planner/comparison/compare-results.ts";
import type { Comparison } from "../../planner/comparison/comparison.ts";
import { GateError } from "../../planner/comparison/gate-error.ts";
import { GATE_FORMS, type Gate, parseGate } from "../../planner/comparison/parse-gate.ts";
import { writeComparisonGithub } from "../../report/comparison/write-github.ts";
import { writeComparisonJson } from "../../report/comparison/write-json.ts";
import { writeComparisonJunit } from "../../report/comparison/write-junit.ts";
import { writeComparisonMarkdown } from "../../report/comparison/write-markdown.ts";
import { writeComparisonText } from "../../report/comparison/write-text.ts";
import { writeResultJson } from "../../report/json/write-result-json.ts";
import { paperOf } from "../../report/text/paper.ts";
import { positiveInteger, repeatable } from "../common-options.ts";
import { type CompareInputOptions, compareInput } from "../compare-input.ts";
import { CommandError, EXIT } from "../exit-status.ts";
import type { Io } from "../io.ts";
import { isColorful } from "../is-colorful.ts";
import type { CommandContext } from "../main.ts";

const EXAMPLES = `
Examples:
  stepcast compare old/result.json new/result.json
  stepcast compare before.yaml after.yaml --replications 100    both run here, paired by common random numbers
  stepcast compare main:scenario.yaml scenario.yaml             what a branch changes, by git
  stepcast compare baseline.json scenario.yaml --gate "cost.total.mean +2%" --gate "latency.pipeline.p95 +5 minutes"
  stepcast compare baseline.json scenario.yaml --format markdown > comment.md
  stepcast compare baseline.json scenario.yaml --update-baseline
`;

const FORMATS = ["text", "markdown", "junit", "github", "json"] as const;

interface CompareOptions extends CompareInputOptions {
  readonly gate: readonly string[];
  readonly format: (typeof FORMATS)[number];
  readonly tolerance: number;
  readonly despite: readonly Despite[];
  readonly updateBaseline?: boolean;
  readonly all?: boolean;
}

/** `stepcast compare BASE HEAD`: what changed between two forecasts, and whether it may. */
export function addCompareCommand(root: Command, { io, exitWith }: CommandContext): void {
  root
    .command("compare")
    .description("compare two results or scenarios, measure by measure, and hold gates against the difference")
    .argument("<base>", "a result.json, a scenario or definition, or REVISION:path of either in git")
    .argument("<head>", "what is held against it")
    .addOption(repeatable("--gate <gate>", "end with 1 where it fails, e.g. cost.total.mean +2%; repeatable"))
    .addOption(new Option("--format <format>", "what is printed").choices(FORMATS).default("text"))
    .option("--tolerance <share>", "smaller differences count as none", tolerance, DEFAULT_TOLERANCE)
    .addOption(
      new Option("--despite <what...>", "compare although this differs")
        .choices(["seed", "model", "catalog"])
        .default([], "none"),
    )
    .option("--seed <text>", "of scenarios (default: the base's)")
    .option("--replications <n>", "of scenarios (default: the base's)", positiveInteger)
    .option("--update-baseline", "write the result of HEAD over BASE, a result file")
    .option("--all", "print unchanged measures, too")
    .option("--no-color", "without colours")
    .addHelpText("after", EXAMPLES)
    .action(async (base: string, head: string, options: CompareOptions) => {
      const gates = options.gate.map(readGate);
      if (options.updateBaseline === true) refuseNoBaseline(base, io);
      const both = await compareInput(base, head, options, io);
      const comparison = comparisonOf(() => compareResults({ ...both, gates, ...options }));
      io.stdout.write(written(comparison, options, io));
      if (options.updateBaseline === true) {
        io.writeFiles(dirname(base), [{ name: basename(base), text: writeResultJson(both.head.result) }]);
      }
      if (comparison.gates.some(({ verdict }) => verdict === "failed")) exitWith(EXIT.gateFailed);
    });
}

function tolerance(text: string): number {
  const [, percent] = /^(\d{1,2}(?:\.\d{1,9})?)\s*%$/.exec(text) ?? [];
  if (percent === undefined) throw new InvalidArgumentError("expected a percentage below 100, e.g. 0.1%");
  return Number(percent) / 100;
}

function readGate(text: string): Gate {
  const gate = parseGate(text);
  if (gate === undefined) throw new CommandError(`--gate: expected ${GATE_FORMS}, got ${JSON.stringify(text)}`);
  return gate;
}

function comparisonOf(compare: () => Comparison): Comparison {
  try {
    return compare();
  } catch (error) {
    if (error instanceof GateError) throw new CommandError(error.message);
    throw error;
  }
}

function written(comparison: Comparison, { format, all, color }: CompareOptions, io: Io): string {
  switch (format) {
    case "markdown":
      return writeComparisonMarkdown(comparison);
    case "junit":
      return writeComparisonJunit(comparison);
    case "github":
      return writeComparisonGithub(comparison);
    case "json":
      return writeComparisonJson(comparison);
    case "text": {
      const width = io.isTerminal ? io.columns : 120;
      return writeComparisonText(
        comparison,
        paperOf({ width, useColor: isColorful(color, io.isTerminal, io), all: all === true }),
      );
    }
  }
}

/** A scenario must not become a result, and git's past stays as it was. */
function refuseNoBaseline(base: string, io: Io): void {
  let text = "";
  try {
    text = base === "-" ? "" : io.readFile(base);
  } catch {
    text = "";
  }
  if (/"format"\s*:\s*"stepcast\.result\//.test(text)) return;
  throw new CommandError(`--update-baseline: ${base} is no result file; expected one that can be written over`);
}
