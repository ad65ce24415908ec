import { formatInstantAsAws, type InstantMs } from "../base/instant.ts";
import { formatJoda } from "../definition/expression/joda-format.ts";
import type { NotificationPlan, Plan, SubjectPart } from "../model/plan.ts";
import type { InstanceRow } from "../model/records.ts";
import type { NotificationRow } from "./result.ts";

/**
 * The messages that the SnsAlarms of a plan send (3.4). Nothing waits for them, so that they follow from the records of
 * instances: `onSuccess` as one FINISHES, `onFail` as it fails or is failed by a cascade, `onLateAction` when it is late.
 * One that is CANCELED sends none.
 */
export class Notifier {
  private readonly plans = new Map<string, NotificationPlan[]>();

  constructor({ pipelines }: Plan) {
    for (const { id, notifications = [] } of pipelines) {
      for (const plan of notifications) {
        const key = keyOf(id, plan.componentId);
        this.plans.set(key, [...(this.plans.get(key) ?? []), plan]);
      }
    }
  }

  /** No component has an alarm. */
  get isSilent(): boolean {
    return this.plans.size === 0;
  }

  /** Those of one instance, in the order of the definition. */
  sentBy(row: InstanceRow): NotificationRow[] {
    const plans = this.plans.get(keyOf(row.pipelineId, row.componentId)) ?? [];
    return plans.flatMap((plan) => {
      const atMs = instantOf(plan, row);
      if (atMs === undefined) return [];
      const { pipelineId, componentId, instanceId } = row;
      const { actionId, event } = plan;
      return [{ pipelineId, componentId, instanceId, actionId, event, atMs, ...subjectOf(plan, row) }];
    });
  }

  /** Those of all instances, in the order in which they are sent. */
  sentByAll(rows: readonly InstanceRow[]): NotificationRow[] {
    return rows.flatMap((row) => this.sentBy(row)).sort((a, b) => a.atMs - b.atMs);
  }
}

const FAILED: ReadonlySet<string> = new Set(["FAILED", "TIMEDOUT", "CASCADE_FAILED"]);

/** Undefined where it is not sent. */
function instantOf({ event }: NotificationPlan, { status, lateAtMs, endedAtMs }: InstanceRow): number | undefined {
  if (event === "onLateAction") return lateAtMs;
  const isSent = event === "onSuccess" ? status === "FINISHED" : FAILED.has(status);
  return isSent ? endedAtMs : undefined;
}

function subjectOf({ subject }: NotificationPlan, row: InstanceRow): Pick<NotificationRow, "subject"> {
  return subject === undefined ? {} : { subject: subject.map((part) => textOf(part, row)).join("") };
}

/** A run-time field that the simulation does not know stands as it is written in an expression. */
function textOf(part: SubjectPart, row: InstanceRow): string {
  if (part.kind === "text") return part.text;
  const { name, format } = part;
  if (format === undefined) return fieldOf(name, row) ?? `#{node.${name}}`;
  const atMs = instantOfField(name, row);
  return atMs === undefined ? `#{format(node.${name}, '${format}')}` : formatJoda(atMs, format);
}

function instantOfField(name: string, row: InstanceRow): InstantMs | undefined {
  if (name === "@scheduledStartTime") return row.scheduledStartAtMs;
  if (name === "@scheduledEndTime") return row.scheduledEndAtMs;
  return name === "@actualEndTime" ? row.endedAtMs : undefined;
}

function fieldOf(name: string, row: InstanceRow): string | undefined {
  switch (name) {
    case "@scheduledStartTime":
      return formatInstantAsAws(row.scheduledStartAtMs);
    case "@scheduledEndTime":
      return formatInstantAsAws(row.scheduledEndAtMs);
    case "@actualEndTime":
      return row.endedAtMs === undefined ? undefined : formatInstantAsAws(row.endedAtMs);
    case "@pipelineId":
      return row.pipelineId;
    case "@id":
      return row.instanceId;
    case "@status":
      return row.status;
    case "errorMessage":
      return row.reason;
    default:
      return undefined;
  }
}

/** Two pipelines may have components of one name. */
function keyOf(pipelineId: string, componentId: string): string {
  return `${pipelineId} ${componentId}`;
}
