import type { PipelineObject } from "../../definition/definition.ts";
import type { CompileContext } from "./compile-context.ts";
import { textOf, typeOf } from "./fields.ts";

const LABEL_LENGTH_MAX = 80;

/** Whole scripts are pasted as commands; their beginning is enough to recognise them. */
const COMMAND_LENGTH_MAX = 400;

/** Jars that only start what their first argument names. */
const STARTERS: ReadonlySet<string> = new Set(["script-runner.jar", "command-runner.jar"]);

/** The jar or script of a step: `myStep.jar`, `script-runner.jar load.sh`. Arguments stay out: they hold secrets. */
export function stepLabel(step: string): string {
  const [path = "", first = ""] = splitArguments(step);
  const name = fileName(path);
  return shorten(STARTERS.has(name) && first !== "" ? `${name} ${fileName(first)}` : name);
}

/** A command as it stands, secrets removed. */
export function commandLabel({ redact }: CompileContext, command: string): string {
  const beginning = redact(command).slice(0, COMMAND_LENGTH_MAX);
  return shorten(withoutSecrets(beginning.replace(/\s+/g, " ").trim()));
}

/** What an activity that is one command runs: its command, script or jar, else its type. */
export function activityLabel(context: CompileContext, activity: PipelineObject): string {
  const command = textOf(context, activity, "command");
  if (command !== undefined) return commandLabel(context, command);
  const keys = ["scriptUri", "jarUri", "hiveScript", "script", "queries"];
  const found = keys.flatMap((key) => textOf(context, activity, key) ?? [])[0];
  if (found === undefined) return typeOf(activity);
  return /^[\w.-]+:\/\//.test(found) ? shorten(fileName(found)) : commandLabel(context, found);
}

/** Arguments are separated by commas; `\\,` is a comma in an argument. Source: DG EmrActivity. */
export function splitArguments(text: string): string[] {
  return text.split(/(?<!\\),/).map((part) => part.trim().replace(/\\+,/g, ","));
}

/** The last part of a path or URI. */
export function fileName(path: string): string {
  return path.split("/").findLast((part) => part !== "") ?? path;
}

/** Values that follow words for secrets, access keys, and credentials in URLs. */
const SECRETS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/((?:password|passwd|pwd|secret|token|api_?key|access_?key)[\w-]*["']?\s*[=:]?\s*)["']?[^\s"'&;,]+/gi, "$1***"],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{12,}\b/g, "***"],
  [/(\/\/[^\s/:@]+:)[^\s/@]+@/g, "$1***@"],
  [/(\bmysql\S*\s(?:.*\s)?-p)\S+/g, "$1***"],
];

function withoutSecrets(text: string): string {
  return SECRETS.reduce((cleaned, [pattern, replacement]) => cleaned.replace(pattern, replacement), text);
}

function shorten(text: string): string {
  return text.length <= LABEL_LENGTH_MAX ? text : `${text.slice(0, LABEL_LENGTH_MAX - 1)}…`;
}
