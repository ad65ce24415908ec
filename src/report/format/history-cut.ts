import { formatCount } from "./count.ts";

/** Says of a status history that it was cut, and how much of it the files hold. */
export function describeHistoryCut({ kept, total }: { readonly kept: number; readonly total: number }): string {
  return `The status history in the files holds the first ${formatCount(kept)} of ${formatCount(total)} transitions.`;
}
