import { Composer, type CST, type Document, Parser } from "yaml";
import { collectionDepth } from "./collection-depth.ts";
import { convertYaml } from "./convert-yaml.ts";
import type { JsonNode } from "./json-node.ts";
import type { Problems } from "./problems.ts";
import { positionAt, type SourceText } from "./source-text.ts";

/** CloudFormation takes templates of 1 MB; the bound of JSON texts holds here as well. */
const LENGTH_MAX = 2_000_000;
const DEPTH_MAX = 64;
const SYNTAX_ERRORS_MAX = 50;

/** Reads the first document of a YAML text, tags of CloudFormation included, as the values that JSON would have. */
export function parseYaml(source: SourceText, problems: Problems): readonly JsonNode[] {
  if (source.text.length > LENGTH_MAX) return tooLarge(`has more than ${LENGTH_MAX} characters`, source, problems);
  const tokens = tokensOf(source.text);
  if (tokens === undefined || tokens.some((token) => collectionDepth(token) > DEPTH_MAX)) {
    return tooLarge(`is nested more than ${DEPTH_MAX} levels deep`, source, problems);
  }
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false });
  const [document, second] = composer.compose(tokens, true, source.text.length);
  if (document === undefined) return [];
  reportErrors(document, source, problems);
  if (second !== undefined) {
    const message = "Expected the end of the text, got a second document; it is not read.";
    problems.error("SYNTAX", positionAt(source, second.range[0]), message, { rule: "1.1" });
  }
  return document.contents === null ? [] : (convertYaml(document.contents, source, problems) ?? []);
}

function tooLarge(what: string, source: SourceText, problems: Problems): readonly JsonNode[] {
  problems.error("TEXT_LIMIT", positionAt(source, 0), `The text ${what}.`, { rule: "2.5" });
  return [];
}

/** Undefined where the tokenizer's own stack overflows. */
function tokensOf(text: string): readonly CST.Token[] | undefined {
  try {
    return Array.from(new Parser().parse(text));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Tags that YAML does not know are CloudFormation's, and no errors. */
function reportErrors({ errors }: Document.Parsed, source: SourceText, problems: Problems): void {
  for (const { message, pos } of errors.slice(0, SYNTAX_ERRORS_MAX)) {
    const hint = "In YAML the items of a map or list stand in one column.";
    problems.error("SYNTAX", positionAt(source, pos[0]), `Not readable as YAML: ${sentence(message)}`, {
      rule: "1.1",
      hint,
    });
  }
}

/** Never the text of a value: the parser's messages quote at most what is no YAML. */
function sentence(message: string): string {
  const [first = message] = message.split(/\n|: "|`/);
  return `${first.replace(/[.:\s]+$/, "")}.`;
}
