import { expect } from "chai";
import type { Result } from "../../../src/experiment/result.ts";
import { displayWidth } from "../../../src/report/text/display-width.ts";
import { writeSummary } from "../../../src/report/text/write-summary.ts";
import { hostileResult } from "../hostile-result.ts";
import { workedExample } from "../worked-example.ts";

const linesOf = (result: Result, columns = 80) => writeSummary(result, { columns }).split("\n");

/** The lines of a section without the blank ones. */
function section(lines: readonly string[], title: string): string[] {
  const start = lines.findIndex((line) => line.startsWith(title));
  const end = lines.findIndex((line, index) => index > start && /^\S/.test(line));
  return lines.slice(start, end).filter((line) => line !== "");
}

describe("the summary for a terminal", () => {
  const lines = linesOf(workedExample);

  it("answers cost, time, logs, then what was assumed and warned about, in this order", () => {
    const titles = lines
      .filter((line) => /^(Cost|Time|Logs|Open|Assumed|Warned)/.test(line))
      .map((line) => line.slice(0, 4));
    expect(titles).to.deep.equal(["Cost", "Time", "Logs", "Assu", "Warn"]);
  });

  // 20 hours at 0.065 + 0.015 and 1 at 0.52 + 0.12
  it("7.2 shows the cost by resource and kind", () => {
    expect(section(lines, "Cost")).to.deep.equal([
      "Cost    $2.24",
      "                                     EC2    EMR  total",
      "  MyEmrCluster",
      "    m1.small    20 instance-hours  $1.30  $0.30  $1.60",
      "    m1.xlarge     1 instance-hour  $0.52  $0.12  $0.64",
      "  total                            $1.82  $0.42  $2.24",
    ]);
  });

  // 100 + 20 + 60 + 30 + 20 + 900 + 15 = 1145 s; bars of 32 cells in eighths: 900/1145 * 32 = 25.15 cells
  it("5.6 shows where the time goes", () => {
    expect(section(lines, "Time")).to.deep.equal([
      "Time    19 min 5 s  ends at 2012-11-23 00:19:05 UTC",
      "  boot                 1 min 40 s   9 %  ██▊",
      "  bootstrap actions          20 s   2 %  ▌",
      "  applications              1 min   5 %  █▋",
      "  Task Runner install        30 s   3 %  ▉",
      "  preStepCommand             20 s   2 %  ▌",
      "  steps                    15 min  79 %  █████████████████████████▏",
      "  postStepCommand            15 s   1 %  ▍",
      "  log publication           3.9 s        after the end",
    ]);
  });

  it("6.6 says when the logs can be read, and where", () => {
    expect(section(lines, "Logs")).to.deep.equal([
      "Logs    readable 3.9 s after the end  at 2012-11-23 00:19:09 UTC",
      "  1 Task Runner log of MyEmrCluster, 31.2 MB, 3.9 s after the last byte",
      "    s3://service-default/@MyEmrCluster_2012-11-23T00:00:00/TaskRunner.log.2012-11-23T00:03:30",
      "  nothing is lost",
    ]);
  });

  it("6.3 says what would be lost, and what to set", () => {
    const [log, ...logs] = workedExample.logs;
    if (log === undefined) throw new Error("the example has an attempt log");
    const reason = "node and step logs are lost with the cluster (6.3)";
    const lost = { ...log, kind: "node", status: "lost", reason, bytes: 5_000_000 } as const;
    const lines = linesOf({ ...workedExample, logs: [lost, lost, ...logs] });
    expect(section(lines, "Logs").slice(3)).to.deep.equal([
      "  lost: 2 node logs of MyEmrCluster, 10 MB: node and step logs are lost with the",
      "    cluster (6.3); set emrLogUri on the cluster, or pipelineLogUri",
      "  10 MB are lost in all",
    ]);
  });

  it("4.8 says in its first line that the answer rests on placeholders, for which activities, and what to do", () => {
    const [first, second] = linesOf({ ...workedExample, placeholders: ["MyEmrActivity"] });
    expect(first).to.equal("Latency and cost rest on placeholder work of MyEmrActivity: say what it really");
    expect(second).to.equal("takes under workloads in the scenario, as in MyEmrActivity: { duration: 10 min");
  });

  it("gives the interval and the 95th percentile where there are replications, and the bill of the first", () => {
    const [cost, head] = section(linesOf(hostileResult), "Cost");
    expect(cost).to.equal("Cost    $1.26  95 % interval $1.25 to $1.27 over 30 runs; p95 $1.33");
    expect(head).to.match(/^ {2}first run .* total$/);
  });

  it("lists what did not finish with its reason and its rule", () => {
    expect(section(linesOf({ ...hostileResult, replications: 1 }), "Open").slice(0, 3)).to.deep.equal([
      "Open    6 instances did not finish",
      "  @activity <!--_2012-11-23T00:00:00  FAILED",
      "    <!-- failed (3.3)",
    ]);
    const over30 = section(linesOf(hostileResult), "Open");
    expect(over30.slice(0, 3)).to.deep.equal([
      "Open    6 reasons  why not all of 30 runs went as they should",
      "  activity <!--  FAILED in 12 of 30 runs (12 of 30 instances, 40 %)",
      "    <!-- failed (3.3)",
    ]);
    expect(over30).to.include("  first run: 6 instances did not finish");
    const none: Result = { ...workedExample, executions: [], measures: {} };
    expect(linesOf(none)).to.include("Time    nothing was due before the simulation ended");
    const failed = hostileResult.executions;
    const once = workedExample.measures["attempts.failed"];
    if (once === undefined) throw new Error("the worked example counts its failed attempts");
    const measures = { "executions.succeeded": { ...once, unit: "fraction" as const, mean: 0 } };
    expect(linesOf({ ...workedExample, executions: failed, measures })).to.include(
      "Time    does not finish  1 of 1 execution did not succeed",
    );
    const many = { ...measures, "executions.succeeded": { ...measures["executions.succeeded"], mean: 0.72 } };
    const latency = workedExample.measures["latency.pipeline"];
    if (latency === undefined) throw new Error("the worked example has a latency");
    const some: Result = { ...workedExample, replications: 100, measures: { ...many, "latency.pipeline": latency } };
    expect(linesOf(some)).to.include("        28 % of the executions in 100 runs did not succeed");
  });

  it("shortens long lists unless they are asked for in full", () => {
    expect(linesOf(hostileResult)).to.include("  ... and 10 more, in the JSON file and on the page");
    const all = writeSummary(hostileResult, { all: true });
    expect(all).to.not.include("... and");
    expect(all).to.include("boot.constructor");
  });

  it("keeps to its width, but for what is there to be copied", () => {
    for (const columns of [40, 60, 100, 160]) {
      for (const result of [workedExample, hostileResult]) {
        const wide = linesOf(result, columns).filter(
          (line) => displayWidth(line) > columns && !/s3:|stepcast run/.test(line),
        );
        expect(wide, `${columns} columns`).to.deep.equal([]);
      }
    }
  });

  it("neither colours nor obeys control characters unless colours are asked for", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(writeSummary(hostileResult)).to.not.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    const colored = writeSummary(hostileResult, { useColor: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes of colours
    expect(colored.replace(/\u001b\[\d+m/g, "")).to.equal(writeSummary(hostileResult));
    expect(colored).to.not.equal(writeSummary(hostileResult));
  });
});
