import type { ScenarioPath } from "./scenario-node.ts";

/** `workloads.MyEmrActivity.steps[0]`; a key that is not a plain name stands in brackets: `boot["m1.small"]`. */
export function pathText(path: ScenarioPath): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (/^[\w@*$-]+$/.test(step)) text += text === "" ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}
