import { expect } from "chai";
import type { Result } from "../../../src/experiment/result.ts";
import type { Ec2InstanceRow, SpotMarketRow } from "../../../src/model/records.ts";
import { priceGroups } from "../../../src/report/build/price-groups.ts";

const market = (prices: SpotMarketRow["prices"]): SpotMarketRow => ({
  marketId: "m1.small",
  instanceType: "m1.small",
  prices,
});

/** What the lane looks at of a result. */
function groupsOf(spotMarkets: readonly SpotMarketRow[], rows: readonly Partial<Ec2InstanceRow>[]) {
  return priceGroups({ activationAtMs: 1000, spotMarkets, ec2Instances: rows } as unknown as Result);
}

const bought = (bidNanoUsd: number, lostAtMs?: number): Partial<Ec2InstanceRow> => ({
  spot: { marketId: "m1.small", bidNanoUsd, prices: [] },
  ...(lostAtMs === undefined ? {} : { lost: { cause: "interruption", reason: "" }, shuttingDownAtMs: lostAtMs }),
});

describe("Spot markets on the timeline", () => {
  it("5.3 show the price, each bid once, and how many instances were lost when", () => {
    const prices = [
      { atMs: 1000, priceNanoUsd: 10 },
      { atMs: 3000, priceNanoUsd: 40 },
    ];
    const rows = [bought(30, 3000), bought(30, 3000), bought(20, 3500), bought(30)];
    expect(groupsOf([market(prices)], rows)).to.deep.equal([
      {
        label: "m1.small",
        kind: "Spot market",
        lanes: [
          {
            kind: "price",
            label: "price and bids",
            points: [
              [0, 10],
              [2000, 40],
            ],
            bidsNanoUsd: [20, 30],
            losses: [
              { atMs: 2000, count: 2 },
              { atMs: 2500, count: 1 },
            ],
          },
        ],
      },
    ]);
  });

  it("keep the highest of many prices in a row, and are none where nothing was bought on one", () => {
    const prices = Array.from({ length: 1000 }, (_, index) => ({ atMs: 1000 + index, priceNanoUsd: index % 5 }));
    const [group] = groupsOf([market(prices)], []);
    const [lane] = group?.lanes ?? [];
    const points = lane?.kind === "price" ? lane.points : [];
    expect(points.length).to.equal(200);
    expect(points.every(([, price]) => price === 4)).to.equal(true);
    expect(priceGroups({ activationAtMs: 0, ec2Instances: [] } as unknown as Result)).to.deep.equal([]);
  });
});
