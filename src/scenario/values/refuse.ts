import { didYouMean } from "../source/nearest-names.ts";
import type { Value } from "./value.ts";

/** Refuses a name that is none of `names`. */
export function refuseUnknownName(value: Value, message: string, name: string, names: readonly string[]): void {
  const hint = didYouMean(name, names);
  value.problems.error("SCENARIO_VALUE", value.node.place, message, {
    path: value.path,
    ...(hint === undefined ? {} : { hint }),
  });
}
