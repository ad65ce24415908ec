import { expect } from "chai";
import type { Result } from "../../../src/experiment/result.ts";
import { BOUNDS } from "../../../src/report/build/bounds.ts";
import { buildTimeline } from "../../../src/report/build/build-timeline.ts";
import { packRows } from "../../../src/report/build/pack-rows.ts";
import { stateCurve } from "../../../src/report/build/state-curve.ts";
import { hostileResult } from "../hostile-result.ts";
import { ACTIVATION_MS, workedExample } from "../worked-example.ts";

describe("the timeline of a run", () => {
  const { groups, endMs, notes } = buildTimeline(workedExample);
  const lanes = groups[0]?.lanes ?? [];

  it("has one group for the cluster: a band per role, its attempts, its logs; to the end of the shutdown", () => {
    expect(groups.map(({ label, kind }) => [label, kind])).to.deep.equal([["MyEmrCluster", "EmrCluster"]]);
    expect(lanes.map(({ kind, label }) => `${kind} ${label}`)).to.deep.equal([
      "band master m1.xlarge",
      "band core m1.small",
      "band task m1.small",
      "bars attempts",
      "bars logs",
    ]);
    expect(endMs).to.equal(1_448_896);
    expect(notes).to.deep.equal([]);
  });

  // pending 0, running 20, bootstrap 95, then waiting for the master until 180; steps from 230 to 1130; logs 1145
  it("5.1 counts the 10 core nodes through their states", () => {
    const core = lanes[1];
    if (core?.kind !== "band") throw new Error("core nodes are a band");
    const named = core.points.map(([atMs = 0, ...counts]) => [
      atMs / 1000,
      ...counts.flatMap((count, index) => (count === 0 ? [] : [`${count} ${core.states[index]}`])),
    ]);
    expect(named).to.deep.equal([
      [0, "10 pending"],
      [20, "10 boot"],
      [95, "10 bootstrap"],
      [115, "10 setup"],
      [180, "10 idle"],
      [230, "10 working"],
      [1130, "10 idle"],
      [1145, "10 publishing"],
      [1148.896, "10 shuttingDown"],
      [1448.896],
    ]);
  });

  it("4.6 shows an attempt's wait, commands and steps", () => {
    const attempts = lanes[3];
    if (attempts?.kind !== "bars") throw new Error("one attempt is a bar");
    const segments = attempts.bars[0]?.segments.map(({ state, fromMs, toMs }) => [state, fromMs / 1000, toMs / 1000]);
    expect(segments).to.deep.equal([
      ["queued", 0, 210],
      ["preStepCommand", 210, 230],
      ["step", 230, 830],
      ["step", 830, 1130],
      ["postStepCommand", 1130, 1145],
    ]);
  });

  it("4.7 shows copies and scripts around the work by states of their own", () => {
    const [attempt] = workedExample.attempts;
    if (attempt === undefined) throw new Error("the example has an attempt");
    const roles = ["preActivityTask", "stageInput", "command", "stageOutput", "postActivityTask"] as const;
    const workItems = roles.map((role, index) => ({
      role,
      label: role,
      startedAtMs: attempt.startedAtMs + 10_000 * index,
      endedAtMs: attempt.startedAtMs + 10_000 * (index + 1),
      completed: true,
    }));
    const endedAtMs = attempt.startedAtMs + 50_000;
    const staged = buildTimeline({ ...workedExample, attempts: [{ ...attempt, endedAtMs, workItems }] });
    const lane = staged.groups[0]?.lanes[3];
    if (lane?.kind !== "bars") throw new Error("one attempt is a bar");
    expect(lane.bars[0]?.segments.map(({ state }) => state)).to.deep.equal(["queued", ...roles]);
  });

  it("is bounded however large the run is, and says what it puts together", () => {
    const [attempt] = workedExample.attempts;
    if (attempt === undefined) throw new Error("the example has an attempt");
    const attempts = Array.from({ length: 20_000 }, (_, index) => {
      const startedAtMs = ACTIVATION_MS + index * 7001;
      return {
        ...attempt,
        runnerId: `wg/${index % 50}`,
        queuedAtMs: startedAtMs,
        startedAtMs,
        endedAtMs: startedAtMs + 60_000,
      };
    });
    const large: Result = { ...hostileResult, attempts: [...hostileResult.attempts, ...attempts] };
    const timeline = buildTimeline(large);
    expect(JSON.stringify(timeline).length).to.be.below(200_000);
    expect(timeline.groups.find(({ label }) => label === "wg")).to.include({ kind: "50 × Task Runner" });
    expect(timeline.notes.join(" ")).to.include(`more than ${BOUNDS.bars} attempts`);
  });
});

describe("rows of spans", () => {
  it("puts a span into the lowest row that is free", () => {
    const spans = [
      { fromMs: 0, toMs: 10 },
      { fromMs: 5, toMs: 20 },
      { fromMs: 10, toMs: 15 },
      { fromMs: 12, toMs: 13 },
    ];
    expect(packRows(spans)).to.deep.equal({ rows: [0, 1, 0, 2], count: 3 });
  });
});

describe("a curve of states", () => {
  it("keeps its first and last points when it is thinned", () => {
    const intervals = Array.from(
      { length: 1000 },
      (_, index) => ({ state: "working", fromMs: index, toMs: 2000 - index }) as const,
    );
    const { points, isThinned } = stateCurve(intervals, ["working"], 100);
    expect(isThinned).to.equal(true);
    expect(points).to.have.length(100);
    expect(points[0]).to.deep.equal([0, 1]);
    expect(points.at(-1)).to.deep.equal([2000, 0]);
    expect(points[50]?.[1]).to.be.closeTo(1000, 20);
  });
});
