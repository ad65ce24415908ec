import { plainText } from "../../../format/plain-text.ts";
import type { Place } from "../panels/panel.ts";

/** A name that a user gave: as text, its direction of writing kept apart from what stands around it. */
export function appendName(place: Place, name: string): void {
  place.append("bdi").text(plainText(name));
}
