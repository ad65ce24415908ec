import type { InstantMs } from "../../base/instant.ts";
import { invariant } from "../../base/invariant.ts";
import type { RandomStreams } from "../../engine/random-streams.ts";
import type { Plan } from "../plan.ts";
import type { SpotMarketRow } from "../records.ts";
import { SpotMarket } from "./spot-market.ts";

/** The Spot markets of a run, which all pipelines share (5.3). */
export class SpotMarkets {
  private readonly plan: Plan;
  private readonly streams: RandomStreams;
  private readonly markets = new Map<string, SpotMarket>();

  constructor(plan: Plan, streams: RandomStreams) {
    this.plan = plan;
    this.streams = streams;
  }

  /** The market of this id; made when it is first asked for. */
  of(marketId: string): SpotMarket {
    let market = this.markets.get(marketId);
    if (market === undefined) {
      const plan = this.plan.spotMarkets?.find(({ id }) => id === marketId);
      invariant(plan !== undefined, `the plan knows the Spot market ${marketId}`);
      market = new SpotMarket(plan, this.plan.activationMs, this.streams);
      this.markets.set(marketId, market);
    }
    return market;
  }

  /** Records of those that somebody bought on. */
  rows(endedAtMs: InstantMs): SpotMarketRow[] {
    return [...this.markets.values()].map((market) => market.row(endedAtMs));
  }
}
