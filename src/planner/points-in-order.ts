import type { SweepSettings } from "../scenario/sections/sweep.ts";
import { type Point, pointsOf } from "./points.ts";

/**
 * Hands out the points of a sweep and puts their outcomes back into the order of their index. Nobody may be further ahead
 * of the first outcome that is missing than a window, so that memory stays flat however many points there are.
 */
export class PointsInOrder<T extends { readonly index: number }> {
  private readonly window: number;
  private readonly handedOut: Generator<Point>;
  private readonly expected: Generator<Point>;
  private readonly early = new Map<number, T>();
  private next: Point | undefined;
  /** How many have left `handedOut`, those included that were known already, and `expected`. */
  private taken = 0;
  private emitted = 0;

  /** @param window how many points may be handed out before the first of them is done */
  constructor(settings: SweepSettings, window: number) {
    this.window = window;
    this.handedOut = pointsOf(settings);
    this.expected = pointsOf(settings);
    this.next = firstOf(this.expected);
  }

  /** Up to `count` points that nobody has computed or been given; none also while the window is full. */
  take(count: number): Point[] {
    const points: Point[] = [];
    while (points.length < count && this.taken - this.emitted < this.window) {
      const point = firstOf(this.handedOut);
      if (point === undefined) break;
      this.taken += 1;
      if (!this.isDone(point.index)) points.push(point);
    }
    return points;
  }

  /** Takes an outcome, in any order. @returns those whose turn it is now */
  add(outcome: T): readonly T[] {
    if (this.isDone(outcome.index)) return [];
    this.early.set(outcome.index, outcome);
    const due: T[] = [];
    while (this.next !== undefined) {
      const next = this.early.get(this.next.index);
      if (next === undefined) break;
      this.early.delete(next.index);
      this.next = firstOf(this.expected);
      this.emitted += 1;
      due.push(next);
    }
    return due;
  }

  /** Whether every point has had its turn. */
  get isComplete(): boolean {
    return this.next === undefined;
  }

  /** Whether the outcome of a point is known. */
  isDone(index: number): boolean {
    return this.next === undefined || index < this.next.index || this.early.has(index);
  }
}

function firstOf(points: Generator<Point>): Point | undefined {
  const { done, value } = points.next();
  return done === true ? undefined : value;
}
