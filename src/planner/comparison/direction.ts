/** Which way a measure gets better: most are costs, times, losses and failures. */
export function directionOf(measure: string): "less" | "more" | "neither" {
  if (MORE.some((name) => isOf(measure, name))) return "more";
  return NEITHER.some((name) => isOf(measure, name)) ? "neither" : "less";
}

const MORE = ["executions.succeeded", "utilisation", "spot.saving"];

/** How much is bought on Spot markets is a means, not an end. */
const NEITHER = ["spot.share"];

function isOf(measure: string, name: string): boolean {
  return measure === name || measure.startsWith(`${name}.`);
}
