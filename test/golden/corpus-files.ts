import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Definitions and excerpts that others wrote, kept beside the repository where there is one. */
export const CORPUS = "../shared/corpus";

/** Says in a title when its test is skipped. */
export const SKIPPED_WITHOUT_CORPUS = `(skipped where ${CORPUS} is missing)`;

/** Folders that hold nothing but definitions and excerpts of them. */
const FOLDERS = ["pipeline-definitions", "pipeline-pasted", "pipeline-api-form", "docs-excerpts"];

/** Definitions among the answers of the service's command line. */
const ANSWERS = ["dp-cli-output/aws-aws-cli__get-pipeline-definition_1.json"];

/** Values that their authors gave for a definition, by its name. */
const VALUES: ReadonlyMap<string, string> = new Map([
  [
    "pipeline-definitions/awslabs-data-pipeline-samples__samples_dynamo-db-export_DynamoDB-export.json",
    "parameter-values/awslabs-data-pipeline-samples__samples_dynamo-db-export_example-parameters.json",
  ],
]);

/** One definition with what belongs to it. */
export interface CorpusFile {
  /** Its folder and its name. */
  readonly name: string;
  readonly text: string;
  /** Files of values for its parameters. */
  readonly values: readonly { readonly file: string; readonly text: string }[];
}

/** Whether there is a corpus on this machine. */
export function hasCorpus(): boolean {
  return existsSync(CORPUS);
}

/** Every definition of the corpus; those with a file of values also with it. */
export function corpusFiles(): readonly CorpusFile[] {
  const ofFolders = FOLDERS.flatMap((folder) =>
    readdirSync(`${CORPUS}/${folder}`)
      .filter((name) => /\.(json|txt|ya?ml)$/.test(name))
      .sort()
      .map((name) => `${folder}/${name}`),
  );
  return [...ofFolders, ...ANSWERS].flatMap((name) => {
    const text = readFileSync(`${CORPUS}/${name}`, "utf8");
    const file = VALUES.get(name);
    const bare = { name, text, values: [] };
    if (file === undefined) return [bare];
    return [bare, { name, text, values: [{ file, text: readFileSync(`${CORPUS}/${file}`, "utf8") }] }];
  });
}
