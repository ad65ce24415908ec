import { expect } from "chai";
import type { InputOptions } from "../../src/cli/common-options.ts";
import { replicationRule } from "../../src/cli/replication-rule.ts";
import type { ReplicationRule } from "../../src/experiment/experiment.ts";
import type { ReplicationSettings } from "../../src/scenario/sections/replications.ts";

const NONE: InputOptions = { set: [], param: [], paramFile: [] };
const TWO_PERCENT = { text: "2%", share: 0.02 };
const OF = ["cost.total", "latency.pipeline"] as const;

describe("how often to simulate", () => {
  const settings: ReplicationSettings = { kind: "precision", min: 5, max: 50, precision: 0.1, of: ["cost.ec2"] };
  const cases: readonly (readonly [string, InputOptions, ReplicationSettings | undefined, ReplicationRule])[] = [
    ["once without a word", NONE, undefined, { kind: "count", count: 1 }],
    ["as the scenario says", NONE, { kind: "fixed", count: 7 }, { kind: "count", count: 7 }],
    [
      "to the scenario's precision",
      NONE,
      settings,
      { kind: "precision", min: 5, max: 50, target: 0.1, of: ["cost.ec2"] },
    ],
    ["as the command line says", { ...NONE, replications: 3 }, settings, { kind: "count", count: 3 }],
    [
      "to the command line's precision",
      { ...NONE, precision: TWO_PERCENT },
      undefined,
      { kind: "precision", min: 20, max: 2000, target: 0.02, of: OF },
    ],
    [
      "to the command line's precision of what the scenario names",
      { ...NONE, precision: TWO_PERCENT },
      settings,
      { kind: "precision", min: 5, max: 50, target: 0.02, of: ["cost.ec2"] },
    ],
    [
      "to a precision, at most so many times",
      { ...NONE, precision: TWO_PERCENT, replications: 3 },
      undefined,
      { kind: "precision", min: 3, max: 3, target: 0.02, of: OF },
    ],
  ];
  for (const [how, options, scenario, rule] of cases) {
    it(how, () => expect(replicationRule(options, scenario)).to.deep.equal(rule));
  }
});
