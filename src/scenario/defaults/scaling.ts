import type { Default } from "../defaults.ts";

/** Where a law was fitted to runs on other instance types than those that it is to forecast. */
export const DEFAULT_TYPE_ERROR: Default<number> = {
  rule: "5.4",
  what: "Error of the speeds by which instance types are compared",
  value: 0.24,
  source:
    "2,438 forecasts of published run times from those of another type: half were off by up to 16 % (docs/scaling.md)",
};
