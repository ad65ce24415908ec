import type { Default } from "../defaults.ts";

/** Where queues have parts and the cluster names no `hadoopSchedulerType`. */
export const DEFAULT_QUEUE_SCHEDULER: Default<string> = {
  rule: "4.6",
  what: "Who comes first where activities run side by side on",
  value: "by the parts of the queues: EMR's CapacityScheduler",
  source: "EMR starts it since Hadoop 2 where no other is asked for",
};
