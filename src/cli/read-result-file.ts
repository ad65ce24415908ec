import type { Result } from "../experiment/result.ts";
import { readResultJson } from "../report/json/read-result-json.ts";
import { CommandError } from "./exit-status.ts";
import type { Io } from "./io.ts";
import { formatDiagnostics } from "./print-diagnostics.ts";

/**
 * Reads a result file.
 *
 * @throws CommandError when it is not one, after what is wrong with it was printed
 */
export function readResultFile(path: string, io: Io): { readonly result: Result; readonly text: string } {
  const text = path === "-" ? io.readStdin() : io.readFile(path);
  const answer = readResultJson(text, path);
  if (answer.kind === "result") return { result: answer.result, text };
  io.stderr.write(formatDiagnostics(answer.diagnostics, new Map([[path, text]]), false));
  throw new CommandError(`${path} is not a result that run wrote`);
}
