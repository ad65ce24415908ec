import { formatInstant } from "../base/instant.ts";

/** The event that was being handled when something went wrong. */
export interface FailedEvent {
  readonly timeMs: number;
  readonly sequence: number;
  /** The name of the action's function; empty for most arrow functions. */
  readonly action: string;
  /** The entity that the event belongs to, as its `toString` gives it. */
  readonly entity: string | undefined;
}

/** An action threw: the run ends here. `cause` is what it threw. */
export class SimulationError extends Error {
  override readonly name = "SimulationError";
  readonly event: FailedEvent;

  constructor(event: FailedEvent, cause: unknown) {
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    super(`${reason} (while handling ${describe(event)})`, { cause });
    this.event = event;
  }
}

function describe(event: FailedEvent): string {
  const action = event.action === "" ? "" : ` ${event.action}`;
  const entity = event.entity === undefined ? "" : ` of ${event.entity}`;
  return `event ${event.sequence}${action}${entity} at ${event.timeMs} ms, ${formatInstant(event.timeMs)}`;
}
