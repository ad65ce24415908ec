import type { NotificationsView } from "../view.ts";
import type { Summarised } from "./first-run.ts";
import { measureOf } from "./measure-of.ts";

const EVENTS = ["onSuccess", "onFail", "onLateAction"] as const;

/** How many messages the SnsAlarms send; undefined where none is sent in any run (3.4). */
export function buildNotifications(result: Summarised): Omit<NotificationsView, "rows"> | undefined {
  const measure = measureOf(result, "notifications");
  if (measure === undefined || measure.max === 0) return undefined;
  const byEvent = EVENTS.map((event) => {
    return { event, count: result.firstRun.notifications.get(event) ?? 0 };
  });
  return { measure, byEvent: byEvent.filter(({ count }) => count > 0) };
}
