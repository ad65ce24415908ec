import type { Phase } from "../../experiment/critical-path.ts";

/** The phases of a latency in the order in which they happen, in words. */
export const PHASE_LABELS: readonly (readonly [Phase, string])[] = [
  ["waiting", "waiting"],
  ["boot", "boot"],
  ["bootstrap", "bootstrap actions"],
  ["applications", "applications"],
  ["runnerInstall", "Task Runner install"],
  ["preActivityTask", "preActivityTask"],
  ["stageInput", "staging inputs"],
  ["preStepCommand", "preStepCommand"],
  ["step", "steps"],
  ["postStepCommand", "postStepCommand"],
  ["command", "commands"],
  ["stageOutput", "staging outputs"],
  ["postActivityTask", "postActivityTask"],
];
