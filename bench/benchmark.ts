/** One thing whose speed we watch, beside a plain way to do the same. */
export interface Benchmark {
  readonly name: string;
  /** What is counted: customers, tasks, runs. */
  readonly unit: string;
  /** How many of them one repetition does. */
  readonly count: number;
  /** How many when it only has to be shown that it still works. */
  readonly smallCount: number;
  /** The ratio of the rates, measured to reference, that is wanted. */
  readonly wantedRatio: number;
  /** Both answer the figures that they computed: with the same seed these must be the same. */
  readonly reference: (count: number) => readonly number[];
  readonly measured: (count: number) => readonly number[];
}
