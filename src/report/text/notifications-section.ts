import { formatCount, formatCounted } from "../format/count.ts";
import type { SummaryView } from "../view.ts";
import { describeEstimate } from "./estimate.ts";
import { heading } from "./heading.ts";
import type { Paper } from "./paper.ts";

/** How many messages the SnsAlarms send, where there are any (3.4). */
export function notificationsSection({ notifications }: SummaryView, paper: Paper): string[] {
  if (notifications === undefined) return [];
  const { measure, byEvent } = notifications;
  const counts = byEvent.map(({ event, count }) => `${event} ${formatCount(count)}`).join(", ");
  if (measure.n === 1) return heading(paper, "Alarms", formatCounted(measure.mean, "notification"), counts);
  const answer = `${formatCounted(measure.mean, "notification")} a run`;
  const first = counts === "" ? "none in the first run" : `in the first run ${counts}`;
  return heading(paper, "Alarms", answer, `${describeEstimate(measure)}; ${first}`);
}
