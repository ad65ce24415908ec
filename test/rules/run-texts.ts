import { at, recordsOf } from "../model/run-plan.ts";
import { planOf, type TestObject } from "../scenario/harness.ts";

/**
 * The scenario of these tests: an m1.small boots in 95 s, 20 of them pending, and has its Task Runner 30 s after it is
 * ready; logs and terminations are as in the worked example. Everything that costs money is EC2 and EMR.
 */
const ACCOUNT = { region: "us-east-1", prices: "2012-11-23", billing: "hourly", rootVolume: "0 GB" };
const ACTIVATION = { at: "2012-11-23T00:00:00Z" };
const BOOT = {
  "m1.small": "95 s",
  pending: "20 s",
  applications: "60 s",
  runnerInstall: "30 s",
  termination: "300 s",
};
const LOGS = {
  perMinuteOfWork: { taskRunner: "2 MB", attempt: "600 KB", step: "0 B", node: "0 B" },
  upload: "8 MB/s",
  retention: "0 s",
};
const PRICES = { s3Put: "0 USD", dataPipeline: "0 USD" };

/** One run of a definition of these objects; what `more` says of a section goes before what these tests share. */
export function runTexts(
  objects: readonly TestObject[],
  more: Readonly<Record<string, Readonly<Record<string, unknown>> | readonly unknown[]>>,
) {
  const { account, activation, boot, ...rest } = more;
  const scenario = {
    account: { ...ACCOUNT, ...account },
    activation: { ...ACTIVATION, ...activation },
    boot: { ...BOOT, ...boot },
    logs: LOGS,
    prices: PRICES,
    ...rest,
  };
  return recordsOf(planOf(objects, JSON.stringify(scenario)));
}

export type Run = ReturnType<typeof runTexts>;

/** The attempts of all activities in the order in which they began, then of their ids: `A 0 to 60 FINISHED`, in seconds. */
export function attemptsIn({ attempts }: Run): string[] {
  return [...attempts]
    .sort((a, b) => a.startedAtMs - b.startedAtMs || (a.componentId < b.componentId ? -1 : 1))
    .map((row) => `${row.componentId} ${at(row.startedAtMs)} to ${at(row.endedAtMs)} ${row.status}`);
}

/** Every move of an activity's or resource's instances: `0 SCHEDULED`, in seconds. */
export function movesIn({ transitions, instances }: Run, componentId: string): string[] {
  const ids = new Set(instances.filter((row) => row.componentId === componentId).map((row) => row.instanceId));
  return transitions.filter(({ id }) => ids.has(id)).map(({ atMs, to }) => `${at(atMs)} ${to}`);
}

/** A shell activity on the worker group `wg`, or where its fields say. */
export function shell(id: string, fields: Readonly<Record<string, unknown>> = {}): TestObject {
  const place = "runsOn" in fields ? {} : { workerGroup: "wg" };
  return { id, type: "ShellCommandActivity", command: "run.sh", ...place, ...fields };
}

/** An Ec2Resource. */
export function ec2(id: string, fields: Readonly<Record<string, unknown>> = {}): TestObject {
  return { id, type: "Ec2Resource", instanceType: "m1.small", role: "r", resourceRole: "rr", ...fields };
}

/** A cluster of a master and one core instance of the AMI era. */
export function cluster(id: string, fields: Readonly<Record<string, unknown>> = {}): TestObject {
  const types = { masterInstanceType: "m1.small", coreInstanceType: "m1.small", coreInstanceCount: "1" };
  return { id, type: "EmrCluster", amiVersion: "2.4.2", ...types, ...fields };
}

/** A reference, as a definition writes it. */
export function to(id: string): { readonly ref: string } {
  return { ref: id };
}
