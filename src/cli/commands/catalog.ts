import type { Command } from "commander";
import { type InstantMs, parseInstant } from "../../base/instant.ts";
import { CommandError } from "../exit-status.ts";
import type { CommandContext } from "../main.ts";

const EXAMPLES = `
Examples:
  stepcast catalog                                  every instance type, with its price today
  stepcast catalog m1.small                         all that is known of one type, with sources
  stepcast catalog m1.small --date 2012-11-23       with the prices of a date
  stepcast catalog m1.small --format json           the same for a program
`;

interface CatalogOptions {
  readonly region: string;
  readonly date: string;
  readonly format: string;
}

/** `stepcast catalog [TYPE]`: what the catalog knows of instance types, each figure with its source. */
export function addCatalogCommand(root: Command, { io }: CommandContext): void {
  root
    .command("catalog")
    .description("instance types with prices, slots, boot times and their sources")
    .argument("[type]", "an instance type; without it, all of them in one table")
    .option("--region <region>", "region of the prices in the table of all types", "us-east-1")
    .option("--date <date>", "prices as of this date", "2026-07-20")
    .option("--format <format>", "text or json", "text")
    .addHelpText("after", EXAMPLES)
    .action(async (type: string | undefined, options: CatalogOptions) => {
      const dateMs = readDate(options.date);
      if (options.format !== "text" && options.format !== "json") {
        throw new CommandError(`unknown format "${options.format}": expected text or json`);
      }
      const answer = type === undefined ? await listAll(options, dateMs) : await describe(type, options, dateMs);
      io.stdout.write(answer);
    });
}

function readDate(text: string): InstantMs {
  const dateMs = parseInstant(text);
  if (dateMs === undefined) throw new CommandError(`--date ${text}: expected a date, e.g. 2012-11-23`);
  return dateMs;
}

async function describe(type: string, { format }: CatalogOptions, dateMs: InstantMs): Promise<string> {
  const { describeInstanceType } = await import("../../catalog/describe-instance-type.ts");
  const description = describeInstanceType(type, dateMs);
  if (description === undefined) {
    const { nearestInstanceTypes } = await import("../../catalog/nearest-instance-types.ts");
    const nearest = nearestInstanceTypes(type);
    const hint = nearest.length === 0 ? "`stepcast catalog` lists them" : `did you mean ${nearest.join(", ")}?`;
    throw new CommandError(`unknown instance type "${type}": ${hint}`);
  }
  if (format === "json") return `${JSON.stringify(description, null, 2)}\n`;
  const { formatInstanceType } = await import("../format-instance-type.ts");
  return formatInstanceType(description);
}

async function listAll({ format, region }: CatalogOptions, dateMs: InstantMs): Promise<string> {
  const { regions } = await import("../../catalog/region.ts");
  if (!regions().includes(region)) {
    throw new CommandError(`unknown region "${region}": expected one of ${regions().join(", ")}`);
  }
  const { listInstanceTypes, formatInstanceTypes } = await import("../list-instance-types.ts");
  const list = listInstanceTypes(region, dateMs);
  return format === "json" ? `${JSON.stringify(list, null, 2)}\n` : formatInstanceTypes(list);
}
