import { regions } from "../../catalog/region.ts";
import type { PipelineDefinition, PipelineObject } from "../../definition/definition.ts";
import { DEFAULT_REGION } from "../defaults.ts";
import type { Scenario } from "../scenario.ts";
import { didYouMean } from "../source/nearest-names.ts";
import type { Problems } from "../source/problems.ts";
import type { AssumptionBook } from "./assumption-book.ts";
import { textOf, typeOf } from "./fields.ts";
import { RESOURCE_TYPES } from "./runner.ts";

interface RegionScope {
  readonly scenario: Scenario;
  readonly definition: PipelineDefinition;
  readonly problems: Problems;
  readonly assumptions: AssumptionBook;
}

/** The region whose prices hold: the scenario's, else the one that the first resource names, else the default. */
export function compileRegion(scope: RegionScope): string {
  const { scenario, definition, assumptions } = scope;
  const resources = definition.objects.filter((object) => RESOURCE_TYPES.has(typeOf(object)));
  const own = resources.flatMap((object) => textOf(scope, object, "region") ?? []);
  const region = scenario.account.region?.value ?? own[0] ?? DEFAULT_REGION.value;
  refuseUnknown(scope, region);
  for (const object of resources) warnOfOther(scope, object, region);
  if (scenario.account.region !== undefined) return region;
  const { rule, what, source } = DEFAULT_REGION;
  assumptions.add({
    id: "account.region",
    rule,
    what,
    value: region,
    source: own[0] === undefined ? source : "`region` of a resource of the definition",
    path: ["account", "region"],
    yaml: region,
  });
  return region;
}

function refuseUnknown({ scenario, definition, problems }: RegionScope, region: string): void {
  const known = regions();
  if (known.includes(region)) return;
  const place = scenario.account.region?.place ?? { file: definition.file, offset: 0, line: 1, column: 1 };
  const hint = didYouMean(region, known);
  problems.error("SCENARIO_VALUE", place, `the prices of the region \`${region}\` are not known`, {
    path: "account.region",
    ...(hint === undefined ? {} : { hint }),
  });
}

function warnOfOther(scope: RegionScope, object: PipelineObject, region: string): void {
  const own = textOf(scope, object, "region");
  if (own === undefined || own === region) return;
  const place = { file: scope.definition.file, ...(object.fields.get("region") ?? object).position };
  const message = `${object.id} runs in ${own}, but all prices are those of ${region}`;
  scope.problems.warning("PLAN_NOT_SIMULATED", place, message, { path: `${object.id}.region`, rule: "7.1" });
}
