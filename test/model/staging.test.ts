import { expect } from "chai";
import type { Distribution } from "../../src/engine/distribution.ts";
import type { ActivityPlan, WorkItemPlan } from "../../src/model/plan.ts";
import { ACTIVATION_MS, activityOf, ec2Of, itemOf, planOf } from "./plans.ts";
import { at, type Recorded, recordsOf } from "./run-plan.ts";

/** A copy of a data node at 10 MB/s. */
function copy(role: "stageInput" | "stageOutput", dataNodeId: string, bytes: Distribution): WorkItemPlan {
  const work = { kind: "transfer", dataNodeId, bytes, bytesPerSecond: 10_000_000 } as const;
  return { role, label: dataNodeId, place: "runner", work };
}

const megabytes = (value: number): Distribution => ({ kind: "constant", value: 1_000_000 * value });

/** On an EC2 instance whose runner polls at 130: boot 100, runner install 30. */
function onHost(works: Readonly<Record<string, Partial<ActivityPlan>>>, activations = 1): Recorded {
  const runner = { kind: "resource", resourceId: "R" } as const;
  const activities = Object.entries(works).map(([id, rest]) => activityOf(id, { runner, ...rest }));
  const timesMs = Array.from({ length: activations }, () => ACTIVATION_MS);
  return recordsOf(planOf({ resources: [ec2Of("R")], activities, activation: { kind: "times", timesMs } }));
}

/** [role, start, end] of what the first attempt of an activity did, in seconds. */
function workOf({ attempts }: Recorded, id: string): (string | number | undefined)[][] {
  const items = attempts.find(({ componentId }) => componentId === id)?.workItems ?? [];
  return items.map(({ role, startedAtMs, endedAtMs }) => [role, at(startedAtMs), at(endedAtMs)]);
}

/** How long the work items of a role took, in the order of the attempts, in milliseconds. */
function lengthsOf({ attempts }: Recorded, id: string, role: WorkItemPlan["role"]): number[] {
  const rows = attempts.filter(({ componentId }) => componentId === id);
  const items = rows.flatMap(({ workItems }) => workItems.filter((item) => item.role === role));
  return items.map(({ startedAtMs, endedAtMs }) => endedAtMs - startedAtMs);
}

const RANDOM: Distribution = { kind: "exponential", mean: 500_000_000 };

describe("staging", () => {
  // 100 MB in 10 s, 25 MB in 2.5 s
  it("4.7 copies each input before the command and each output after it, by its size", () => {
    const work = [
      copy("stageInput", "In1", megabytes(100)),
      copy("stageInput", "In2", megabytes(50)),
      itemOf("command", 60),
      copy("stageOutput", "Out", megabytes(25)),
    ];
    expect(workOf(onHost({ A: { work } }), "A")).to.deep.equal([
      ["stageInput", 130, 140],
      ["stageInput", 140, 145],
      ["command", 145, 205],
      ["stageOutput", 205, 207.5],
    ]);
  });

  it("4.7 a started millisecond counts, and nothing takes no time", () => {
    const bytes = [0, 1, 10_000, 10_001];
    const work = bytes.map((value, index) => copy("stageInput", `In${index}`, { kind: "constant", value }));
    expect(lengthsOf(onHost({ A: { work } }), "A", "stageInput")).to.deep.equal([0, 1, 1, 2]);
  });

  it("3.4 a copy is stopped with its attempt", () => {
    const work = [copy("stageInput", "In", megabytes(1000)), itemOf("command", 60)];
    const records = onHost({ A: { work, attemptTimeoutMs: 30_000 } });
    expect(workOf(records, "A")).to.deep.equal([["stageInput", 130, 160]]);
    expect(records.attempts[0]?.status).to.equal("TIMEDOUT");
  });

  it("8.2 what one activity writes another finds as large, and a retry too; another activation does not", () => {
    const works = {
      A: { work: [copy("stageOutput", "Data", RANDOM)] },
      B: {
        work: [copy("stageInput", "Data", RANDOM), itemOf("command", 9000)],
        attemptTimeoutMs: 8_000_000,
        retry: { maximum: 1, delayMs: 120_000 },
      },
    };
    const records = onHost(works, 2);
    const written = lengthsOf(records, "A", "stageOutput");
    const [first = 0, second = 0] = written;
    expect(written).to.have.length(2);
    expect(first).to.not.equal(second);
    expect(lengthsOf(records, "B", "stageInput")).to.have.members([first, first, second, second]);
  });

  it("8.2 staging and scripts around the work leave the work as it was", () => {
    const command: WorkItemPlan = { ...itemOf("command", 0), work: { kind: "duration", duration: RANDOM } };
    const around = [
      itemOf("preActivityTask", 5),
      copy("stageInput", "In", RANDOM),
      command,
      itemOf("postActivityTask", 5),
    ];
    const plain = lengthsOf(onHost({ A: { work: [command] } }), "A", "command");
    expect(lengthsOf(onHost({ A: { work: around } }), "A", "command")).to.deep.equal(plain);
  });

  it("4.6 the scripts of an activity run on its host before and after everything else", () => {
    const work = [
      itemOf("preActivityTask", 5),
      copy("stageInput", "In", megabytes(100)),
      itemOf("command", 60),
      itemOf("postActivityTask", 7),
    ];
    expect(workOf(onHost({ A: { work } }), "A")).to.deep.equal([
      ["preActivityTask", 130, 135],
      ["stageInput", 135, 145],
      ["command", 145, 205],
      ["postActivityTask", 205, 212],
    ]);
  });
});
