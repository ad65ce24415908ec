/** Longest object around a `"key": "*name"` that is searched for the value that belongs to it. */
const OBJECT_LENGTH_MAX = 1000;

const OPENING = "\"'“‘";
const CLOSING = "\"'”’";

/**
 * Hides the values of encrypted fields and parameters (`"*password": "..."`, rule 1.5) in a text as it was written,
 * damaged or not, so that a part of it can be shown. Nothing moves: each character becomes a `*`.
 */
export function maskSecrets(text: string): string {
  if (!text.includes("*")) return text;
  const spans = [...fieldValues(text), ...namedValues(text), ...yamlValues(text)].sort((a, b) => a.from - b.from);
  let masked = "";
  let end = 0;
  for (const { from, to } of spans) {
    if (to <= end) continue;
    const start = Math.max(from, end);
    masked += text.slice(end, start) + text.slice(start, to).replace(/[^\r\n]/g, "*");
    end = to;
  }
  return masked + text.slice(end);
}

/** `*name=value` and `Object.*name=value` with the value hidden; patterns such as `workloads.*Report` are no secrets. */
export function maskAssignment(assignment: string): string {
  const path = assignment.slice(0, Math.max(0, assignment.indexOf("=")));
  const isSecret = /(?:^|[./["'\s])\*[A-Za-z_]/.test(path) && !/^\s*(?:workloads|bootstrapActions)\b/.test(path);
  return isSecret ? `${path}=hidden` : assignment;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** What follows `"*name":`. */
function fieldValues(text: string): Span[] {
  const spans: Span[] = [];
  const key = /["'“‘]\*[^"'”’\r\n]+["'”’]\s*:\s*/g;
  for (let match = key.exec(text); match !== null; match = key.exec(text)) {
    const span = valueAt(text, key.lastIndex);
    spans.push(span);
    key.lastIndex = Math.max(key.lastIndex, span.to);
  }
  return spans;
}

/**
 * The values of `{"key": "*name", "stringValue": "..."}` and `{"id": "*name", "default": "..."}`, in any order and any
 * case: templates write `Key` and `StringValue`.
 */
function namedValues(text: string): Span[] {
  const starts = [...text.matchAll(/["'](?:key|id)["']\s*:\s*["']\*/gi)].map(({ index }) => objectStart(text, index));
  return [...new Set(starts)].flatMap((start) => {
    const around = text.slice(start, start + 2 * OBJECT_LENGTH_MAX);
    const close = around.indexOf("}");
    const object = close < 0 ? around : around.slice(0, close);
    return [...object.matchAll(/["'](?:stringValue|default|values?)["']\s*:\s*/gi)].map((value) => {
      const { from, to } = valueAt(object, value.index + value[0].length);
      return { from: start + from, to: start + to };
    });
  });
}

/** Lines around a YAML `Key: "*name"` among which its value stands; a neighbour's value is hidden rather than missed. */
const YAML_LINES = 2;

/** The values of YAML's `Key: "*name"` and `StringValue: ...`, in either order, on one line or on lines beside it. */
function yamlValues(text: string): Span[] {
  const lines = [...text.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)];
  const isNamed = lines.map(([line]) => /(?:^|[\s{,])(?:key|id)\s*:\s*["']?\*[A-Za-z_]/i.test(line));
  return lines.flatMap(({ 0: line, index }, at) => {
    if (!isNamed.slice(Math.max(0, at - YAML_LINES), at + YAML_LINES + 1).includes(true)) return [];
    return [...line.matchAll(/(?:^|[\s{,])(?:stringValue|default|values?)\s*:\s*/gi)].map((value) => {
      const from = index + value.index + value[0].length;
      return { from, to: index + line.replace(/[\r\n]+$/, "").length };
    });
  });
}

/** The brace before a place; where there is none near, a round place, so that each part of a text is looked at once. */
function objectStart(text: string, index: number): number {
  const nearest = Math.max(0, index - OBJECT_LENGTH_MAX);
  const brace = text.slice(nearest, index).lastIndexOf("{");
  return brace < 0 ? nearest - (nearest % OBJECT_LENGTH_MAX) : nearest + brace;
}

/** From the start of a value to its end, or to the end of the text where it has none; a string without its quotes. */
function valueAt(text: string, start: number): Span {
  const first = text[start] ?? "";
  const quote = OPENING.indexOf(first);
  if (first !== "" && quote >= 0) return { from: start + 1, to: stringEnd(text, start + 1, CLOSING[quote] ?? first) };
  // a reference is no secret, and in a scenario `"*Report": { ... }` is a pattern
  if (first === "{") return { from: start, to: start };
  if (first !== "[") {
    const length = text.slice(start, start + OBJECT_LENGTH_MAX).search(/[,}\]\r\n]/);
    return { from: start, to: start + (length < 0 ? OBJECT_LENGTH_MAX : length) };
  }
  const end = text.indexOf("]", start);
  return { from: start + 1, to: end < 0 ? text.length : end };
}

function stringEnd(text: string, start: number, quote: string): number {
  for (let index = start; index < text.length; index += 1) {
    if (text[index] === "\\") index += 1;
    else if (text[index] === quote) return index;
  }
  return text.length;
}
