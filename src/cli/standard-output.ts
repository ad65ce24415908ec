import process from "node:process";
import { EXIT, type ExitStatus } from "./exit-status.ts";
import { describeSystemError, isSystemError } from "./system-error.ts";

/**
 * Answers with what standard output has to say to the exit status: a reader that has seen enough (`| head`) is no
 * failure and ends nothing, so that files are still written; a full disk is told once.
 */
export function watchStandardOutput(): { worst(status: ExitStatus): ExitStatus } {
  let failed = false;
  process.stdout.on("error", (error) => {
    if (failed || (isSystemError(error) && error.code === "EPIPE")) return;
    failed = true;
    const reason = isSystemError(error) ? describeSystemError(error) : error.message;
    process.stderr.write(`stepcast: standard output: ${reason}\n`);
    // the error may come when everything else is done
    process.exitCode = EXIT.badInput;
  });
  process.stderr.on("error", () => {});
  return { worst: (status) => (failed ? EXIT.badInput : status) };
}
