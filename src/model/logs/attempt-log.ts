import type { ComponentRef } from "../records.ts";
import type { LoggedAttempt } from "../runner/work-host.ts";
import type { World } from "../world.ts";
import type { UploadChannel } from "./upload-channel.ts";
import { type LogPlace, logBytes, recordLog } from "./write-log.ts";

/**
 * Records an attempt's stdout, stderr and activity log, which the Task Runner pushes when the attempt ends to
 * `pipelineLogUri/pipelineId/component/instance/attempt` (6.3).
 *
 * @param unarchived what becomes of it where no log URI is given, or where its Task Runner died before
 */
export function recordAttemptLog(
  world: World,
  channel: UploadChannel,
  host: { readonly id: string; readonly component: ComponentRef | undefined },
  unarchived: Exclude<LogPlace, { kind: "uri" }>,
  attempt: LoggedAttempt,
): void {
  const { instance, startedAtMs, lostAtMs } = attempt;
  const { logUri } = instance.plan;
  const place: LogPlace = logUri === null || lostAtMs !== undefined ? unarchived : { kind: "uri", uri: logUri };
  const writtenToAtMs = lostAtMs ?? world.now;
  const bytes = logBytes(world, "attempt", writtenToAtMs - startedAtMs);
  const log = {
    kind: "attempt",
    pipelineId: world.idIfNamed(instance.pipeline),
    writerId: attempt.id,
    hostId: host.id,
    resource: host.component,
    path: `${instance.pipeline.id}/${instance.plan.id}/${instance.id}/${attempt.id}`,
    bytes,
    writtenFromAtMs: startedAtMs,
    writtenToAtMs,
  } as const;
  recordLog(world, place, log, () => ({
    upload: channel.send(bytes),
    channel,
    otherwise: unarchived.kind,
    putRequests: 3,
    reason: "stdout, stderr and activity log are pushed when the attempt ends (6.3)",
  }));
}
