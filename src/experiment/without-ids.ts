/** `@Load_2012-11-23T00:00:00`, with what tells attempts, steps and EC2 instances apart behind it (2.1). */
const INSTANCE_ID =
  /@([^@]*?)_[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(?:_\d+)?(?:_(?:Attempt|Step)=\d+)*(?:\/[A-Z]+-\d+)?/g;

const INSTANT = /(?: at| since)? [+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?/g;

/** `wg/7`: the number of a Task Runner within its worker group. */
const RUNNER_NUMBER = /( on \S+)\/\d+(?= \(|$)/g;

/** The same component several times in a list. */
const REPEATED = /([^\s,]+)(?:, \1(?=[\s,]|$))+/g;

/** A reason in which components stand for their instances and no times stand: what groups with others like it. */
export function withoutIds(reason: string): string {
  return reason.replace(INSTANCE_ID, "$1").replace(INSTANT, "").replace(RUNNER_NUMBER, "$1").replace(REPEATED, "$1");
}
