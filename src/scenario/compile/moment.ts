import type { InstantMs } from "../../base/instant.ts";
import type { Moment } from "../sections/activation.ts";
import type { Problems } from "../source/problems.ts";
import type { Place, ScenarioPath } from "../source/scenario-node.ts";
import { formatUtc } from "../units/instant.ts";

/** The instant of a moment that may count from the activation. */
export function momentInstant(moment: Moment, activationMs: InstantMs): InstantMs {
  return moment.kind === "instant" ? moment.instantMs : activationMs + moment.afterMs;
}

/** Nothing that the scenario dates may lie before the activation, with which time begins. */
export function refuseBefore(
  instantMs: InstantMs,
  activationMs: InstantMs,
  what: string,
  { place, path }: { readonly place: Place; readonly path: ScenarioPath },
  problems: Problems,
): void {
  if (instantMs >= activationMs) return;
  const message = `${what} (${formatUtc(instantMs)}) lies before the activation (${formatUtc(activationMs)})`;
  const hint = "give an instant after it, or an earlier `activation.at`";
  problems.error("SCENARIO_VALUE", place, message, { path, hint });
}
