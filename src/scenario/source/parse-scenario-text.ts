import { Composer, type Document, type ParsedNode, Parser } from "yaml";
import { collectionDepth } from "../../definition/source/collection-depth.ts";
import { positionAt, sourceText } from "../../definition/source/source-text.ts";
import { convertDocument } from "./convert-document.ts";
import type { Problems } from "./problems.ts";
import type { Place, ScenarioNode } from "./scenario-node.ts";

/** A scenario is settings, not data: longer lists of values go into files of their own. */
const TEXT_LENGTH_MAX = 256 * 1024;

const DEPTH_MAX = 60;

/** After this many syntax errors the rest says nothing new. */
const SYNTAX_ERRORS_MAX = 20;

/** The tree that a YAML 1.2 or JSON text describes; undefined, with a problem that says why, where there is none. */
export function parseScenarioText(text: string, file: string, problems: Problems): ScenarioNode | undefined {
  const start: Place = { file, offset: 0, line: 1, column: 1 };
  if (text.length > TEXT_LENGTH_MAX) {
    problems.error(
      "SCENARIO_LIMIT",
      start,
      `a scenario may have ${TEXT_LENGTH_MAX} characters, this has ${text.length}`,
      {
        hint: "put long lists of values into a CSV file and name it: `empirical: ./durations.csv`",
      },
    );
    return undefined;
  }
  // not the library's line counter, which misses the lines within what it cannot read
  const source = sourceText(file, text);
  const placeAt = (offset: number): Place => ({ file, ...positionAt(source, offset) });
  const document = compose(text, placeAt, problems);
  return document === undefined ? undefined : convertDocument(document, placeAt, problems);
}

function compose(
  text: string,
  placeAt: (offset: number) => Place,
  problems: Problems,
): Document.Parsed<ParsedNode> | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined || tokens.some((token) => collectionDepth(token) > DEPTH_MAX)) {
    problems.error("SCENARIO_LIMIT", placeAt(0), `lists and maps may be nested ${DEPTH_MAX} deep, these are deeper`);
    return undefined;
  }
  const documents = [...new Composer({ uniqueKeys: false, prettyErrors: false }).compose(tokens, true, text.length)];
  const [document, second] = documents;
  if (document === undefined) return undefined;
  for (const error of document.errors.slice(0, SYNTAX_ERRORS_MAX)) {
    problems.error("SYNTAX", placeAt(error.pos[0]), sentence(error.message));
  }
  for (const warning of document.warnings.slice(0, SYNTAX_ERRORS_MAX)) {
    problems.error("SYNTAX", placeAt(warning.pos[0]), sentence(warning.message));
  }
  if (second !== undefined) {
    problems.error("SYNTAX", placeAt(second.range[0]), "a scenario file holds one document, here begins a second one");
  }
  return document.errors.length + document.warnings.length === 0 && second === undefined ? document : undefined;
}

/** Undefined where the tokenizer's own stack overflows (hundreds of thousands of comment lines or documents). */
function tokensOf(text: string) {
  try {
    return [...new Parser().parse(text)];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function sentence(message: string): string {
  return `not readable as YAML or JSON: ${message}`;
}
