import type { Distribution } from "../../engine/distribution.ts";
import { FACTOR_ONE } from "../../model/runner/scaling-plan.ts";
import { pathText } from "../source/path-text.ts";
import type { ScenarioPath } from "../source/scenario-node.ts";
import type { CompileContext } from "./compile-context.ts";

/** Below this a law counts as exact. */
const ERROR_MIN = 0.0005;

/** What all times of a law are multiplied by: lognormal, with the mean 1 and the law's error as its variation (8.2). */
export function lawFactor(error: number | undefined): { readonly factor?: Distribution } {
  if (error === undefined || error < ERROR_MIN) return {};
  const variance = Math.log1p(error * error);
  // rounded, so that the plan is the same wherever it is compiled
  const round = (value: number) => Math.round(value * 1e6) / 1e6;
  const [mu, sigma] = [round(Math.log(FACTOR_ONE) - variance / 2), round(Math.sqrt(variance))];
  return { factor: { kind: "lognormal", mu, sigma } };
}

/** Says that a forecast rests on a law that is off by so much, and how that is taken into account. */
export function assumeLawError(context: CompileContext, path: ScenarioPath, error: number, source: string): void {
  context.assumptions.add({
    id: `work.scaling.error.${pathText(path)}`,
    rule: "8.2",
    what: `Error of the scaling law at ${pathText(path)}: a lognormal factor of mean 1, the same for all runs of a replication`,
    value: `${Math.round(error * 1000) / 10}%`,
    source,
    override: "`error` in that `scaling`",
  });
}
