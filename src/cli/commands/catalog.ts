import { type Command, InvalidArgumentError, Option } from "commander";
import { type InstantMs, parseInstant } from "../../base/instant.ts";
import { CommandError } from "../exit-status.ts";
import type { CommandContext } from "../main.ts";
import { textOrJson } from "../text-or-json.ts";

const EXAMPLES = `
Examples:
  stepcast catalog                                  every instance type, with the last price known
  stepcast catalog m1.small                         all that is known of one type, with sources
  stepcast catalog m1.small --date 2012-11-23       with the prices of a date
  stepcast catalog m1.small --format json           the same for a program
`;

interface CatalogOptions {
  readonly region: string;
  readonly date: InstantMs;
  readonly format: "text" | "json";
}

/** `stepcast catalog [TYPE]`: what the catalog knows of instance types, each figure with its source. */
export function addCatalogCommand(root: Command, { io }: CommandContext): void {
  root
    .command("catalog")
    .description("instance types with prices, slots, boot times and their sources")
    .argument("[type]", "an instance type; without it, all of them in one table")
    .option("--region <region>", "region of the prices in the table of all types", "us-east-1")
    .addOption(
      new Option("--date <date>", "prices as of this date").default(parseInstant(LAST_DATE), LAST_DATE).argParser(date),
    )
    .option("--format <format>", "text or json", textOrJson, "text")
    .addHelpText("after", EXAMPLES)
    .action(async (type: string | undefined, options: CatalogOptions) => {
      if (options.date < FIRST_DATE_MS) {
        io.stderr.write(`stepcast: no prices are known from before ${FIRST_DATE}: those shown are later ones\n`);
      }
      io.stdout.write(type === undefined ? await listAll(options) : await describe(type, options));
    });
}

/** The first one of which prices are known. */
const FIRST_DATE = "2006-08-24";
const FIRST_DATE_MS = Date.UTC(2006, 7, 24);

/** The last one on which prices were seen. */
const LAST_DATE = "2026-07-20";

function date(text: string): InstantMs {
  const dateMs = parseInstant(text);
  if (dateMs === undefined) throw new InvalidArgumentError("expected a date, e.g. 2012-11-23");
  return dateMs;
}

async function describe(type: string, { date: dateMs, format }: CatalogOptions): Promise<string> {
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

async function listAll({ date: dateMs, format, region }: CatalogOptions): Promise<string> {
  const { regions } = await import("../../catalog/region.ts");
  if (!regions().includes(region)) {
    throw new CommandError(`unknown region "${region}": expected one of ${regions().join(", ")}`);
  }
  const { listInstanceTypes, formatInstanceTypes } = await import("../list-instance-types.ts");
  const list = listInstanceTypes(region, dateMs);
  return format === "json" ? `${JSON.stringify(list, null, 2)}\n` : formatInstanceTypes(list);
}
