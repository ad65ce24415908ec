import type { PipelineObject } from "../definition.ts";

/** The fields of bids for Spot instances that an object has, whichever groups they are for (5.3). */
export function bidKeysOf({ fields }: PipelineObject): string[] {
  return [...fields.keys()].filter((key) => key.endsWith("BidPrice"));
}
