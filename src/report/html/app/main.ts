import { select } from "d3";
import type { View } from "../../view.ts";
import { drawAssumptions } from "./panels/assumptions.ts";
import { drawAttempts } from "./panels/attempts.ts";
import { drawCertificate } from "./panels/certificate.ts";
import { drawChecks } from "./panels/checks.ts";
import { drawCost } from "./panels/cost.ts";
import { drawCrossChecks } from "./panels/cross-checks.ts";
import { drawDistributions } from "./panels/distributions.ts";
import { drawHeadline } from "./panels/headline.ts";
import { drawLogs } from "./panels/logs.ts";
import { drawNotifications } from "./panels/notifications.ts";
import type { Panel } from "./panels/panel.ts";
import { drawPipelines } from "./panels/pipelines.ts";
import { drawSpark } from "./panels/spark.ts";
import { drawThrottled } from "./panels/throttled.ts";
import { drawTime } from "./panels/time.ts";
import { drawTimeline } from "./panels/timeline.ts";
import { drawUnfinished } from "./panels/unfinished.ts";
import { drawWarnings } from "./panels/warnings.ts";

/** In the order in which the questions are asked; a panel that has nothing to say draws nothing. */
const PANELS: readonly Panel[] = [
  drawHeadline,
  drawChecks,
  drawPipelines,
  drawUnfinished,
  drawThrottled,
  drawTimeline,
  drawTime,
  drawSpark,
  drawCost,
  drawDistributions,
  drawCrossChecks,
  drawLogs,
  drawAttempts,
  drawNotifications,
  drawAssumptions,
  drawWarnings,
  drawCertificate,
];

const data = document.getElementById("view")?.textContent ?? "";
const view: View = JSON.parse(data);
const main = select<HTMLElement, unknown>("main");
for (const draw of PANELS) draw(main, view);
