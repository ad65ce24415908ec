import { formatInstantAsAws, SECOND_MS } from "../../base/instant.ts";
import type { Occasion } from "./instance-source.ts";

/** The names that AWS shows for instances (2.1); activations within one second are told apart by a number. */
export class InstanceIds {
  private readonly last = new Map<string, { second: number; count: number }>();

  /** @param name the component's id, as a rule */
  next(name: string, { startMs }: Occasion): string {
    const id = `@${name}_${formatInstantAsAws(startMs)}`;
    const count = this.countIn(name, Math.floor(startMs / SECOND_MS));
    return count === 1 ? id : `${id}_${count}`;
  }

  /** How many instances of that name in a row are of one second, this one included. */
  private countIn(name: string, second: number): number {
    let last = this.last.get(name);
    if (last === undefined) {
      last = { second, count: 0 };
      this.last.set(name, last);
    }
    last.count = last.second === second ? last.count + 1 : 1;
    last.second = second;
    return last.count;
  }
}
