import type { NanoUsd } from "../../base/money.ts";
import { type OtherPriceItem, otherPrice } from "../../catalog/other-price.ts";
import type { ScenarioPath } from "../source/scenario-node.ts";
import { formatMoney } from "../units/money.ts";
import type { CompileContext } from "./compile-context.ts";
import { catalogSource } from "./instance-types.ts";

/** A price that is not per instance and hour: the scenario's own, else AWS's list, named as an assumption. */
export function compileOtherPrice(
  context: CompileContext,
  own: NanoUsd | undefined,
  item: OtherPriceItem,
  what: string,
  path: ScenarioPath,
  quantity = 1,
): NanoUsd {
  if (own !== undefined) return own;
  const price = otherPrice(item, context.region, context.pricesDateMs);
  const nanoUsd = Math.round(price.nanoUsd * quantity);
  const notes = [catalogSource(price.source), price.evidence === "found" ? "" : price.evidence, price.note ?? ""];
  context.assumptions.add({
    id: `price.${item}`,
    rule: "7.1",
    what,
    value: formatMoney(nanoUsd),
    source: notes.filter((note) => note !== "").join("; "),
    path,
    yaml: formatMoney(nanoUsd),
  });
  return nanoUsd;
}
