import type { Io } from "./io.ts";

/** Colours are for terminals whose user has not refused them, by `--no-color` or as https://no-color.org says. */
export function isColorful(color: boolean, isTerminal: boolean, io: Io): boolean {
  return color && isTerminal && (io.env.NO_COLOR ?? "") === "";
}
