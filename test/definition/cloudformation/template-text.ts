import type { PipelineDefinition } from "../../../src/definition/definition.ts";
import type { ReadDefinitionOptions } from "../../../src/definition/read-definition.ts";
import { read, values } from "../read.ts";

/**
 * A YAML template with one pipeline whose object A has the field `myX`. The value stands at 12:28, below the lines of
 * `before`.
 */
export function templateWith(value: string, before = ""): string {
  return `${before}Resources:
  Logs:
    Type: AWS::S3::Bucket
  Work:
    Type: AWS::DataPipeline::Pipeline
    Properties:
      PipelineObjects:
        - Id: A
          Fields:
            - { Key: type, StringValue: CSV }
            - Key: myX
              StringValue: ${value}
`;
}

/** What the field `myX` comes to in such a template. */
export function valueOfX(
  value: string,
  before = "",
  options: Partial<ReadDefinitionOptions> = {},
): readonly [readonly string[], PipelineDefinition] {
  const definition = read(templateWith(value, before), options);
  return [values(definition, "A", "myX"), definition];
}
