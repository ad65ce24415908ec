import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { PriceField, PriceRecord, RecordPlace, RefuseRecord } from "./price-record.ts";
import { PRICE_FORMS, parsePrice, parsePriceTime, TIME_FORMS } from "./price-values.ts";

/** Keys of a record in small letters, as the API, its libraries and older tools spell them. */
const KEYS: Readonly<Record<PriceField, readonly string[]>> = {
  time: ["timestamp", "time", "date", "epochtime"],
  price: ["spotprice", "price"],
  type: ["instancetype", "type"],
  zone: ["availabilityzone", "zone", "az"],
  product: ["productdescription", "product"],
};

/** One JSON value of a file, and where it begins. */
interface Part {
  readonly text: string;
  readonly line: number;
}

/**
 * The prices of JSON: a list of records, an object with such a list (`SpotPriceHistory`), or one of either a line. Keys
 * may be written in any case, prices as numbers or texts.
 */
export function* readJsonPrices(text: string, refuse: RefuseRecord): Generator<PriceRecord> {
  const whole: Part = { text: text.replace(/^\uFEFF/, " "), line: 1 };
  const errors: ParseError[] = [];
  const root = parseTree(whole.text, errors);
  const lines = errors.length === 0 ? undefined : linesOf(whole.text);
  if (lines === undefined) return yield* readPart(whole, root, errors, refuse);
  for (const part of lines) {
    const lineErrors: ParseError[] = [];
    yield* readPart(part, parseTree(part.text, lineErrors), lineErrors, refuse);
  }
}

/** Each line on its own, where the first one is a whole value. */
function linesOf(text: string): Part[] | undefined {
  const parts = text.split("\n").map((line, index) => ({ text: line.replace(/\r$/, ""), line: index + 1 }));
  const full = parts.filter((part) => part.text.trim() !== "");
  const errors: ParseError[] = [];
  parseTree(full[0]?.text ?? "", errors);
  return full.length > 1 && errors.length === 0 ? full : undefined;
}

function* readPart(
  part: Part,
  root: Node | undefined,
  errors: readonly ParseError[],
  refuse: RefuseRecord,
): Generator<PriceRecord> {
  const placeAt = placer(part);
  const [error] = errors;
  if (root === undefined || error !== undefined) {
    const what = error === undefined ? "there is no value" : printParseErrorCode(error.error);
    return refuse(placeAt(error?.offset ?? 0), `the file is no JSON: ${what}`);
  }
  const records = recordsOf(root);
  if (records === undefined) {
    const hint = 'as `aws ec2 describe-spot-price-history` answers: `{ "SpotPriceHistory": [...] }`, or the list alone';
    return refuse(placeAt(root.offset), "expected a list of prices", { hint });
  }
  for (const node of records) {
    const record = readRecord(node, placeAt, refuse);
    if (record !== undefined) yield record;
  }
}

/** A list, the list that an object holds, or the object itself where it is a record. */
function recordsOf(root: Node): readonly Node[] | undefined {
  if (root.type === "array") return root.children ?? [];
  if (root.type !== "object") return undefined;
  const list = (root.children ?? []).map((property) => property.children?.[1]).find((value) => value?.type === "array");
  if (list !== undefined) return list.children ?? [];
  return textUnder(root, "price") === undefined ? undefined : [root];
}

function readRecord(
  node: Node,
  placeAt: (offset: number) => RecordPlace,
  refuse: RefuseRecord,
): PriceRecord | undefined {
  const place = placeAt(node.offset);
  if (node.type !== "object") {
    refuse(place, `expected a record such as \`{ "Timestamp": ..., "SpotPrice": ... }\`, got ${node.type}`);
    return undefined;
  }
  const time = textUnder(node, "time");
  const price = textUnder(node, "price");
  const timeMs = parsePriceTime(time?.text ?? "");
  const priceNanoUsd = parsePrice(price?.text ?? "");
  if (timeMs === undefined) refuse(placeAt(time?.offset ?? node.offset), expected(TIME_FORMS, "Timestamp", time));
  if (priceNanoUsd === undefined)
    refuse(placeAt(price?.offset ?? node.offset), expected(PRICE_FORMS, "SpotPrice", price));
  if (timeMs === undefined || priceNanoUsd === undefined) return undefined;
  const [type, zone, product] = (["type", "zone", "product"] as const).map((field) => textUnder(node, field)?.text);
  return {
    timeMs,
    priceNanoUsd,
    ...(type === undefined ? {} : { instanceType: type }),
    ...(zone === undefined ? {} : { zone }),
    ...(product === undefined ? {} : { product }),
    place,
  };
}

function expected(forms: string, key: string, got: { readonly text: string } | undefined): string {
  return got === undefined ? `a record has no \`${key}\`` : `expected ${forms}, got \`${got.text}\``;
}

/** The value of the key that comes first among the known ones, as text. */
function textUnder(node: Node, field: PriceField): { readonly text: string; readonly offset: number } | undefined {
  for (const key of KEYS[field]) {
    for (const { children: [name, value] = [] } of node.children ?? []) {
      if (value === undefined || String(name?.value).toLowerCase() !== key) continue;
      if (value.type === "string" || value.type === "number")
        return { text: String(value.value).trim(), offset: value.offset };
    }
  }
  return undefined;
}

/** Lines are looked up in a list that is made once: a file holds many records. */
function placer({ text, line }: Part): (offset: number) => RecordPlace {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    for (let high = starts.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: line + low, column: offset - (starts[low] ?? 0) + 1 };
  };
}
