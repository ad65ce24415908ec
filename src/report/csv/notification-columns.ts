import type { NotificationRow } from "../../experiment/result.ts";
import { type Column, utcCell } from "./write-csv.ts";

/** `notifications.csv`: one row per message of an SnsAlarm, in the order in which they are sent (3.4). */
export const notificationColumns: readonly Column<NotificationRow>[] = [
  { header: "pipeline_id", cell: (row) => row.pipelineId },
  { header: "component_id", cell: (row) => row.componentId },
  { header: "instance_id", cell: (row) => row.instanceId },
  { header: "action_id", cell: (row) => row.actionId },
  { header: "event", cell: (row) => row.event },
  { header: "at_utc", cell: (row) => utcCell(row.atMs) },
  { header: "subject", cell: (row) => row.subject },
];
