import { didYouMean } from "../source/nearest-names.ts";
import type { Value } from "./value.ts";

/** Refuses what would change the numbers but is not simulated, rather than pass over it. */
export function refuseNotSimulated(value: Value | undefined, what: string, hint: string): void {
  value?.problems.error("SCENARIO_NOT_SIMULATED", value.node.place, `${what} is not simulated yet`, {
    path: value.path,
    hint,
  });
}

/** Refuses a name that is none of `names`. */
export function refuseUnknownName(value: Value, message: string, name: string, names: readonly string[]): void {
  const hint = didYouMean(name, names);
  value.problems.error("SCENARIO_VALUE", value.node.place, message, {
    path: value.path,
    ...(hint === undefined ? {} : { hint }),
  });
}
