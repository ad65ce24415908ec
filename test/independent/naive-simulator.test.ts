import { expect } from "chai";
import { type Recorded, recordsOf } from "../model/run-plan.ts";
import { property } from "../properties/property.ts";
import { planOf, textsOf } from "../properties/random-run.ts";
import type { NaiveAttempt, NaiveLife, NaiveOutcome } from "./naive-case.ts";
import { simulateNaively } from "./naive-simulator.ts";
import { naiveCaseOf, randomCase, textsOfCase } from "./random-naive-case.ts";

/** What the model made of it, in the words of the naive simulator: milliseconds after the activation. */
function outcomeOf(records: Recorded, activationMs: number): NaiveOutcome {
  const after = (instantMs: number | undefined) => (instantMs ?? Number.NaN) - activationMs;
  const indexes = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const row of [...records.instances].sort(
    (a, b) => a.createdAtMs - b.createdAtMs || a.scheduledStartAtMs - b.scheduledStartAtMs,
  )) {
    const index = counts.get(row.componentId) ?? 0;
    counts.set(row.componentId, index + 1);
    indexes.set(row.instanceId, index);
  }
  const createdAt = new Map(records.instances.map((row) => [row.instanceId, after(row.createdAtMs)]));
  const attempts = records.attempts.map(
    (row): NaiveAttempt => ({
      activity: Number(row.componentId.slice(1)),
      index: indexes.get(row.instanceId) ?? -1,
      createdAtMs: createdAt.get(row.instanceId) ?? -1,
      queuedAtMs: after(row.queuedAtMs),
      startedAtMs: after(row.startedAtMs),
      endedAtMs: after(row.endedAtMs),
    }),
  );
  const lives = records.resources.map(
    (row): NaiveLife => ({
      index: indexes.get(row.resourceId) ?? -1,
      createdAtMs: createdAt.get(row.resourceId) ?? -1,
      requestedAtMs: after(row.requestedAtMs),
      readyAtMs: after(row.readyAtMs),
      firstPollAtMs: after(row.firstPollAtMs),
      shuttingDownAtMs: after(row.shuttingDownAtMs),
      stoppedAtMs: after(row.stoppedAtMs),
      terminatedAtMs: after(row.terminatedAtMs),
    }),
  );
  return { ...inOrder({ attempts, lives }), totalMicroUsd: records.bill.totalMicroUsd };
}

function inOrder<Rows extends Pick<NaiveOutcome, "attempts" | "lives">>(outcome: Rows): Rows {
  const attempts = [...outcome.attempts].sort((a, b) => a.activity - b.activity || a.index - b.index);
  return { ...outcome, attempts, lives: [...outcome.lives].sort((a, b) => a.index - b.index) };
}

function linesOf({ attempts, lives, totalMicroUsd }: NaiveOutcome): string {
  return [...attempts, ...lives, totalMicroUsd].map((row) => JSON.stringify(row)).join("\n");
}

describe("the model beside a naive simulator of the same rules", () => {
  property("2.2 to 7.1 gives the same instants and the same bill", randomCase, 100, (shape) => {
    const { objects, content } = textsOfCase(shape);
    const plan = planOf(textsOf(objects, content));
    const expected = inOrder(simulateNaively(naiveCaseOf(shape)));
    const found = outcomeOf(recordsOf(plan), plan.activationMs);
    // as text, so that a difference is shown row by row
    expect(linesOf(found)).to.equal(linesOf(expected));
  });
});
