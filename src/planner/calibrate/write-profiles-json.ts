import type { MeasuredFit, Profiles, WorkProfile } from "./profile.ts";
import { summariseReplay } from "./replay/replay-error.ts";
import type { Replay } from "./replay/replay-runs.ts";

/** The profiles with all that is known of each figure, as JSON; samples are counted, not listed. */
export function writeProfilesJson(profiles: Profiles, replay: Replay | undefined): string {
  const { work, ...rest } = profiles;
  const answer = {
    format: "stepcast.profiles/1",
    ...rest,
    work: work.map(withoutRuns),
    ...(replay === undefined ? {} : { replay: { ...summariseReplay(replay.runs), ...replay } }),
  };
  return `${JSON.stringify(answer, withoutSamples, 2)}\n`;
}

function withoutRuns({ runs: _, ...profile }: WorkProfile): Omit<WorkProfile, "runs"> {
  return profile;
}

/** Of a fit the sample, and of numbers those that JSON has no word for. */
function withoutSamples(_key: string, value: unknown): unknown {
  if (isMeasured(value)) {
    const { values, censored, ...fit } = value;
    return { count: values.length, censoredCount: censored.length, ...fit };
  }
  return typeof value === "number" && !Number.isFinite(value) ? null : value;
}

function isMeasured(value: unknown): value is MeasuredFit {
  return typeof value === "object" && value !== null && "fits" in value && "values" in value && "censored" in value;
}
