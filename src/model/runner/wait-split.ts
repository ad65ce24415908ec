import type { InstantMs } from "../../base/instant.ts";
import type { WaitSplit } from "../records.ts";
import type { HostMilestones } from "./work-host.ts";

/** Splits the wait [fromMs, toMs] by what the resource was doing meanwhile; the parts add up to it exactly (5.6). */
export function splitWait(fromMs: InstantMs, toMs: InstantMs, milestones: HostMilestones): WaitSplit {
  let markMs = fromMs;
  const until = (milestoneMs: InstantMs | undefined): number => {
    const endMs = Math.min(toMs, Math.max(markMs, milestoneMs ?? markMs));
    const partMs = endMs - markMs;
    markMs = endMs;
    return partMs;
  };
  const launchMs = until(milestones.launchedAtMs ?? milestones.requestedAtMs);
  return {
    bootMs: until(milestones.bootedAtMs),
    bootstrapMs: until(milestones.bootstrappedAtMs),
    applicationsMs: until(milestones.readyAtMs),
    runnerInstallMs: until(milestones.firstPollAtMs),
    queueMs: launchMs + until(toMs),
  };
}
