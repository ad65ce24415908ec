import { readFileSync } from "node:fs";
import { expect } from "chai";
import { PHASES } from "../../../src/experiment/critical-path.ts";
import { PHASE_LABELS } from "../../../src/report/build/phase-labels.ts";
import { LANE_STATE_LABELS, LANE_STATE_LOOKS } from "../../../src/report/html/app/draw/lane-states.ts";

const css = readFileSync("src/report/html/app/page.css", "utf8");

describe("what the page draws", () => {
  it("4.6, 4.7 has a colour and an entry of the legend for every state, those of an attempt's work included", () => {
    const states = Object.keys(LANE_STATE_LABELS);
    expect(states).to.include.members(["stageInput", "stageOutput", "preActivityTask", "postActivityTask"]);
    expect(LANE_STATE_LOOKS.flat()).to.have.members(states);
    for (const state of states) expect(css, state).to.match(new RegExp(`^\\.tone-${state}\\b`, "m"));
  });

  it("has words and a colour for every phase of a latency, in the order in which they happen", () => {
    expect(PHASE_LABELS.map(([phase]) => phase)).to.deep.equal(PHASES);
    for (const phase of PHASES) expect(css, phase).to.match(new RegExp(`^\\.phase-${phase}\\b`, "m"));
  });
});
