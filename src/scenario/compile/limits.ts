import type { LimitsPlan } from "../../model/plan.ts";
import { DOCUMENTED_LIMITS } from "../defaults.ts";
import type { AccountSettings } from "../sections/account.ts";
import { compileCallLimits } from "./call-limits.ts";

/**
 * The account's limits: the documented ones unless the scenario sets or lifts them (2.4, 2.5, 4.5). On EC2 instances there is
 * none unless it is given: accounts have had theirs raised.
 */
export function compileLimits(account: AccountSettings): LimitsPlan {
  const { activeInstancesPerObject, instanceCreationIntervalMs } = account;
  const ec2Instances = account.ec2InstanceLimit ?? undefined;
  const calls = compileCallLimits(account.callLimits);
  return {
    instanceCreationIntervalMs: orDocumented(instanceCreationIntervalMs, DOCUMENTED_LIMITS.instanceCreationIntervalMs),
    activeInstancesPerObject: orDocumented(activeInstancesPerObject, DOCUMENTED_LIMITS.activeInstancesPerObject),
    ...(ec2Instances === undefined ? {} : { ec2Instances }),
    ...(calls === undefined ? {} : { calls }),
  };
}

function orDocumented(given: number | null | undefined, documented: number): number | null {
  return given === undefined ? documented : given;
}
