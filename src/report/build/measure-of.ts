import type { Measure, Result } from "../../experiment/result.ts";

/** The measure of that name, if anything was observed. */
export function measureOf({ measures }: Pick<Result, "measures">, name: string): Measure | undefined {
  const measure = Object.hasOwn(measures, name) ? measures[name] : undefined;
  return measure === undefined || measure.observations === 0 ? undefined : measure;
}
