import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { read } from "./read.ts";

/** Definitions and excerpts that others wrote, kept beside the repository where there is one. */
const CORPUS = "../shared/corpus";
const FOLDERS = ["pipeline-definitions", "pipeline-pasted", "docs-excerpts", "pipeline-api-form"];

/**
 * Errors that a person who reads the file agrees with, as `line CODE`. Not listed: `UNRESOLVED_NAME` and `PLACEHOLDER`
 * (parameters and templates that nobody has filled in), and dangling references of excerpts.
 */
const EXPECTED: ReadonlyMap<string, readonly string[]> = new Map([
  // A parameter's default nests one expression in another.
  ["SimpleFinance-pipewelder__tests_test_data_pipeline_definition.json", ["29 EXPRESSION_SYNTAX"]],
  ["SimpleFinance-pipewelder__tests_test_data_pipeline_definition@f95cd3a.json", ["29 EXPRESSION_SYNTAX"]],
  // A comma is missing.
  ["awslabs-data-pipeline-samples__samples_dynamodb-to-dynamodb_pipeline@19770d0.json", ["151 SYNTAX"]],
  // "15 Period".
  ["awslabs-data-pipeline-samples__samples_kinesis_kinesis-to-s3.json", ["17 FIELD_VALUE"]],
  // A comma and a closing quote are missing.
  ["awslabs-data-pipeline-samples__samples_sqoop_sqoop@7c903a4.json", ["7 SYNTAX", "15 SYNTAX"]],
  // Part of a template: parents are elsewhere.
  [
    "harrystech-arthur-redshift-etl__python_etl_render_template_templates_concurrent_extract_load_pipeline_steps.json",
    ["7 DANGLING_REFERENCE", "31 DANGLING_REFERENCE", "34 DANGLING_REFERENCE"],
  ],
  // Parameters' defaults are placeholders.
  ...["init_master", "init_xref", "landing_mstr1", "landing_mstr2", "landing_mstr4"].map((name) => {
    const errors = ["64", "65", "74", "76", "80"].map((line) => `${line} FIELD_VALUE`);
    return [`coingraham-slalom-codepipeline-glue__datapipelines_ppm_sqoop_${name}_definition.json`, errors] as const;
  }),
  // "...".
  ["awsdocs-aws-data-pipeline-developer-guide__dp-check-when-run-fails_2.json", ["11 SYNTAX"]],
  ["awsdocs-aws-data-pipeline-developer-guide__dp-error-logs_1.json", ["6 SYNTAX"]],
  // A brace too many, twice.
  ["awsdocs-aws-data-pipeline-developer-guide__dp-concepts-staging_1.json", ["21 SYNTAX", "30 SYNTAX"]],
  // No definitions: a command with its output, an answer of a server, a field alone, parts of EMR's own configuration.
  ["awsdocs-aws-data-pipeline-developer-guide__dp-copydata-redshift-upload-cli_1.txt", ["1 SYNTAX", "2 MISSING_ID"]],
  ["awsdocs-aws-data-pipeline-developer-guide__dp-make-http-request_4.txt", ["1 SYNTAX", "8 MISSING_ID"]],
  ["awsdocs-aws-data-pipeline-developer-guide__dp-expressions-functions_1.json", ["1 NO_OBJECTS", "1 SYNTAX"]],
  ["awsdocs-aws-data-pipeline-developer-guide__dp-object-emrconfiguration_1.json", ["2 MISSING_ID"]],
  ["awsdocs-aws-data-pipeline-developer-guide__dp-object-emrconfiguration_3.json", ["2 MISSING_ID"]],
  ["aws-beam-aws-elixir__ValidatePipelineDefinition_response_17.json", ["1 MISSING_ID"]],
  // Objects that only show the syntax.
  [
    "awsdocs-aws-data-pipeline-developer-guide__dp-writing-pipeline-definition_1.json",
    ["3 MISSING_ID", "7 MISSING_ID"],
  ],
  // "script" : "SQLQuery" | "scriptUri" : ...
  ["awsdocs-aws-data-pipeline-developer-guide__dp-object-sqlactivity_1.json", ["5 SYNTAX"]],
  // "bad-time", the service's own example of an error.
  ["aws-beam-aws-elixir__ValidatePipelineDefinition_request_17.json", ["17 FIELD_VALUE"]],
  // "tringValue".
  ["igorlg-aws-datapipeline-sync-s3__datapipeline.yml", ["121 VALUE_SHAPE"]],
  // References in a list under StringValue; "stage" with a RefValue "true".
  [
    "aarti1719-aws__data-pipeline-test.yaml",
    ["252 VALUE_SHAPE", "258 FIELD_VALUE", "263 VALUE_SHAPE", "268 VALUE_SHAPE"],
  ],
  [
    "aarti1719-aws__data-pipeline.yaml",
    [
      ...["213", "221", "272"].map((line) => `${line} VALUE_SHAPE`),
      "278 FIELD_VALUE",
      ...["283", "288", "293"].map((line) => `${line} VALUE_SHAPE`),
    ],
  ],
  // "..." where an object should stand.
  [
    "awsdocs-aws-cloudformation-user-guide__aws-properties-datapipeline-pipeline-pipelineobjects_3.yml",
    ["28 SYNTAX", "28 SYNTAX"],
  ],
]);

/** The errors of a file that are not those of an unfinished template or an excerpt. */
function errors(folder: string, name: string): string[] {
  const isExcerpt = folder !== "pipeline-definitions";
  return read(readFileSync(`${CORPUS}/${folder}/${name}`, "utf8"))
    .diagnostics.filter(
      ({ severity, code }) => severity === "error" && code !== "UNRESOLVED_NAME" && code !== "PLACEHOLDER",
    )
    .filter(({ code }) => !(isExcerpt && code === "DANGLING_REFERENCE"))
    .map(({ line, code }) => `${line} ${code}`);
}

describe("definitions in the wild", () => {
  for (const folder of FOLDERS) {
    it(`are read, or give errors that a person agrees with: ${folder} (skipped where ${CORPUS} is missing)`, function () {
      if (!existsSync(`${CORPUS}/${folder}`)) this.skip();
      const names = readdirSync(`${CORPUS}/${folder}`).filter((name) => /\.(json|txt|ya?ml)$/.test(name));
      const found = names.map((name) => [name, errors(folder, name)] as const).filter(([, list]) => list.length > 0);
      const expected = names.flatMap((name) => {
        const list = EXPECTED.get(name);
        return list === undefined ? [] : [[name, list] as const];
      });
      expect(Object.fromEntries(found)).to.deep.equal(Object.fromEntries(expected));
    });
  }

  it(`know no false alarms: unknown fields, types and wrong kinds of references (skipped where ${CORPUS} is missing)`, function () {
    if (!existsSync(CORPUS)) this.skip();
    const names = readdirSync(`${CORPUS}/pipeline-definitions`);
    const codes = ["UNKNOWN_FIELD", "UNKNOWN_TYPE", "REFERENCE_TYPE", "FIELD_NAME_CASE", "TOO_MANY_VALUES"];
    const found = names.flatMap((name) =>
      read(readFileSync(`${CORPUS}/pipeline-definitions/${name}`, "utf8"))
        .diagnostics.filter(({ code }) => codes.includes(code))
        .map(({ code, path }) => `${code} ${path}`),
    );
    // A Schedule has no maxActiveInstances; a database's password is *password.
    expect(found).to.have.members([
      "UNKNOWN_FIELD DefaultSchedule.maxActiveInstances",
      "UNKNOWN_FIELD RedshiftCluster.password",
    ]);
  });
});
