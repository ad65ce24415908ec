import { expect } from "chai";
import { runExperiment } from "../../src/experiment/experiment.ts";
import type { InstanceRow } from "../../src/model/records.ts";
import type { Recorded } from "../model/run-plan.ts";
import { LEGAL_MOVES } from "./legal-moves.ts";
import { qualifiedId } from "./qualified.ts";
import { forAllRuns, type RandomRun } from "./random-run.ts";
import { groupBy } from "./spans.ts";

const CERTIFIED = { scenarioDigest: "", definitionDigests: [], catalogDigest: "", command: "" };

/** The trace by state machine; activities and resources are told apart. */
function livesOf({ records }: RandomRun): { machine: string; id: string; moves: Recorded["transitions"] }[] {
  const types = new Map(records.instances.map((row) => [row.instanceId, row.type]));
  const lives = groupBy(records.transitions, ({ machine, id }) => `${machine} ${id}`);
  return [...lives.values()].flatMap((moves) => {
    const [first] = moves;
    if (first === undefined) return [];
    const { machine, id } = first;
    return [{ machine: machine === "instance" ? kindOf(types.get(id) ?? "") : machine, id, moves }];
  });
}

/** What an instance is one of, by the type of its object. */
function kindOf(type: string): string {
  if (type.endsWith("Activity")) return "activity";
  if (type.endsWith("DataNode")) return "dataNode";
  if (type === "EmrCluster" || type === "Ec2Resource") return "resource";
  return type === "Exists" || type === "ShellCommandPrecondition" ? "userManagedPrecondition" : "precondition";
}

describe("lives of instances and attempts, whatever the texts", () => {
  forAllRuns("8.1 never goes back in time, and ends at the horizon at the latest", 60, ({ plan, records }) => {
    let lastMs = plan.activationMs;
    for (const { atMs } of records.transitions) {
      expect(atMs).to.be.at.least(lastMs);
      lastMs = atMs;
    }
    expect(records.endedAtMs).to.be.within(lastMs, plan.horizonMs);
  });

  forAllRuns("2.6 makes only moves that the rules know, each with a reason", 60, (run) => {
    for (const { machine, moves } of livesOf(run)) {
      for (const { from, to, reason } of moves) {
        expect(LEGAL_MOVES[machine]?.[from ?? ""] ?? [], `${machine} from ${from}`).to.include(to);
        expect(reason).to.not.equal("");
      }
    }
  });

  forAllRuns("2.6 tells each life from its first status to the one of its row, without a gap", 60, (run) => {
    const { instances, attempts, ec2Instances, resources, steps } = run.records;
    const last = new Map<string, string>([
      ...instances.map((row) => [row.instanceId, row.status] as const),
      ...attempts.map((row) => [row.attemptId, row.status] as const),
      ...steps.map((row) => [row.stepId, row.status] as const),
      ...resources.map((row) => [`cluster ${row.resourceId}`, row.clusterStatus ?? ""] as const),
      ...ec2Instances.map((row) => [`${row.resourceId}/${row.ec2InstanceId}`, row.state] as const),
    ]);
    for (const { machine, id, moves } of livesOf(run)) {
      for (const [index, { from }] of moves.entries()) expect(from).to.equal(moves[index - 1]?.to ?? null);
      expect(moves.at(-1)?.to, `${machine} ${id}`).to.equal(last.get(machine === "cluster" ? `cluster ${id}` : id));
    }
  });

  forAllRuns("2.1 has one row of each instance, attempt, step and EC2 instance", 60, (run) => {
    const { instances, attempts, ec2Instances, resources, steps } = run.records;
    const count = (machine: string) => livesOf(run).filter((life) => life.machine === machine).length;
    const kinds = ["activity", "dataNode", "precondition", "userManagedPrecondition", "resource"];
    expect(instances.length).to.equal(kinds.reduce((sum, kind) => sum + count(kind), 0));
    expect(attempts.length).to.equal(count("attempt"));
    expect(steps.length).to.equal(count("step"));
    expect(ec2Instances.length).to.equal(count("ec2Instance"));
    expect(resources.filter((row) => row.clusterStatus !== undefined).length).to.equal(count("cluster"));
    for (const { instanceId, attempts: tries } of instances) {
      const own = attempts.filter((row) => row.instanceId === instanceId);
      if (own.length > 0)
        expect(own.map(({ attemptId }) => attemptId)).to.deep.equal(
          own.map((_, index) => `${instanceId}_Attempt=${index + 1}`),
        );
      if (own.length > 0) expect(tries).to.equal(own.length);
    }
  });

  forAllRuns("2.6 ends every attempt, but for those that the horizon cuts off", 60, ({ plan, records }) => {
    for (const { status, reason, startedAtMs, endedAtMs } of records.attempts) {
      expect(reason).to.not.equal("");
      expect(endedAtMs).to.be.at.least(startedAtMs);
      if (status === "RUNNING") expect([endedAtMs, records.endedAtMs]).to.deep.equal([plan.horizonMs, plan.horizonMs]);
    }
  });

  forAllRuns(
    "2.6 ends every instance, or lists it with a reason and a rule",
    40,
    ({ compiled: plan, seed, records }) => {
      const { unfinished } = runExperiment({ plan, seed, rule: { kind: "count", count: 1 }, inputs: CERTIFIED });
      const created = unfinished.filter(({ status }) => status !== "not created");
      const listed = new Map(created.map((row) => [qualifiedId(plan, row.pipelineId, row.instanceId), row]));
      const isListed = ({ status, type, attempts, lateAtMs }: InstanceRow) =>
        status !== "FINISHED" || lateAtMs !== undefined || (attempts === 0 && /^(EmrCluster|Ec2Resource)$/.test(type));
      for (const instance of records.instances) {
        const { instanceId, status, endedAtMs } = instance;
        expect(listed.has(instanceId), `${instanceId} ${status}`).to.equal(isListed(instance));
        const row = listed.get(instanceId);
        if (row === undefined) continue;
        expect(row.rule).to.match(/^[2-7]\.\d$/);
        expect(row.reason).to.match(endedAtMs === undefined ? /^not over when the simulation ended: .{10}/ : /.{10}/);
      }
      expect(created.length).to.equal(records.instances.filter(isListed).length);
    },
  );
});
