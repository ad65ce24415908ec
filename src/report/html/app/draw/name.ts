import { plainText } from "../../../format/plain-text.ts";
import { shortName } from "../../../format/short-name.ts";
import type { Place } from "../panels/panel.ts";

/**
 * A name that a user gave: as text, its direction of writing kept apart from what stands around it. Ids run from
 * left to right whatever letters they hold, or their punctuation would change places.
 */
export function appendName(place: Place, name: string): void {
  const shown = shortName(name);
  const whole = plainText(name);
  place
    .append("bdi")
    .attr("dir", "ltr")
    .attr("title", shown === whole ? null : whole)
    .text(shown);
}

/** A sentence, or whatever else may hold names of the user; the style sheet bounds how many lines of it are seen. */
export function appendText(place: Place, text: string): void {
  place.append("bdi").attr("dir", "ltr").text(plainText(text));
}
