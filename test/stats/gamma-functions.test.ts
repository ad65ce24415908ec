import { expect } from "chai";
import { digamma, logGamma, trigamma } from "../../src/stats/gamma-functions.ts";

/** To thirteen digits, or absolutely where the value is near 0. */
function expectClose(actual: number, expected: number, what: string): void {
  expect(actual, what).to.be.closeTo(expected, 1e-13 * Math.max(1, Math.abs(expected)));
}

describe("logGamma, digamma and trigamma", () => {
  // x, and the three functions there; computed with SciPy 1.17 (gammaln, digamma, polygamma)
  const TABLE: readonly (readonly [number, number, number, number])[] = [
    [0.1, 2.25271265173421, -10.4237549404111, 101.433299150793],
    [0.5, 0.5723649429247, -1.96351002602142, 4.93480220054468],
    [1, 0, -0.577215664901533, 1.64493406684823],
    [1.5, -0.120782237635245, 0.0364899739785765, 0.934802200544679],
    [3.7, 1.42807232666539, 1.16715353936151, 0.310037857670038],
    [11.9, 17.2584774505955, 2.43393353688254, 0.0876632011900042],
    [12, 17.5023078458739, 2.44266167997581, 0.0869018728717684],
    [50, 144.565743946345, 3.90198967342789, 0.0202013332266971],
    [10000, 82099.7174964424, 9.21029037114285, 0.000100005000166667],
  ];

  it("agree with another program on both sides of where the series begin", () => {
    for (const [x, log, first, second] of TABLE) {
      expectClose(logGamma(x), log, `logGamma(${x})`);
      expectClose(digamma(x), first, `digamma(${x})`);
      expectClose(trigamma(x), second, `trigamma(${x})`);
    }
  });

  // Gamma(1/2)^2 = pi; psi(1) = -Euler's constant; psi'(1) = pi^2/6 (Abramowitz and Stegun, 6.1.8, 6.3.2, 6.4.2)
  it("have their known values", () => {
    expectClose(2 * logGamma(0.5), Math.log(Math.PI), "logGamma(1/2)");
    expectClose(digamma(1), -0.5772156649015329, "digamma(1)");
    expectClose(trigamma(1), Math.PI ** 2 / 6, "trigamma(1)");
  });
});
