import { basename } from "node:path/posix";
import { placeOf, type SourceFile } from "../support/source-file.ts";

interface Rule {
  readonly pattern: RegExp;
  /** What to write instead. */
  readonly instead: string;
  /** What makes the file innocent: a variable of its own with that name. */
  readonly unless?: RegExp;
  /** Whether the command may: it is the one place with a clock, a terminal and a language of the user. */
  readonly cliMay: boolean;
}

const RULES: readonly Rule[] = [
  { pattern: /\bMath\.random\b/g, instead: "draw from a named random stream (8.2)", cliMay: false },
  {
    pattern: /\bDate\.now\b/g,
    instead: "take the instant as an argument; the simulation has its own clock",
    cliMay: true,
  },
  {
    pattern: /\bnew Date\(\s*\)/g,
    instead: "take the instant as an argument; the simulation has its own clock",
    cliMay: true,
  },
  { pattern: /(?<![.\w])performance\s*\./g, instead: "measure time in src/cli or bench", cliMay: true },
  {
    pattern: /(?<![.\w])process\.(?:argv|cwd|emit|env|exit|hrtime|mem|nextTick|on|pid|platform|std|uptime|version)\w*/g,
    unless: /\b(?:const|let) process\b/,
    instead: "take what it holds as an argument from src/cli",
    cliMay: true,
  },
  {
    pattern: /\bIntl\b/g,
    instead: "write numbers and dates with the project's own functions: its bytes are the same everywhere",
    cliMay: false,
  },
  {
    pattern: /\.toLocale\w+/g,
    instead: "write numbers and dates with the project's own functions: its bytes are the same everywhere",
    cliMay: false,
  },
  { pattern: /\.localeCompare\b/g, instead: "compare code units with < and >", cliMay: false },
  {
    pattern: /\bfor\s*\(\s*(?:const|let|var)\s+[\w$]+\s+in\b/g,
    instead: "for (const [key, value] of Object.entries(...)), or a Map",
    cliMay: false,
  },
  { pattern: /^export default\b/gm, instead: "export it by its name", cliMay: false },
  {
    pattern: /^export \*/gm,
    instead: "import from the file that owns it; src/index.ts names each export",
    cliMay: false,
  },
  {
    pattern: /(?:[:<|&]\s*|\bas\s+)any\b(?!\s*[:(=])|(?:[,=]\s*)any\s*[;>[]/g,
    instead: "unknown, and a check",
    cliMay: false,
  },
];

const VAGUE_NAMES = /^(?:utils?|helpers?|types|common|misc|shared|constants|interfaces)\.ts$/;

/** Every use of what the project does without, as a sentence with its place and the replacement. */
export function forbiddenUses(file: SourceFile): string[] {
  const isCli = file.path.startsWith("src/cli/");
  const uses = RULES.filter((rule) => !(rule.cliMay && isCli) && !rule.unless?.test(file.code)).flatMap((rule) =>
    [...file.code.matchAll(rule.pattern)].map((match) => ({ offset: match.index, text: match[0].trim(), rule })),
  );
  const sentences = uses.map(
    ({ offset, text, rule }) => `${placeOf(file, offset)} has ${text}; instead: ${rule.instead}`,
  );
  if (VAGUE_NAMES.test(basename(file.path)))
    sentences.push(`${file.path}:1 has a vague name; instead: name its subject`);
  return sentences;
}
