import type { Result } from "../../experiment/result.ts";
import type { NotificationsView } from "../view.ts";
import { BOUNDS } from "./bounds.ts";
import { excerpt } from "./excerpt.ts";
import { measureOf } from "./measure-of.ts";

const EVENTS = ["onSuccess", "onFail", "onLateAction"] as const;

/** How many messages the SnsAlarms send; undefined where none is sent in any run (3.4). */
export function buildNotifications(result: Result): NotificationsView | undefined {
  const measure = measureOf(result, "notifications");
  if (measure === undefined || measure.max === 0) return undefined;
  const byEvent = EVENTS.map((event) => {
    return { event, count: result.notifications.filter((row) => row.event === event).length };
  });
  return {
    measure,
    byEvent: byEvent.filter(({ count }) => count > 0),
    rows: excerpt(result.notifications, BOUNDS.tableRows),
  };
}
