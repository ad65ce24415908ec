import { formatInstantAsAws } from "../../base/instant.ts";
import type { Occasion } from "./instance-source.ts";

/** The names that AWS shows for instances (2.1); activations within one second are told apart by a number. */
export class InstanceIds {
  private readonly last = new Map<string, { readonly id: string; readonly count: number }>();

  /** @param name the component's id, as a rule */
  next(name: string, occasion: Occasion): string {
    const id = `@${name}_${formatInstantAsAws(occasion.startMs)}`;
    const last = this.last.get(name);
    const count = last?.id === id ? last.count + 1 : 1;
    this.last.set(name, { id, count });
    return count === 1 ? id : `${id}_${count}`;
  }
}
