import type { InstantMs } from "../../base/instant.ts";

/** Something that took time, on the thread of a host. */
export interface TraceSpan {
  readonly host: string;
  readonly thread: string;
  readonly category: string;
  readonly name: string;
  readonly fromMs: InstantMs;
  readonly toMs: InstantMs;
  readonly args?: object;
}

/** Numbers hosts and threads as they come, and writes what happened on them as trace events, one a line. */
export class TraceTracks {
  private readonly originMs: InstantMs;
  private readonly processes = new Map<string, { readonly pid: number; readonly threads: Map<string, number> }>();
  private readonly events: string[] = [];

  constructor(originMs: InstantMs) {
    this.originMs = originMs;
  }

  add({ host, thread, category, name, fromMs, toMs, args }: TraceSpan): void {
    const { pid, tid } = this.place(host, thread);
    // microseconds
    const times = { ts: (fromMs - this.originMs) * 1000, dur: (toMs - fromMs) * 1000 };
    this.push({ ph: "X", name, cat: category, pid, tid, ...times, ...(args === undefined ? {} : { args }) });
  }

  write(otherData: object): string {
    const head = `{"displayTimeUnit": "ms", "otherData": ${JSON.stringify(otherData)}, "traceEvents": [`;
    return `${head}\n${this.events.join(",\n")}\n]}\n`;
  }

  private place(host: string, thread: string): { readonly pid: number; readonly tid: number } {
    let process = this.processes.get(host);
    if (process === undefined) {
      process = { pid: this.processes.size + 1, threads: new Map() };
      this.processes.set(host, process);
      this.push({ ph: "M", name: "process_name", pid: process.pid, tid: 0, args: { name: host } });
    }
    const { pid, threads } = process;
    const known = threads.get(thread);
    if (known !== undefined) return { pid, tid: known };
    const tid = threads.size + 1;
    threads.set(thread, tid);
    this.push({ ph: "M", name: "thread_name", pid, tid, args: { name: thread } });
    return { pid, tid };
  }

  private push(event: object): void {
    this.events.push(JSON.stringify(event));
  }
}
