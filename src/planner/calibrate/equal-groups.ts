import type { Sample } from "./sample.ts";

/** More values than this say hardly more about a distribution, and nobody reads them. */
const GROUPS_MAX = 200;

/**
 * The values of a sample in ascending order, or, where they are many, the means of 200 groups of equally many: the mean of
 * all stays what it is, and so does all of the spread but that within a group.
 */
export function equalGroups({ values, counts, count }: Sample): number[] {
  if (count <= GROUPS_MAX) return [...values].flatMap((value, index) => Array<number>(counts[index] ?? 0).fill(value));
  const size = count / GROUPS_MAX;
  const groups: number[] = [];
  let [sum, room] = [0, size];
  for (let index = 0; index < values.length; index++) {
    let left = counts[index] ?? 0;
    while (left > 0) {
      const taken = Math.min(left, room);
      sum += taken * (values[index] ?? 0);
      left -= taken;
      room -= taken;
      // what rounding leaves of a group is no group
      if (room > 1e-9 * size) continue;
      groups.push(sum / size);
      [sum, room] = [0, size];
    }
  }
  if (groups.length < GROUPS_MAX) groups.push(sum / (size - room));
  return groups;
}
