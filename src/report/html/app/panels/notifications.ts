import type { NotificationRow } from "../../../../experiment/result.ts";
import { formatUtcSeconds } from "../../../format/utc.ts";
import type { View } from "../../../view.ts";
import { drawSection } from "../draw/section.ts";
import { drawTable } from "../draw/table.ts";
import type { Place } from "./panel.ts";

/** The messages that SnsAlarms would send (3.4). */
export function drawNotifications(page: Place, { notifications }: View): void {
  if (notifications === undefined || notifications.rows.total === 0) return;
  const section = drawSection(page, "notifications", "Alarms", "What SnsAlarms send in the first run.");
  drawTable<NotificationRow>(
    section,
    [
      { header: "Sent, UTC", kind: "figure", text: ({ atMs }) => formatUtcSeconds(atMs) },
      { header: "Alarm", kind: "name", text: ({ actionId }) => actionId },
      { header: "Event", kind: "word", text: ({ event }) => event },
      { header: "Instance", kind: "name", text: ({ instanceId }) => instanceId },
      { header: "Subject", kind: "text", text: ({ subject }) => subject ?? "", isExtra: true },
    ],
    notifications.rows,
    { caption: "Messages of SnsAlarms" },
  );
}
