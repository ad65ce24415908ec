import { readFileSync } from "node:fs";
import { expect } from "chai";
import { HISTORY_FORMATS } from "../../../../src/planner/calibrate/read/format-names.ts";
import { placesOf, readHistory } from "./read-history.ts";

const HOSTILE: Readonly<Record<string, string>> = {
  nothing: "",
  "white space": "\n \n\t\n",
  "prose only": "Dear all,\nthe cluster was slow today.",
  "deep lists": "[".repeat(100_000),
  "deep objects that close": `${'{"a":'.repeat(300)}1${"}".repeat(300)}`,
  "a bomb of braces": "{".repeat(1000) + "}".repeat(2000),
  "names of the language":
    '{"Steps":[{"__proto__":{"Status":1},"constructor":2,"Status":{"Timeline":{"StartDateTime":"x"}}}]}',
  "wrong types everywhere": '{"Steps":{"a":1},"Cluster":[],"Instances":"i"}',
  "times without sense":
    '{"Steps":[{"Status":{"State":"COMPLETED","Timeline":{"StartDateTime":1e308,"EndDateTime":-5}}}]}',
  "a quote that is missing": '{"Steps":[{"Name":"a,\n"Status":{}}]}',
  "control characters": "name,start,end\n\u0000\u0001,\u0002,\u0003",
  "events of nothing":
    '{"type":"JOB_SUBMITTED","event":null}\n{"type":"MAP_ATTEMPT_STARTED","event":{"x":{"taskType":"MAP"}}}',
  "spark without fields": '{"Event":"SparkListenerTaskEnd"}\n{"Event":"SparkListenerStageCompleted","Stage Info":7}',
  "records without end": `Job JOBID="job_1" JOBNAME="${"x\n".repeat(3000)}`,
};

describe("hostile histories", () => {
  for (const [what, text] of Object.entries(HOSTILE)) {
    it(`are refused with a sentence: ${what}`, () => {
      const reading = readHistory({ file: text });
      expect(placesOf(reading).filter((place) => place.endsWith("error HISTORY_FORMAT"))).to.have.length(1);
      for (const { message, hint = "None." } of reading.diagnostics) {
        expect(message).to.match(/^[`A-Z0-9].*\.$/s);
        expect(hint).to.match(/^[`A-Z].*[.?]$/s);
      }
    });

    it(`do no harm as any format: ${what}`, () => {
      for (const format of HISTORY_FORMATS) expect(() => readHistory({ file: text }, format)).to.not.throw();
    });
  }

  it("of a thousand damaged lines list twenty and count the rest", () => {
    const rows = Array.from({ length: 1000 }, () => "x,,");
    const { diagnostics } = readHistory({
      "a.csv": ["name,start,end", "good,2014-01-01,2014-01-02", ...rows].join("\n"),
    });
    expect(diagnostics).to.have.length(21);
    expect(diagnostics.at(-1)?.message).to.equal("980 more places are damaged and left out.");
  });

  const docs = readFileSync("docs/diagnostics.md", "utf8");
  for (const code of ["HISTORY_FORMAT", "HISTORY_DAMAGED", "HISTORY_LEFT_OUT"]) {
    it(`${code} has a row in docs/diagnostics.md`, () => {
      expect(docs).to.match(new RegExp(`^\\| \`${code}\` \\|( [^|]+ \\|){4}$`, "m"));
    });
  }
});
