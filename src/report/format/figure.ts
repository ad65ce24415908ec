import type { Measure } from "../../experiment/result.ts";
import { formatBytes } from "./bytes.ts";
import { formatCount, formatShare } from "./count.ts";
import { formatDuration } from "./duration.ts";
import { formatUsd } from "./usd.ts";

/** A figure in the unit of its measure, for a person. */
export function formatFigure(value: number, unit: Measure["unit"]): string {
  switch (unit) {
    case "USD":
      return formatUsd(value);
    case "ms":
      return formatDuration(value);
    case "bytes":
      return formatBytes(value);
    case "fraction":
      return formatShare(value);
    case "count":
      return formatCount(value);
  }
}
