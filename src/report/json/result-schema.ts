import { type JsonSchema, jsonSchema } from "./json-schema.ts";
import { resultShape } from "./result-shape.ts";

/** The JSON Schema of `stepcast.result/1`, as `schemas/result.schema.json` publishes it. */
export function resultSchema(): JsonSchema {
  return jsonSchema(resultShape, { id: "urn:stepcast:result:1", title: "stepcast result", record: "Result" });
}
