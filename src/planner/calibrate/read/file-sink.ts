import type { Diagnostic } from "../../../base/diagnostic.ts";
import type { BootObservation, ClusterObservation, RunObservation } from "../observations.ts";

/** What all files together gave, while they are read. */
export interface Collected {
  readonly runs: RunObservation[];
  readonly clusters: ClusterObservation[];
  readonly boots: BootObservation[];
  readonly diagnostics: Diagnostic[];
}

/** Damaged lines that are listed one by one; more would say nothing new. */
const DAMAGED_MAX = 20;

/** Where the reader of one file puts what it finds, and what it could not use. */
export class FileSink {
  readonly file: string;
  private readonly into: Collected;
  private readonly leftOutBy = new Map<string, { count: number; readonly line: number }>();
  private damagedCount = 0;
  private foundCount = 0;
  private isRefused = false;

  constructor(file: string, into: Collected) {
    this.file = file;
    this.into = into;
  }

  run(run: Omit<RunObservation, "source">, line: number): void {
    this.foundCount += 1;
    this.into.runs.push({ ...run, source: { file: this.file, line } });
  }

  cluster(cluster: Omit<ClusterObservation, "source">, line: number): void {
    this.foundCount += 1;
    this.into.clusters.push({ ...cluster, source: { file: this.file, line } });
  }

  boot(boot: Omit<BootObservation, "source">, line: number): void {
    this.foundCount += 1;
    this.into.boots.push({ ...boot, source: { file: this.file, line } });
  }

  /** A line that is not what its format says; the rest of the file is used. */
  damaged(line: number, what: string): void {
    this.damagedCount += 1;
    if (this.damagedCount <= DAMAGED_MAX)
      this.tell("HISTORY_DAMAGED", "warning", line, `${what.slice(0, 1).toUpperCase()}${what.slice(1)}: left out.`);
  }

  /** Something that is well formed and tells nothing, such as a run that has not begun; said once for each `what`. */
  leftOut(line: number, what: string): void {
    const known = this.leftOutBy.get(what);
    if (known === undefined) this.leftOutBy.set(what, { count: 1, line });
    else known.count += 1;
  }

  /** The file is not what can be calibrated from. Said once. */
  refuse(line: number, message: string, hint?: string): void {
    if (!this.isRefused) this.tell("HISTORY_FORMAT", "error", line, message, hint);
    this.isRefused = true;
  }

  /** Says what was left out, and refuses a file that gave nothing. */
  end(): void {
    const more = this.damagedCount - DAMAGED_MAX;
    if (more > 0) this.tell("HISTORY_DAMAGED", "warning", 1, `${more} more places are damaged and left out.`);
    for (const [what, { count, line }] of this.leftOutBy) {
      this.tell("HISTORY_LEFT_OUT", "warning", line, `Left out: ${count} × ${what}.`);
    }
    if (this.foundCount === 0)
      this.refuse(1, "There is no run, cluster or instance in it that has ended.", NOTHING_HINT);
  }

  private tell(
    code: "HISTORY_DAMAGED" | "HISTORY_LEFT_OUT" | "HISTORY_FORMAT",
    severity: "error" | "warning",
    line: number,
    message: string,
    hint?: string,
  ): void {
    const place = { file: this.file, line, column: 1 };
    this.into.diagnostics.push({ code, severity, message, ...place, ...(hint === undefined ? {} : { hint }) });
  }
}

const NOTHING_HINT = "Give the history of runs that are over, or leave the file out.";
