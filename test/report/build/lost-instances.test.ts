import { expect } from "chai";
import type { Result } from "../../../src/experiment/result.ts";
import { buildLogs } from "../../../src/report/build/build-logs.ts";
import { buildTimeline } from "../../../src/report/build/build-timeline.ts";
import { summarised } from "../../../src/report/build/first-run.ts";
import { lostWindow } from "../../../src/report/format/lost-window.ts";
import { ACTIVATION_MS, workedExample } from "../worked-example.ts";

const at = (seconds: number): number => ACTIVATION_MS + 1000 * seconds;

/** The worked example, in which CORE-3 is lost at 600 s, with what it wrote from 480 s on. */
const result: Result = {
  ...workedExample,
  ec2Instances: workedExample.ec2Instances.map((row) =>
    row.ec2InstanceId === "CORE-3"
      ? {
          ...row,
          shuttingDownAtMs: at(600),
          terminatedAtMs: at(600),
          lost: { cause: "failure", reason: "what it ran on failed" },
        }
      : row,
  ),
  logs: [
    {
      kind: "node",
      writerId: "CORE-3",
      hostId: "@MyEmrCluster_2012-11-23T00:00:00",
      status: "lost",
      reason: "its host was lost before it was pushed (6.5)",
      bytes: 420_000,
      bytesPublished: 300_000,
      putRequests: 1,
      writtenFromAtMs: at(180),
      writtenToAtMs: at(600),
      lostFromAtMs: at(480),
    },
  ],
};

describe("the report of lost instances", () => {
  const band = (role: string) => {
    const lane = buildTimeline(result).groups[0]?.lanes.find(({ label }) => label.startsWith(role));
    if (lane?.kind !== "band") throw new Error("instances are a band");
    return lane;
  };

  it("5.3 marks on the lane of its group when an instance was lost, and says why", () => {
    expect(band("core").losses).to.deep.equal([
      { atMs: 600_000, detail: "@MyEmrCluster_2012-11-23T00:00:00/CORE-3 was lost: what it ran on failed" },
    ]);
    expect(band("master").losses).to.equal(undefined);
  });

  it("5.3 counts one instance less from then on", () => {
    const { points } = band("core");
    const before = points.filter(([atMs = 0]) => atMs < 600_000).at(-1) ?? [];
    const after = points.find(([atMs]) => atMs === 600_000) ?? [];
    const sum = (counts: readonly number[]) => counts.slice(1).reduce((total, count) => total + count, 0);
    expect([sum(before), sum(after)]).to.deep.equal([10, 9]);
  });

  it("6.5 says how much of its logs is lost, and when that was written", () => {
    const [group] = buildLogs(summarised(result)).groups.rows;
    expect(group?.lost).to.deep.equal({ bytes: 120_000, fromMs: at(480), toMs: at(600) });
    expect(group && lostWindow(group)).to.equal("; 120 kB, written from 2012-11-23 00:08:00 to 00:10:00 UTC");
  });
});
