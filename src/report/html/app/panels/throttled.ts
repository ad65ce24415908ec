import { throttledSentence } from "../../../format/throttled-sentence.ts";
import type { View } from "../../../view.ts";
import { drawSection } from "../draw/section.ts";
import type { Place } from "./panel.ts";

/** Calls that the service refused because the account's limits were reached (4.5). */
export function drawThrottled(page: Place, { throttled }: View): void {
  if (throttled.length === 0) return;
  const section = drawSection(page, "throttled", "Calls refused by the account's limits", "Of the first run.");
  const list = section.append<HTMLElement>("ul");
  for (const row of throttled) list.append<HTMLElement>("li").text(throttledSentence(row));
}
