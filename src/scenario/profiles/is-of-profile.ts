import type { Scenario } from "../scenario.ts";
import { childOf, type Place } from "../source/scenario-node.ts";

/** Whether a value is from one of the files under `profiles`: those may know more than a definition has. */
export function isOfProfile({ file, root }: Scenario, place: Place): boolean {
  return childOf(root, "profiles") !== undefined && place.file !== file && place.file !== "--set";
}
