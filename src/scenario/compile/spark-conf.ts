import type { PipelineObject } from "../../definition/definition.ts";
import { DURATION } from "../units/duration.ts";
import type { CompileContext } from "./compile-context.ts";
import { emrProperties } from "./emr-properties.ts";

/** What a definition says of a Spark application. */
export interface SparkConf {
  /** A property of Spark: `spark.executor.memory`. */
  text(...keys: readonly string[]): string | undefined;
  count(...keys: readonly string[]): number | undefined;
  number(key: string): number | undefined;
  flag(key: string): boolean | undefined;
  /** Megabytes, as Spark and YARN count them (1,048,576 bytes): `4g`, `4096m`, `4096`. */
  memoryMb(...keys: readonly string[]): number | undefined;
  durationMs(...keys: readonly string[]): number | undefined;
  /** EMR is to give each node one executor that has all of it. */
  readonly maximizes: boolean;
}

/**
 * The properties of an application: the arguments of `spark-submit` in its step first, then the cluster's `spark-defaults`.
 *
 * @param words of the step: `command-runner.jar`, `spark-submit`, `--executor-memory`, `4g`, ...
 */
export function sparkConf(context: CompileContext, cluster: PipelineObject, words: readonly string[]): SparkConf {
  const properties = new Map([...emrProperties(context, cluster, "spark-defaults"), ...submitProperties(words)]);
  const first = <T>(keys: readonly string[], read: (text: string) => T | undefined): T | undefined => {
    for (const key of keys) {
      const text = properties.get(key);
      const value = text === undefined ? undefined : read(text.trim());
      if (value !== undefined) return value;
    }
    return undefined;
  };
  return {
    text: (...keys) => first(keys, (text) => text || undefined),
    count: (...keys) => first(keys, (text) => (/^\d{1,6}$/.test(text) ? Number(text) : undefined)),
    number: (key) => first([key], (text) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined)),
    flag: (key) => first([key], (text) => FLAGS.get(text.toLowerCase())),
    memoryMb: (...keys) => first(keys, readMemoryMb),
    durationMs: (...keys) => first(keys, readDurationMs),
    maximizes: emrProperties(context, cluster, "spark").get("maximizeResourceAllocation")?.toLowerCase() === "true",
  };
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
]);

/** Options of `spark-submit` that stand for properties. Source: spark-submit --help. */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ["--executor-memory", "spark.executor.memory"],
  ["--executor-cores", "spark.executor.cores"],
  ["--num-executors", "spark.executor.instances"],
  ["--driver-memory", "spark.driver.memory"],
  ["--driver-cores", "spark.driver.cores"],
  ["--deploy-mode", "spark.submit.deployMode"],
  ["--master", "spark.master"],
]);

/** Up to the application's own jar or script: what comes behind it is the application's. */
function submitProperties(words: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  const start = words.findIndex((word) => /(^|\/)(spark-submit|spark-sql|pyspark)$/.test(word)) + 1;
  for (let index = start; start > 0 && index < words.length; index += 1) {
    const [option = "", inline] = splitOption(words[index] ?? "");
    if (!option.startsWith("--")) break;
    if (NO_VALUE.has(option)) continue;
    const value = inline ?? words[++index] ?? "";
    const [, key, property = ""] = /^([^=]+)=(.*)$/.exec(value) ?? [];
    if ((option === "--conf" || option === "-c") && key !== undefined) found.set(key.trim(), property);
    else if (OPTIONS.has(option)) found.set(OPTIONS.get(option) ?? "", value);
  }
  return found;
}

const NO_VALUE: ReadonlySet<string> = new Set(["--verbose", "--supervise"]);

/** `--option=value` or `--option`; `-c` is short for `--conf`. */
function splitOption(word: string): readonly [string, string?] {
  if (word === "-c") return ["--conf"];
  const [, option, value] = /^(--[\w-]+)=(.*)$/.exec(word) ?? [];
  return option === undefined || value === undefined ? [word] : [option, value];
}

const UNIT_MB: ReadonlyMap<string, number> = new Map([
  ["k", 1 / 1024],
  ["", 1],
  ["m", 1],
  ["g", 1024],
  ["t", 1024 ** 2],
]);

function readMemoryMb(text: string): number | undefined {
  const [, amount, unit = ""] = /^(\d{1,9})\s*([kmgt]?)b?$/i.exec(text) ?? [];
  const each = UNIT_MB.get(unit.toLowerCase());
  return amount === undefined || each === undefined ? undefined : Math.floor(Number(amount) * each);
}

/** `60s`, `1min`; a bare number is seconds. */
function readDurationMs(text: string): number | undefined {
  return DURATION.parse(/^\d+$/.test(text) ? `${text} s` : text);
}
