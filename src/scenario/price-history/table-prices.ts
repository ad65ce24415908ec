import { didYouMean } from "../source/nearest-names.ts";
import type { PriceField, PriceRecord, PriceSource, RefuseRecord } from "./price-record.ts";
import {
  isInstanceType,
  isProduct,
  isZone,
  PRICE_FORMS,
  parsePrice,
  parsePriceTime,
  TIME_FORMS,
} from "./price-values.ts";
import { type Cell, delimiterOf, tableRows } from "./table-rows.ts";

/** Headers, without all that is no letter, in small letters. */
const HEADERS: Readonly<Record<PriceField, readonly string[]>> = {
  time: ["timestamp", "time", "date", "datetime", "hourutc", "createtimestamp", "epochtime", "epoch", "t"],
  price: ["spotprice", "price", "usd", "usdathourstart", "priceusd", "spotpriceusd", "usdperhour"],
  type: ["instancetype", "type", "instance"],
  zone: ["availabilityzone", "az", "zone", "availabilityzoneid", "azid"],
  product: ["productdescription", "product", "os", "productdescriptions"],
};

const FIELDS = Object.keys(HEADERS) as readonly PriceField[];

type Columns = Partial<Record<PriceField, number>>;

/**
 * The prices of a table. Its columns are known by the header, or where it has none by what the first row holds. Empty
 * lines, those that begin with `#` and headers between (files that were put together) are passed over.
 */
export function* readTablePrices(text: string, source: PriceSource, refuse: RefuseRecord): Generator<PriceRecord> {
  let columns: Columns | undefined;
  let header: readonly Cell[] | undefined;
  for (const { line, cells } of tableRows(text, delimiterOf(text))) {
    if (columns === undefined) {
      const bySight = bySightOf(cells);
      columns = bySight ?? byHeader(cells, source);
      const missing = missingIn(columns, cells, source);
      if (missing !== undefined) return refuse({ line, column: 1 }, ...missing);
      if (bySight === undefined) {
        header = cells;
        continue;
      }
    }
    if (header !== undefined && isSame(cells, header)) continue;
    const record = readRow(line, cells, columns, refuse);
    if (record !== undefined) yield record;
  }
}

function isSame(cells: readonly Cell[], header: readonly Cell[]): boolean {
  return cells.every(({ text }, index) => text === header[index]?.text);
}

function readRow(
  line: number,
  cells: readonly Cell[],
  columns: Columns,
  refuse: RefuseRecord,
): PriceRecord | undefined {
  const cellOf = (field: PriceField): Cell => cells[columns[field] ?? -1] ?? { text: "", column: endOf(cells) };
  const [time, price] = [cellOf("time"), cellOf("price")];
  const timeMs = parsePriceTime(time.text);
  const priceNanoUsd = parsePrice(price.text);
  if (timeMs === undefined) refuse({ line, column: time.column }, `expected ${TIME_FORMS}, got \`${time.text}\``);
  if (priceNanoUsd === undefined)
    refuse({ line, column: price.column }, `expected ${PRICE_FORMS}, got \`${price.text}\``);
  if (timeMs === undefined || priceNanoUsd === undefined) return undefined;
  const [type, zone, product] = [cellOf("type").text, cellOf("zone").text, cellOf("product").text];
  return {
    timeMs,
    priceNanoUsd,
    ...(type === "" ? {} : { instanceType: type }),
    ...(zone === "" ? {} : { zone }),
    ...(product === "" ? {} : { product }),
    place: { line, column: time.column },
  };
}

function endOf(cells: readonly Cell[]): number {
  const last = cells.at(-1);
  return last === undefined ? 1 : last.column + last.text.length;
}

/** Of a first row that holds prices already; undefined where it is a header. */
function bySightOf(cells: readonly Cell[]): Columns | undefined {
  const find = (is: (text: string) => boolean) => cells.findIndex(({ text }) => is(text));
  const time = find((text) => parsePriceTime(text) !== undefined);
  const price = cells.findIndex(({ text }, index) => index !== time && parsePrice(text) !== undefined);
  if (time < 0 || price < 0) return undefined;
  const others = { type: find(isInstanceType), zone: find(isZone), product: find(isProduct) };
  return { time, price, ...Object.fromEntries(Object.entries(others).filter(([, index]) => index >= 0)) };
}

function byHeader(cells: readonly Cell[], { columns }: PriceSource): Columns {
  const names = cells.map(({ text }) => text);
  const found = FIELDS.map((field) => {
    const own = columns?.get(field);
    const index = own === undefined ? indexOfKnown(names, field) : names.indexOf(own);
    return [field, index] as const;
  });
  return Object.fromEntries(found.filter(([, index]) => index >= 0));
}

/** The header that comes first in the list of known ones. */
function indexOfKnown(names: readonly string[], field: PriceField): number {
  const plain = names.map((name) => name.toLowerCase().replace(/[^a-z]/g, ""));
  const known = HEADERS[field].find((name) => plain.includes(name));
  return known === undefined ? -1 : plain.indexOf(known);
}

/** What is wrong where a column that a price needs, or that the scenario names, is not there. */
function missingIn(
  columns: Columns,
  cells: readonly Cell[],
  source: PriceSource,
): [message: string, details: { hint?: string }] | undefined {
  const names = cells.map(({ text }) => text);
  for (const [field, name] of source.columns ?? []) {
    if (names.includes(name)) continue;
    const hint = didYouMean(name, names);
    return [`the file has no column \`${name}\` (${field})`, hint === undefined ? {} : { hint }];
  }
  const missing = (["time", "price"] as const).find((field) => columns[field] === undefined);
  if (missing === undefined) return undefined;
  const found = names.map((name) => `\`${name}\``).join(", ");
  const hint = `a header such as \`Timestamp,SpotPrice\` says which column is what, or \`columns: { ${missing}: NAME }\` in the scenario`;
  return [`expected a column of ${missing === "time" ? "times" : "prices"}, got the columns ${found}`, { hint }];
}
