import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import type { PipelineDefinition } from "../../../src/definition/definition.ts";
import { read } from "../read.ts";

/** Templates, requests and answers that others wrote, kept beside the repository where there is one. */
const FOLDER = "../shared/corpus/pipeline-api-form";

/**
 * Objects, and names that are left open as a person who reads the file expects them. Errors are listed in the test of
 * all definitions in the wild.
 */
const EXPECTED: ReadonlyMap<string, readonly [number, string]> = new Map([
  ["Smartling-dynamo-backup-pipeline__backup-pipeline.cloudformation.json", [8, ""]],
  ["Smartling-dynamo-backup-pipeline__restore-pipeline.cloudformation.json", [7, ""]],
  ["aarti1719-aws__data-pipeline-test.yaml", [5, ""]],
  ["aarti1719-aws__data-pipeline.yaml", [8, ""]],
  ["aarti1719-datapipelinerunning__datapipeline.yaml", [6, "AWS::AccountId AWS::Region"]],
  ["aws-beam-aws-elixir__GetPipelineDefinition_response_6.json", [3, ""]],
  ["aws-beam-aws-elixir__PutPipelineDefinition_request_9.json", [3, ""]],
  ["aws-beam-aws-elixir__ValidatePipelineDefinition_request_16.json", [3, ""]],
  ["aws-beam-aws-elixir__ValidatePipelineDefinition_request_17.json", [3, ""]],
  // An answer of the service that names errors.
  ["aws-beam-aws-elixir__ValidatePipelineDefinition_response_17.json", [0, ""]],
  ["aws-cloudformation-aws-cloudformation-templates__DataPipeline_DataPipeline-StringValue.yaml", [6, ""]],
  // An excerpt that ends in "...".
  ["awsdocs-aws-cloudformation-user-guide__aws-properties-datapipeline-pipeline-pipelineobjects_3.yml", [2, ""]],
  // A resource without its template.
  ["awsdocs-aws-cloudformation-user-guide__aws-resource-datapipeline-pipeline_3.yml", [7, "S3OutputLoc TableName"]],
  [
    "awslabs-aws-cloudformation-templates__aws_services_DataPipeline_multiple-StringValue_DataPipeline-multiple-StringValue.json",
    [6, ""],
  ],
  [
    "flow-lab-aws-cloudformation__dynamodb-to-dynamodb-datapipeline_datapipeline-template.yml",
    [8, "TempS3Bucket LogsS3Bucket SourceTableName DestinationTableName"],
  ],
  ["flow-lab-aws-cloudformation__flow-datapipeline_datapipeline-template.yml", [4, "LogsS3Bucket"]],
  // "!Ref: Timeout" is no function; LogBucket is not in the template.
  ["igorlg-aws-datapipeline-sync-s3__datapipeline.yml", [3, "LogBucket SecurityGroup SubnetId Fn::Ref:"]],
  ["ryankarlos-AWS-ETL-Workflows__cloudformation_datapipeline_s3-to-s3.yaml", [3, "InputPath OutputPath"]],
  ["ryooooochin-backup-dynamodb-by-datapipeline__datapipeline.yml", [7, ""]],
  ["satyakumr-AWS-CloudFormation-Templates__datapipeline.yaml", [5, ""]],
  ["thaunghtike-share-dynamo-s3__datapipeline.yaml", [7, ""]],
]);

function summary({ objects, unresolvedValues }: PipelineDefinition): readonly [number, string] {
  const names = (unresolvedValues ?? []).map(({ placeholder }) => placeholder.slice(2, -1));
  return [objects.length, names.toSorted().join(" ")];
}

describe("templates in the wild", () => {
  it(`hold the objects that a person finds in them (skipped where ${FOLDER} is missing)`, function () {
    if (!existsSync(FOLDER)) this.skip();
    const found = readdirSync(FOLDER).map((name) => [name, summary(read(readFileSync(`${FOLDER}/${name}`, "utf8")))]);
    const expected = Array.from(EXPECTED, ([name, [count, names]]) => [
      name,
      [count, names.split(" ").toSorted().join(" ")],
    ]);
    expect(Object.fromEntries(found)).to.deep.equal(Object.fromEntries(expected));
  });
});
