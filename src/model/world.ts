import type { Distribution } from "../engine/distribution.ts";
import type { RandomStreams } from "../engine/random-streams.ts";
import { integerSampler, sampler } from "../engine/sampler.ts";
import type { Simulation } from "../engine/simulation.ts";
import { CallLimits, type CallListener } from "./api/call-limits.ts";
import { IdleEvents } from "./idle-events.ts";
import type { ApiOperation, PipelinePlan, Plan } from "./plan.ts";
import type { ApiCallRow, ModelEvent } from "./records.ts";
import { Ec2Quota } from "./resource/ec2-quota.ts";
import { SpotMarkets } from "./spot/spot-markets.ts";

/** Listens to everything that the model tells; it must not change anything. */
export type Observer = (event: ModelEvent) => void;

/** What every simulated thing shares: the clock, the random streams, the plan and those who listen. */
export class World {
  readonly plan: Plan;
  readonly simulation: Simulation;
  readonly ec2Quota: Ec2Quota;
  readonly spotMarkets: SpotMarkets;
  readonly idleEvents: IdleEvents;
  readonly callLimits: CallLimits;
  private readonly streams: RandomStreams;
  private readonly observers: readonly Observer[];
  private readonly samplers = new Map<string, () => number>();
  private readonly apiCalls = new Map<ApiOperation, number>();
  private readonly throttledCalls = new Map<ApiOperation, number>();

  constructor(
    plan: Plan,
    simulation: Simulation,
    streams: RandomStreams,
    observers: readonly Observer[],
    onCall?: CallListener,
  ) {
    this.plan = plan;
    this.simulation = simulation;
    this.ec2Quota = new Ec2Quota(plan.limits.ec2Instances ?? Number.POSITIVE_INFINITY);
    this.spotMarkets = new SpotMarkets(plan, streams);
    this.idleEvents = new IdleEvents(simulation, plan.horizonMs);
    this.callLimits = new CallLimits(simulation, plan.limits.calls, onCall);
    this.streams = streams;
    this.observers = observers;
  }

  get now(): number {
    return this.simulation.now;
  }

  emit(event: ModelEvent): void {
    for (const observer of this.observers) observer(event);
  }

  /**
   * The next value, in integer units, of a distribution that belongs to one entity and purpose: it has a stream of its
   * own, so that a what-if changes only what it touches (8.2). `purpose` always comes with the same distribution.
   */
  draw(distribution: Distribution, purpose: string): number {
    if (distribution.kind === "constant") return Math.max(0, Math.round(distribution.value));
    let sample = this.samplers.get(purpose);
    if (sample === undefined) {
      sample = integerSampler(distribution, this.streams.stream(purpose));
      this.samplers.set(purpose, sample);
    }
    return sample();
  }

  /** The one value, in integer units, of a distribution for one thing: the same whenever and by whomever it is asked for. */
  drawFor(distribution: Distribution, thing: string): number {
    if (distribution.kind === "constant") return Math.max(0, Math.round(distribution.value));
    return integerSampler(distribution, this.streams.newStream(thing))();
  }

  /** The next value of a distribution of fractions, at most 1 and not below 0; otherwise as `draw`. */
  drawFraction(distribution: Distribution, purpose: string): number {
    let sample = this.samplers.get(purpose);
    if (sample === undefined) {
      sample = sampler(distribution, this.streams.stream(purpose));
      this.samplers.set(purpose, sample);
    }
    return Math.min(1, Math.max(0, sample()));
  }

  /** Whether what has this probability happens: what happens at a lower probability also does at a higher one (8.2). */
  drawChance(probability: number, purpose: string): boolean {
    return this.streams.stream(purpose)() < probability;
  }

  /** How many trials it takes until what has this probability, above 0, happens for the first time; counts from 1. */
  drawTrials(probability: number, purpose: string): number {
    const tail = 1 - this.streams.stream(purpose)();
    return probability >= 1 ? 1 : 1 + Math.floor(Math.log(tail) / Math.log1p(-probability));
  }

  /** An integer drawn uniformly from [0, bound). */
  drawBelow(bound: number, purpose: string): number {
    return Math.floor(this.streams.stream(purpose)() * bound);
  }

  /** What rows that need not say so with one pipeline say of theirs where there are several. */
  idIfNamed(pipeline: PipelinePlan): string | undefined {
    return this.plan.pipelinesAreNamed === true ? pipeline.id : undefined;
  }

  /** Calls that the service took. */
  countApiCalls(operation: ApiOperation, calls: number): void {
    this.apiCalls.set(operation, (this.apiCalls.get(operation) ?? 0) + calls);
  }

  /** A call that the service refused (4.5). */
  countThrottledCall(operation: ApiOperation): void {
    this.throttledCalls.set(operation, (this.throttledCalls.get(operation) ?? 0) + 1);
  }

  apiCallRows(): ApiCallRow[] {
    const operations = ["PollForTask", "ReportTaskProgress", "SetTaskStatus", "ReportTaskRunnerHeartbeat"] as const;
    return operations.map((operation) => {
      const throttled = this.throttledCalls.get(operation);
      const row = { operation, calls: this.apiCalls.get(operation) ?? 0 };
      return throttled === undefined ? row : { ...row, throttled };
    });
  }
}
