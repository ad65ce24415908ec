import type { LaneState } from "../../../view.ts";

/** What each state is called; its colour is the class `tone-STATE` of the style sheet. */
export const LANE_STATE_LABELS: Readonly<Record<LaneState, string>> = {
  pending: "pending",
  boot: "booting",
  bootstrap: "bootstrap actions",
  setup: "waiting for the cluster, applications",
  idle: "ready, idle",
  working: "working",
  publishing: "publishing logs",
  shuttingDown: "shutting down",
  queued: "waiting",
  preActivityTask: "preActivityTask",
  stageInput: "staging inputs",
  preStepCommand: "preStepCommand",
  step: "step",
  postStepCommand: "postStepCommand",
  command: "command",
  stageOutput: "staging outputs",
  postActivityTask: "postActivityTask",
  failed: "stopped or failed",
  writing: "log being written",
  upload: "log on its way to S3",
  lost: "log lost",
  lostInstance: "instance lost",
};

/** The class that gives a state its colour. */
export function toneOf(state: LaneState): string {
  return `tone-${state}`;
}

/** States that look alike, which share an entry of the legend. */
export const LANE_STATE_LOOKS: readonly (readonly LaneState[])[] = [
  ["pending", "shuttingDown"],
  ["boot"],
  ["bootstrap"],
  ["setup"],
  ["idle"],
  ["working", "step", "command", "upload"],
  ["preStepCommand", "preActivityTask", "stageInput", "publishing"],
  ["postStepCommand", "postActivityTask", "stageOutput", "writing"],
  ["queued"],
  ["failed", "lost", "lostInstance"],
];
