import fc from "fast-check";
import { LENGTHS_FILE } from "./text-files.ts";

/** A length of time as a scenario writes it: a constant in whole seconds, so that things coincide, or a distribution. */
export function lengthUpTo(maxS: number): fc.Arbitrary<unknown> {
  const whole = fc.integer({ min: 1, max: maxS });
  const spread = fc.tuple(whole, whole, whole).map((values) => values.sort((a, b) => a - b));
  return fc.oneof(
    { weight: 4, arbitrary: fc.nat(maxS).map((value) => `${value} s`) },
    { weight: 3, arbitrary: whole.map((mean) => ({ exponential: { mean: `${mean} s` } })) },
    whole.map((mean) => ({ normal: { mean: `${mean} s`, cv: 0.2 } })),
    whole.map((mean) => ({ lognormal: { mean: `${mean} s`, cv: 0.5 } })),
    whole.map((mean) => ({ gamma: { mean: `${mean} s`, cv: 0.7 } })),
    whole.map((scale) => ({ weibull: { shape: 1.5, scale: `${scale} s` } })),
    whole.map((min) => ({ pareto: { min: `${min} s`, alpha: 2.5 } })),
    spread.map(([min = 0, , max = 0]) => ({ uniform: { min: `${min} s`, max: `${max} s` } })),
    spread.map(([min = 0, mode = 0, max = 0]) => ({
      triangular: { min: `${min} s`, mode: `${mode} s`, max: `${max + 1} s` },
    })),
    spread.map(([min = 0, mode = 0, max = 0]) => ({
      pert: { min: `${min} s`, mode: `${mode} s`, max: `${max + 1} s` },
    })),
    spread.map((values) => ({ empirical: values.map((value) => `${value} s`) })),
    fc.constant({ empirical: { file: `./${LENGTHS_FILE}`, column: "length", unit: "s" } }),
  );
}

/** Fields of which each may be there or not. */
export function someOf(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(fields, { requiredKeys: [] });
}

/** `{ref: "ID"}`, as a definition writes it. */
export function refTo(id: string): { readonly ref: string } {
  return { ref: id };
}
