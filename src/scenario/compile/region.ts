import { invariant } from "../../base/invariant.ts";
import { regions } from "../../catalog/region.ts";
import type { PipelineDefinition, PipelineObject } from "../../definition/definition.ts";
import { DEFAULT_REGION } from "../defaults.ts";
import type { Scenario } from "../scenario.ts";
import type { AccountSettings } from "../sections/account.ts";
import { didYouMean } from "../source/nearest-names.ts";
import type { Problems } from "../source/problems.ts";
import type { Place } from "../source/scenario-node.ts";
import type { AssumptionBook } from "./assumption-book.ts";
import { textOf, typeOf } from "./fields.ts";
import { RESOURCE_TYPES } from "./runner.ts";

interface RegionScope {
  readonly definition: PipelineDefinition;
  readonly problems: Problems;
  readonly assumptions: AssumptionBook;
}

/**
 * The region of the account, whose prices hold: the scenario's, else the one that the first resource names, else the
 * default.
 */
export function compileRegion({ account }: Scenario, pipelines: readonly RegionScope[]): string {
  const [first] = pipelines;
  invariant(first !== undefined, "a scenario has a pipeline");
  const resources = pipelines.flatMap((scope) =>
    scope.definition.objects
      .filter((object) => RESOURCE_TYPES.has(typeOf(object)))
      .map((object): RegionResource => ({ scope, object, region: ownRegion(scope, object) })),
  );
  const named = resources.find(({ region }) => region !== undefined);
  const region = chooseRegion(account, first, named);
  for (const { scope, object } of resources) warnOfOther(scope, object, region);
  return region;
}

interface RegionResource {
  readonly scope: RegionScope;
  readonly object: PipelineObject;
  /** Its own. */
  readonly region: string | undefined;
}

function chooseRegion(account: AccountSettings, first: RegionScope, named: RegionResource | undefined): string {
  if (account.region !== undefined) {
    refuseUnknown(first, account.region.value, account.region.place, "account.region");
    return account.region.value;
  }
  const { rule, what, value, source } = DEFAULT_REGION;
  const region = named?.region ?? value;
  if (named !== undefined)
    refuseUnknown(named.scope, region, placeOfRegion(named.scope, named.object), `${named.object.id}.region`);
  first.assumptions.add({
    id: "account.region",
    rule,
    what,
    value: region,
    source: named === undefined ? source : `\`region\` of ${named.object.id}`,
    path: ["account", "region"],
    yaml: region,
  });
  return region;
}

/** An expression that has no value is a problem of the definition, not a region. */
function ownRegion(scope: RegionScope, object: PipelineObject): string | undefined {
  const region = textOf(scope, object, "region");
  return region?.includes("#{") === true ? undefined : region;
}

function refuseUnknown({ problems }: RegionScope, region: string, place: Place, path: string): void {
  const known = regions();
  if (known.includes(region)) return;
  const hint = didYouMean(region, known);
  const message = `the prices of the region \`${region}\` are not known`;
  problems.error("PLAN_PRICE", place, message, { path, rule: "7.1", ...(hint === undefined ? {} : { hint }) });
}

function warnOfOther(scope: RegionScope, object: PipelineObject, region: string): void {
  const own = ownRegion(scope, object);
  if (own === undefined || own === region) return;
  const message = `${object.id} runs in ${own}, but all prices are those of ${region}`;
  const path = `${object.id}.region`;
  scope.problems.warning("PLAN_NOT_SIMULATED", placeOfRegion(scope, object), message, { path, rule: "7.1" });
}

function placeOfRegion({ definition }: RegionScope, object: PipelineObject): Place {
  return { file: definition.file, ...(object.fields.get("region") ?? object).position };
}
