import { createHash } from "node:crypto";
import { expect } from "chai";
import { EventDigest } from "../../src/experiment/event-digest.ts";
import type { TransitionEvent } from "../../src/model/records.ts";

const MOVES = [
  { machine: "instance", id: "@A_2012-11-23T00:00:00", from: null, to: "SCHEDULED" },
  { machine: "ec2Instance", id: "@R_2012-11-23T00:00:00/CORE-0", from: "pending", to: "running" },
  { machine: "instance", id: "@\u00e9_2012-11-23T00:00:00", from: "SCHEDULED", to: "WAITING_FOR_RUNNER" },
] as const;

function digestOf(events: readonly TransitionEvent[], digest = new EventDigest()): string {
  for (const event of events) digest.observe(event);
  return digest.finish();
}

/** 3,000 transitions: more than are hashed in one piece. */
const EVENTS = Array.from({ length: 1000 }, (_, index) =>
  MOVES.map((move): TransitionEvent => ({ kind: "transition", atMs: index, reason: "so", ...move })),
).flat();

describe("the digest of events", () => {
  it("8.1 is the same by any SHA-256", () => {
    const byNode = new EventDigest(() => createHash("sha256"));
    expect(digestOf(EVENTS, byNode)).to.equal(digestOf(EVENTS));
  });

  it("8.1 tells apart when, who and which move, and in which order", () => {
    const [first, second, ...others] = EVENTS;
    if (first === undefined || second === undefined) throw new Error("there are events");
    const variants = [
      [{ ...first, atMs: 1 }, second],
      [{ ...first, id: "@A_2012-11-23T00:00:01" }, second],
      [{ ...first, machine: "attempt" as const }, second],
      [{ ...first, to: "RUNNING" }, second],
      [second, first],
    ];
    const digests = variants.map((changed) => digestOf([...changed, ...others]));
    expect(new Set([digestOf(EVENTS), ...digests]).size).to.equal(6);
  });
});
