import type { InstantMs } from "../../base/instant.ts";
import type { ActivityInstance } from "../pipeline/activity-instance.ts";
import type { World } from "../world.ts";
import type { UploadChannel } from "./upload-channel.ts";
import { type LogPlace, logBytes, recordLog } from "./write-log.ts";

/**
 * Records an attempt's stdout, stderr and activity log, which the Task Runner pushes when the attempt ends to
 * `pipelineLogUri/pipelineId/component/instance/attempt` (6.3).
 *
 * @param unarchived what becomes of it where no log URI is given
 */
export function recordAttemptLog(
  world: World,
  channel: UploadChannel,
  hostId: string,
  unarchived: Exclude<LogPlace, { kind: "uri" }>,
  attempt: { readonly instance: ActivityInstance; readonly id: string; readonly startedAtMs: InstantMs },
): void {
  const { instance } = attempt;
  const { logUri } = instance.plan;
  const place: LogPlace = logUri === null ? unarchived : { kind: "uri", uri: logUri };
  const bytes = logBytes(world, "attempt", world.now - attempt.startedAtMs);
  const log = {
    kind: "attempt",
    pipelineId: world.idIfNamed(instance.pipeline),
    writerId: attempt.id,
    hostId,
    path: `${instance.pipeline.id}/${instance.plan.id}/${instance.id}/${attempt.id}`,
    bytes,
    writtenFromAtMs: attempt.startedAtMs,
    writtenToAtMs: world.now,
  } as const;
  recordLog(world, place, log, () => ({
    publishedAtMs: channel.send(bytes),
    putRequests: 3,
    reason: "stdout, stderr and activity log are pushed when the attempt ends (6.3)",
  }));
}
