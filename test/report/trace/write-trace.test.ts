import { expect } from "chai";
import { writeTrace } from "../../../src/report/trace/write-trace.ts";
import { HOSTILE_NAMES } from "../hostile-names.ts";
import { hostileResult } from "../hostile-result.ts";
import { workedExample } from "../worked-example.ts";

interface TraceEvent {
  readonly ph: "X" | "M";
  readonly name: string;
  readonly cat: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur: number;
  readonly args: { readonly name: string };
}

describe("the trace of a run", () => {
  const events: TraceEvent[] = JSON.parse(writeTrace(workedExample)).traceEvents;
  const spans = events.filter(({ ph }) => ph === "X");

  // the attempt from 210 to 1145 s; its second step from 830 to 1130 s; in microseconds
  it("has attempts with their commands and steps, in microseconds since the activation", () => {
    expect(spans.find(({ cat }) => cat === "attempt")).to.include({ ts: 210_000_000, dur: 935_000_000 });
    const step = spans.find(({ name }) => name === "step: s3://myBucket/myPath/myOtherStep.jar");
    expect(step).to.include({ ts: 830_000_000, dur: 300_000_000 });
    expect(spans.find(({ cat }) => cat === "log")).to.include({ ts: 1_145_000_000, dur: 3_896_000 });
  });

  it("has a process per resource and a thread per EC2 instance", () => {
    const names = (kind: string) => events.filter(({ name }) => name === kind).map(({ args }) => args.name);
    expect(names("process_name")).to.deep.equal(["@MyEmrCluster_2012-11-23T00:00:00"]);
    expect(names("thread_name"))
      .to.have.length(24)
      .and.include.members(["MASTER-0 m1.xlarge", "TASK-9 m1.small", "attempts 1", "steps 1", "logs 1"]);
  });

  it("nests what overlaps on a thread", () => {
    const threads = new Map<string, TraceEvent[]>();
    for (const span of spans)
      threads.set(`${span.pid}/${span.tid}`, [...(threads.get(`${span.pid}/${span.tid}`) ?? []), span]);
    for (const list of threads.values()) {
      for (const a of list) {
        for (const b of list) {
          const isPartial = a.ts < b.ts && b.ts < a.ts + a.dur && a.ts + a.dur < b.ts + b.dur;
          expect(isPartial, `${a.name} and ${b.name}`).to.equal(false);
        }
      }
    }
  });

  it("is JSON whatever the names are", () => {
    const hostile: TraceEvent[] = JSON.parse(writeTrace(hostileResult)).traceEvents;
    expect(hostile.filter(({ name }) => name === "process_name")).to.have.length(HOSTILE_NAMES.length);
  });
});
