import { formatInstant } from "../../base/instant.ts";
import { unreachable } from "../../base/invariant.ts";
import { isoKey, type Shape } from "./shape.ts";

/**
 * Data as their shape says: two spaces of indentation, one line for each row of a table, keys in the order of the shape
 * whatever the order in memory. The same data always give the same bytes.
 */
export function writeJson<T>(shape: Shape<T>, value: T): string {
  return `${write(shape, value, "\n")}\n`;
}

/** Data of any shape on one line, without its end. */
export function writeJsonLine<T>(shape: Shape<T>, value: T): string {
  return write(shape, value, null);
}

/** @param newline a line break with the indentation of the value's own line; null to stay on the line */
function write(shape: Shape<unknown>, value: unknown, newline: string | null): string {
  const { node } = shape;
  switch (node.kind) {
    case "string":
    case "choice":
    case "boolean":
    case "number":
    case "instant":
      return JSON.stringify(value);
    case "nullable":
      return value === null ? "null" : write(node.of, value, newline);
    case "list": {
      const inner = innerLine(node.rows, newline);
      const items = (value as readonly unknown[]).map((item) => write(node.of, item, inner));
      return bracket("[", items, "]", newline);
    }
    case "map": {
      const inner = innerLine(node.rows, newline);
      const entries = Object.entries(value as object).map(([key, item]) => member(key, write(node.of, item, inner)));
      return bracket("{", entries, "}", newline);
    }
    case "record": {
      const inner = innerLine(false, newline);
      const fields = value as Readonly<Record<string, unknown>>;
      const members = node.fields.flatMap(({ key, shape: field }) => {
        const item = fields[key];
        if (item === undefined) return [];
        const written = member(key, write(field, item, inner));
        if (field.node.kind !== "instant") return [written];
        return [written, member(isoKey(key), JSON.stringify(formatInstant(item as number)))];
      });
      return bracket("{", members, "}", newline);
    }
    default:
      return unreachable(node);
  }
}

function innerLine(rows: boolean, newline: string | null): string | null {
  return rows || newline === null ? null : `${newline}  `;
}

function member(key: string, written: string): string {
  return `${JSON.stringify(key)}: ${written}`;
}

function bracket(open: string, items: readonly string[], close: string, newline: string | null): string {
  if (items.length === 0) return open + close;
  if (newline === null) return open + items.join(", ") + close;
  return `${open}${newline}  ${items.join(`,${newline}  `)}${newline}${close}`;
}
