/**
 * A bug in the model, with all that it takes to see it again: what went wrong, at which simulated time, in whose event
 * (`cause` is the SimulationError that says so), and the run.
 */
export class RunError extends Error {
  override readonly name = "RunError";
  readonly seed: string;
  /** Counts from 0. */
  readonly replication: number;

  constructor(seed: string, replication: number, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const repeat = `stepcast run FILE --seed ${JSON.stringify(seed)} --replications ${replication + 1}`;
    super(`${reason}; seed ${JSON.stringify(seed)}, replication ${replication}: \`${repeat}\` repeats it`, { cause });
    this.seed = seed;
    this.replication = replication;
  }
}
