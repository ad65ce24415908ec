import { expect } from "chai";
import { type RandomSource, RandomStreams } from "../../src/engine/random-streams.ts";

/** Correlation of pairs times the square root of their count: a standard normal variable when they are independent. */
function correlationScore(count: number, pair: (index: number) => readonly [number, number]): number {
  let [sumX, sumY, sumXx, sumYy, sumXy] = [0, 0, 0, 0, 0];
  for (let index = 0; index < count; index++) {
    const [x, y] = pair(index);
    sumX += x;
    sumY += y;
    sumXx += x * x;
    sumYy += y * y;
    sumXy += x * y;
  }
  const covariance = count * sumXy - sumX * sumY;
  return (covariance / Math.sqrt((count * sumXx - sumX ** 2) * (count * sumYy - sumY ** 2))) * Math.sqrt(count);
}

/** Chi-square of uniformity over 100 cells: 99 degrees of freedom, 99.9 % of the time between 60 and 149. */
function chiSquare(count: number, draw: () => number): number {
  const cells = new Array<number>(100).fill(0);
  for (let index = 0; index < count; index++) {
    const cell = Math.floor(draw() * 100);
    cells[cell] = (cells[cell] ?? Number.NaN) + 1;
  }
  return cells.reduce((sum, observed) => sum + (observed - count / 100) ** 2 / (count / 100), 0);
}

const firstOf = (seed: string, replication: number, name: string) =>
  new RandomStreams(seed, replication).stream(name)();

describe("RandomStreams", () => {
  it("8.2 gives these values for ever: a change moves the numbers of every result", () => {
    const source = new RandomStreams("a", 0).stream("boot");
    expect([source(), source(), source()]).to.deep.equal(PINNED.boot);
    expect(firstOf("a", 1, "boot")).to.equal(PINNED.nextReplication);
    expect(firstOf("", 0, "")).to.equal(PINNED.empty);
    expect(firstOf("é€😀", 0, "ж")).to.equal(PINNED.unicode);
  });

  it("8.2 a stream goes on where it is and does not depend on who else draws", () => {
    const alone = new RandomStreams("a", 0).stream("x");
    const expected = [alone(), alone(), alone()];
    const streams = new RandomStreams("a", 0);
    const values = expected.map(() => {
      streams.stream("y")();
      return streams.stream("x")();
    });
    expect(values).to.deep.equal(expected);
  });

  it("8.2 seed, replication and name never run together", () => {
    const triples: readonly (readonly [string, number, string])[] = [
      ["a", 1, "2"],
      ["a1", 2, ""],
      ["a", 12, ""],
      ["a:1", 2, ""],
      ["a", 1, "2:"],
      ["a:1:", 2, ""],
      ["", 1, "a:1:2:"],
      ["1:a", 1, "2:"],
    ];
    expect(new Set(triples.map((triple) => firstOf(...triple))).size).to.equal(triples.length);
  });

  it("no two of 100,000 streams begin alike", () => {
    const first = new Set<number>();
    for (let replication = 0; replication < 100; replication++) {
      const streams = new RandomStreams("a", replication);
      for (let entity = 0; entity < 1000; entity++) first.add(streams.stream(`boot/${entity}`)());
    }
    expect(first.size).to.equal(100_000);
  });

  it("gives 53 bits in [0, 1)", () => {
    const source = new RandomStreams("a", 0).stream("bits");
    let isFinerThan32Bits = false;
    for (let draw = 0; draw < 1000; draw++) {
      const value = source();
      expect(value).to.be.within(0, 1 - 2 ** -53);
      expect(Number.isInteger(value * 2 ** 53)).to.equal(true);
      isFinerThan32Bits ||= !Number.isInteger(value * 2 ** 32);
    }
    expect(isFinerThan32Bits).to.equal(true);
  });

  it("is uniform along a stream and across the beginnings of streams", () => {
    const source = new RandomStreams("a", 0).stream("x");
    expect(chiSquare(50_000, source)).to.be.within(60, 149);
    let index = 0;
    expect(chiSquare(20_000, () => firstOf("a", 0, `x${index++}`))).to.be.within(60, 149);
  });

  it("neighbouring names, replications, seeds and draws do not know of each other", () => {
    const alongside = (a: RandomSource, b: RandomSource) => correlationScore(20_000, () => [a(), b()]);
    const of = (seed: string, replication: number, name: string) => new RandomStreams(seed, replication).stream(name);
    const scores = [
      alongside(of("a", 0, "x1"), of("a", 0, "x2")),
      alongside(of("a", 0, "x"), of("a", 1, "x")),
      alongside(of("a", 0, "x"), of("b", 0, "x")),
      alongside(of("a", 0, "x"), of("a", 0, "x")) / Math.sqrt(20_000),
      correlationScore(20_000, (index) => [firstOf("a", 0, `x${index}`), firstOf("a", 0, `x${index + 1}`)]),
      correlationScore(20_000, (index) => [firstOf("a", index, "x"), firstOf("a", index + 1, "x")]),
    ];
    const source = of("a", 0, "serial");
    let last = source();
    scores.push(
      correlationScore(20_000, () => {
        const pair = [last, source()] as const;
        last = pair[1];
        return pair;
      }),
    );
    // the fourth is a stream beside itself: a correlation of 1 shows that the score would find one
    expect(scores.splice(3, 1)[0]).to.be.closeTo(1, 1e-9);
    for (const score of scores) expect(Math.abs(score)).to.be.lessThan(3.3);
  });
});

const PINNED = {
  boot: [0.6582815290074944, 0.2070270863639132, 0.2803955671675632],
  nextReplication: 0.4940040702879045,
  empty: 0.7439425412598337,
  unicode: 0.5689187219617579,
} as const;
