import type { LogKind } from "../../model/plan.ts";
import type { ComponentRef, LogRow } from "../../model/records.ts";

/** Logs of one kind, one component or host, and one fate, added up. */
export interface LogTotals {
  readonly kind: LogKind;
  /** Of the managed resources that wrote them; absent: a host of the user's did. */
  readonly resource?: ComponentRef;
  /** Of several resource instances, the first. */
  readonly hostId: string;
  readonly status: LogRow["status"];
  readonly reason: string;
  count: number;
  bytes: number;
  /** What of them cannot be read in S3. */
  missingBytes: number;
  firstPublishedAtMs?: number;
  lastPublishedAtMs?: number;
  delayMsMax?: number;
  /** From when to when what is lost on its way to S3 was written; absent: nothing is (6.5, 6.6). */
  lostFromAtMs?: number;
  lostToAtMs?: number;
  /** The one place, or what all places have in common. */
  destination?: string;
}

/** Adds up logs one by one: there may be hundreds of thousands of them, and few groups. */
export class LogGroups {
  /** By pipeline and component, or by host of the user's; in each a few kinds and fates. */
  private readonly byWriter = new Map<string, Map<string, Group[]>>();
  private readonly groups: Group[] = [];

  /** @param resource the component of the managed resource that it was written on; undefined: a host of the user's */
  add(row: LogRow, resource: ComponentRef | undefined): void {
    const { totals, places } = this.groupOf(row, resource);
    totals.count += 1;
    totals.bytes += row.bytes;
    totals.missingBytes += row.bytes - row.bytesPublished;
    if (row.publishedAtMs !== undefined) {
      totals.firstPublishedAtMs = Math.min(totals.firstPublishedAtMs ?? row.publishedAtMs, row.publishedAtMs);
      totals.lastPublishedAtMs = Math.max(totals.lastPublishedAtMs ?? row.publishedAtMs, row.publishedAtMs);
    }
    if (row.delayMs !== undefined) totals.delayMsMax = Math.max(totals.delayMsMax ?? row.delayMs, row.delayMs);
    if (row.destination !== undefined) places.add(row.destination);
    if (isLostOnTheWay(row)) {
      const fromAtMs = row.lostFromAtMs ?? row.writtenFromAtMs;
      totals.lostFromAtMs = Math.min(totals.lostFromAtMs ?? fromAtMs, fromAtMs);
      totals.lostToAtMs = Math.max(totals.lostToAtMs ?? row.writtenToAtMs, row.writtenToAtMs);
    }
  }

  /** In the order of the first log of each. */
  finish(): readonly LogTotals[] {
    return this.groups.map(({ totals, places }) => {
      const { common } = places;
      return common === undefined ? totals : { ...totals, destination: common };
    });
  }

  private groupOf(row: LogRow, resource: ComponentRef | undefined): Group {
    const owner = resource === undefined ? "" : resource.pipelineId;
    const name = resource === undefined ? row.hostId : resource.componentId;
    const known = this.byWriter.get(owner)?.get(name);
    const group = known?.find((one) => isOf(one, row));
    if (group !== undefined) return group;
    const { kind, hostId, status, reason } = row;
    const start = { kind, hostId, status, reason, count: 0, bytes: 0, missingBytes: 0 };
    const begun = { totals: resource === undefined ? start : { ...start, resource }, places: new CommonPlace() };
    const ofOwner = this.byWriter.get(owner) ?? new Map<string, Group[]>();
    this.byWriter.set(owner, ofOwner.set(name, [...(known ?? []), begun]));
    this.groups.push(begun);
    return begun;
  }
}

/** Not for want of a place to go to, and not nothing. */
function isLostOnTheWay({ status, reason, bytes, bytesPublished }: LogRow): boolean {
  return status === "lost" && bytes > bytesPublished && /\((6\.5|6\.6)\)$/.test(reason);
}

interface Group {
  readonly totals: LogTotals;
  readonly places: CommonPlace;
}

function isOf({ totals }: Group, { kind, status, reason }: LogRow): boolean {
  return totals.kind === kind && totals.status === status && totals.reason === reason;
}

/** The one place of several, or the folders that all have in common. */
class CommonPlace {
  private first: string | undefined;
  private beginning = "";
  private areAlike = true;

  add(place: string): void {
    if (this.first === undefined) {
      this.first = place;
      this.beginning = place;
    }
    if (this.areAlike && place !== this.first) this.areAlike = false;
    while (!place.startsWith(this.beginning)) this.beginning = this.beginning.slice(0, -1);
  }

  get common(): string | undefined {
    if (this.areAlike) return this.first;
    return `${this.beginning.slice(0, this.beginning.lastIndexOf("/") + 1)}...`;
  }
}
