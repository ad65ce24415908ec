import { type JsonSchema, jsonSchema } from "./json-schema.ts";
import { pointShape } from "./point-shape.ts";
import { resultShape } from "./result-shape.ts";

/** The JSON Schema of `stepcast.result/1`, as `schemas/result.schema.json` publishes it. */
export function resultSchema(): JsonSchema {
  return jsonSchema(resultShape, { id: "urn:stepcast:result:1", title: "stepcast result", record: "Result" });
}

/** That of a line of `stepcast.point/1`, as `schemas/point.schema.json` publishes it. */
export function pointSchema(): JsonSchema {
  return jsonSchema(pointShape, { id: "urn:stepcast:point:1", title: "stepcast point", record: "Point" });
}
