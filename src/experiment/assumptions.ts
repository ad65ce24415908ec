import type { ApiOperation, Assumption, Plan } from "../model/plan.ts";

/** The plan's assumptions, and the limits on calls where calls were refused: the others did not tell (4.5). */
export function assumptionsOf(plan: Plan, throttled: ReadonlySet<ApiOperation>): readonly Assumption[] {
  const { calls } = plan.limits;
  if (calls === undefined || throttled.size === 0) return plan.assumptions;
  const told = calls.assumptions.filter(({ operation }) => operation === undefined || throttled.has(operation));
  return [...plan.assumptions, ...told.map(({ assumption }) => assumption)];
}
