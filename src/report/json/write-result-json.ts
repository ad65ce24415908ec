import type { Result } from "../../experiment/result.ts";
import { resultShape } from "./result-shape.ts";
import { writeJson } from "./write-json.ts";

/** The result as `stepcast.result/1`. */
export function writeResultJson(result: Result): string {
  return writeJson(resultShape, result);
}
