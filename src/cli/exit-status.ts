/** The exit statuses that scripts rely on. */
export const EXIT = {
  done: 0,
  /** A gate failed: a comparison, a check, or a verification. */
  gateFailed: 1,
  /** Bad usage or bad input. */
  badInput: 2,
  /** No configuration meets the objective. */
  noConfiguration: 3,
  /** A bug in stepcast. */
  bug: 70,
  /** Ctrl-C, after which what was computed is kept. */
  interrupted: 130,
} as const;

/** One of the exit statuses that scripts rely on. */
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with a message for the user, without a stack: the mistake is not in stepcast. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly status: ExitStatus;

  constructor(message: string, status: ExitStatus = EXIT.badInput) {
    super(message);
    this.status = status;
  }
}

/** By its name, since what is loaded when it is needed may bring a class of its own. */
export function isCommandError(error: unknown): error is CommandError {
  return error instanceof Error && error.name === "CommandError" && "status" in error;
}
