import type { NotificationPlan, Plan } from "../model/plan.ts";
import type {
  ComponentRef,
  ExecutionRow,
  HeldBackRow,
  InstanceRow,
  LogRow,
  ModelEvent,
  SparkStageRow,
} from "../model/records.ts";
import { HISTORY_ROWS_MAX } from "./history.ts";
import { Notifier } from "./notifications.ts";
import type { UnfinishedRow } from "./result.ts";
import { explainInstance, listUnfinished } from "./unfinished.ts";

/** Takes records as they are told, where nobody wants them all kept. */
export interface RecordSink {
  addExecution(row: ExecutionRow): void;
  /** @param resource the component of the managed resource that it was written on; undefined: a host of the user's */
  addLog(row: LogRow, resource: ComponentRef | undefined): void;
  addNotification(event: NotificationPlan["event"]): void;
}

interface Kept {
  readonly unfinished: readonly UnfinishedRow[];
  readonly historyRows: number;
  readonly sparkStages?: SparkStageRow[];
}

/** Observes a replication whose records are not kept: passes them on, and keeps what is to be listed one by one. */
export class SinkFeeder {
  private readonly sink: RecordSink;
  private readonly notifier: Notifier;
  private readonly problems: InstanceRow[] = [];
  private readonly heldBack: HeldBackRow[] = [];
  private readonly sparkStages: SparkStageRow[] = [];
  private transitions = 0;

  constructor(plan: Plan, sink: RecordSink) {
    this.sink = sink;
    this.notifier = new Notifier(plan);
  }

  readonly observe = (event: ModelEvent): void => {
    if (event.kind === "transition") this.transitions += 1;
    else if (event.kind === "instance") this.observeInstance(event.row);
    else if (event.kind === "heldBack") this.heldBack.push(event.row);
    else if (event.kind === "sparkStage") this.sparkStages.push(event.row);
    else if (event.kind === "execution") this.sink.addExecution(event.row);
    else if (event.kind === "log") this.sink.addLog(event.row, event.resource);
  };

  /** What was kept, and how many transitions would have been. */
  finish(): Kept {
    const unfinished = listUnfinished(this.problems, this.heldBack);
    const historyRows = Math.min(this.transitions, HISTORY_ROWS_MAX);
    const { sparkStages } = this;
    return { unfinished, historyRows, ...(sparkStages.length === 0 ? {} : { sparkStages }) };
  }

  private observeInstance(row: InstanceRow): void {
    if (explainInstance(row) !== undefined) this.problems.push(row);
    if (this.notifier.isSilent) return;
    for (const { event } of this.notifier.sentBy(row)) this.sink.addNotification(event);
  }
}
