import { InvariantError } from "../base/invariant.ts";
import type { ComponentRef, TransitionEvent } from "./records.ts";
import type { World } from "./world.ts";

/** For each state, the states that may follow it. */
export type Moves<State extends string> = Readonly<Record<State, readonly State[]>>;

/**
 * A state machine with AWS's own status words. Every move goes through `moveTo`, which checks that it is allowed and
 * tells the observers (2.6).
 */
export class LifeCycle<State extends string> {
  readonly id: string;
  private readonly world: World;
  private readonly machine: TransitionEvent["machine"];
  private readonly moves: Moves<State>;
  private readonly owner: ComponentRef | undefined;
  private current: State;
  private lastReason: string;

  constructor(
    world: World,
    machine: TransitionEvent["machine"],
    id: string,
    moves: Moves<State>,
    initial: State,
    reason: string,
    owner?: ComponentRef,
  ) {
    this.world = world;
    this.machine = machine;
    this.id = id;
    this.moves = moves;
    this.owner = owner;
    this.current = initial;
    this.lastReason = reason;
    this.tell(null, initial);
  }

  toString(): string {
    return this.id;
  }

  get status(): State {
    return this.current;
  }

  /** Why it is in its status: a sentence. */
  get reason(): string {
    return this.lastReason;
  }

  /** No state follows this one. */
  get isOver(): boolean {
    return this.moves[this.current].length === 0;
  }

  /** @throws InvariantError when the move is not in the table. */
  moveTo(next: State, reason: string): void {
    const from = this.current;
    // moves are so many that the sentence is made only when it is needed
    if (!this.moves[from].includes(next)) {
      throw new InvariantError(`${this.machine} ${this.id}: ${from} -> ${next} is not allowed (${reason})`);
    }
    this.current = next;
    this.lastReason = reason;
    this.tell(from, next);
  }

  /** Explains anew why it stays where it is; nothing moves. */
  explain(reason: string): void {
    this.lastReason = reason;
  }

  private tell(from: State | null, to: State): void {
    const { world, machine, id, owner, lastReason: reason } = this;
    const atMs = world.now;
    if (owner === undefined) world.emit({ kind: "transition", atMs, machine, id, from, to, reason });
    else world.emit({ kind: "transition", atMs, machine, id, owner, from, to, reason });
  }
}
