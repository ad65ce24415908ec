/**
 * Whether a text is a definition in YAML: a template that holds a pipeline, or the parts of a definition at its top, as
 * `aws datapipeline get-pipeline-definition --output yaml` writes them. Scenarios have neither.
 */
export function isYamlDefinition(text: string): boolean {
  if (!/^\uFEFF?\s*[\w#%'"-]/.test(text)) return false;
  return TOP_KEY.test(text) || PIPELINE_TYPE.test(text) || TEMPLATE.test(text);
}

const TOP_KEY = /^(?:objects|[pP]ipelineObjects):\s*(?:#.*)?$/m;
const PIPELINE_TYPE = /^\s*(?:- )?(["']?)Type\1:\s+(["']?)AWS::DataPipeline::Pipeline\2\s*(?:#.*)?$/m;
const TEMPLATE = /^(["']?)AWSTemplateFormatVersion\1:/m;
