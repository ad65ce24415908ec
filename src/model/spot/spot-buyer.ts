import { DAY_MS } from "../../base/instant.ts";
import { formatNanoUsd, type NanoUsd } from "../../base/money.ts";
import type { EventHandle } from "../../engine/simulation.ts";
import type { InstanceGroupPlan } from "../plan.ts";
import type { Ec2Instance } from "../resource/ec2-instance.ts";
import type { World } from "../world.ts";
import type { SpotMarket } from "./spot-market.ts";

/** How far ahead the price is made while instances run: they may be gone long before a bid is passed. */
const LOOK_AHEAD_MS = DAY_MS;

/**
 * Buys the instances of one group of a resource attempt on a Spot market. All that it wants are launched at once when the
 * price is within the bid, and all that it has are lost at once, after the notice, when the price passes it (5.1, 5.3).
 */
export class SpotBuyer {
  private readonly world: World;
  private readonly market: SpotMarket;
  private readonly group: InstanceGroupPlan;
  private readonly bidNanoUsd: NanoUsd;
  private readonly launch: (place: string) => Ec2Instance;
  private readonly onWait: (reason: string) => void;
  private readonly onBought: () => void;
  private waiting: string[] = [];
  private live: Ec2Instance[] = [];
  private isStopped = false;
  private next: EventHandle | undefined;
  private readonly notices = new Set<EventHandle>();

  constructor(options: {
    readonly world: World;
    readonly market: SpotMarket;
    readonly group: InstanceGroupPlan;
    readonly bidNanoUsd: NanoUsd;
    readonly launch: (place: string) => Ec2Instance;
    /** The price is above the bid; a sentence that says so. */
    readonly onWait: (reason: string) => void;
    /** What had to wait is launched. */
    readonly onBought: () => void;
  }) {
    this.world = options.world;
    this.market = options.market;
    this.group = options.group;
    this.bidNanoUsd = options.bidNanoUsd;
    this.launch = options.launch;
    this.onWait = options.onWait;
    this.onBought = options.onBought;
  }

  toString(): string {
    return `the bid for ${this.group.role} instances on ${this.market}`;
  }

  /** Instances that are asked for and not launched; they have room under the account's limit (2.5). */
  get waitingCount(): number {
    return this.waiting.length;
  }

  /** Launches an instance in each place: within this call if the price is within the bid. */
  buy(places: readonly string[]): void {
    if (this.isStopped) return;
    this.waiting.push(...places);
    const price = this.market.path.priceAt(this.world.now);
    if (price <= this.bidNanoUsd) this.launchWaiting();
    else this.onWait(this.whyItWaits(price));
    this.lookAhead();
  }

  /** Its resource ends: nothing is launched or lost any more. */
  stop(): void {
    this.isStopped = true;
    for (const handle of [this.next, ...this.notices]) {
      if (handle !== undefined) this.world.simulation.cancel(handle);
    }
  }

  private look(): void {
    this.next = undefined;
    if (this.market.path.priceAt(this.world.now) > this.bidNanoUsd) {
      this.giveNotice();
    } else if (this.waiting.length > 0) {
      this.launchWaiting();
      this.onBought();
    }
    this.lookAhead();
  }

  private launchWaiting(): void {
    this.live = this.live.filter(({ loss }) => loss === undefined);
    for (const place of this.waiting.splice(0)) this.live.push(this.launch(place));
  }

  /** One pending event at most: when the price passes the bid, or falls to it, as far as it matters. */
  private lookAhead(): void {
    if (this.next !== undefined) this.world.simulation.cancel(this.next);
    this.next = undefined;
    const atMs = this.isStopped ? undefined : this.nextLookMs();
    if (atMs !== undefined) this.next = this.world.simulation.at(atMs, () => this.look(), 0, this);
  }

  private nextLookMs(): number | undefined {
    const { bidNanoUsd, world, market } = this;
    const { path } = market;
    const { horizonMs } = world.plan;
    if (path.priceAt(world.now) > bidNanoUsd) {
      return this.waiting.length === 0 ? undefined : path.firstWithin(bidNanoUsd, world.now, horizonMs);
    }
    if (this.live.length === 0 || path.highestNanoUsd <= bidNanoUsd) return undefined;
    const untilMs = Math.min(horizonMs, world.now + LOOK_AHEAD_MS);
    const passedMs = path.firstAbove(bidNanoUsd, world.now, untilMs);
    return passedMs ?? (untilMs < horizonMs ? untilMs : undefined);
  }

  /** Those that run now are gone after the notice, whatever the price does meanwhile. */
  private giveNotice(): void {
    const doomed = this.live;
    this.live = [];
    const price = this.market.path.priceAt(this.world.now);
    const { noticeMs, instanceType } = this.market.plan;
    const reason = `the Spot price of ${instanceType} rose to ${formatNanoUsd(price)} USD, above its bid of ${formatNanoUsd(this.bidNanoUsd)} USD (5.3)`;
    const lose = () => {
      for (const instance of doomed) instance.lose({ cause: "interruption", reason });
    };
    if (doomed.length === 0) return;
    if (noticeMs === 0) {
      lose();
      return;
    }
    const handle = this.world.simulation.after(
      noticeMs,
      () => {
        this.notices.delete(handle);
        lose();
      },
      0,
      this,
    );
    this.notices.add(handle);
  }

  private whyItWaits(price: NanoUsd): string {
    const { bidNanoUsd, group, market, world } = this;
    const of = `the Spot price of ${market.plan.instanceType}`;
    const bid = `the bid of ${formatNanoUsd(bidNanoUsd)} USD for its ${group.role} instances`;
    const within = market.path.firstWithin(bidNanoUsd, world.now, world.plan.horizonMs);
    if (within === undefined) return `waits for ever: ${of} never falls to ${bid} before the end of the forecast (5.3)`;
    return `waits until ${of}, ${formatNanoUsd(price)} USD, falls to ${bid} (5.3)`;
  }
}
