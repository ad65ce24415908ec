import { EXPONENTIAL } from "./exponential.ts";
import type { Family } from "./family.ts";
import { GAMMA } from "./gamma.ts";
import { LOGNORMAL } from "./lognormal.ts";
import { NORMAL } from "./normal.ts";
import { PARETO } from "./pareto.ts";
import { UNIFORM } from "./uniform.ts";
import { WEIBULL } from "./weibull.ts";

/**
 * What is fitted to a sample. Triangular and PERT distributions are not: they are ways to write down what an expert
 * expects, and the ends of their range cannot be had from a sample.
 */
export const FAMILIES: readonly Family[] = [LOGNORMAL, GAMMA, WEIBULL, EXPONENTIAL, NORMAL, UNIFORM, PARETO];
