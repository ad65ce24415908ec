import { expect } from "chai";
import fc from "fast-check";
import { measuredPhases } from "../../src/experiment/critical-path.ts";
import { Experiment } from "../../src/experiment/experiment.ts";
import { runReplication } from "../../src/experiment/run-replication.ts";
import { type Recorded, recordsOf } from "../model/run-plan.ts";
import { property } from "./property.ts";
import { hasTightLimits, planOf, randomTexts, textsOf } from "./random-run.ts";

const CERTIFIED = { scenarioDigest: "", definitionDigests: [], catalogDigest: "", command: "" };
const seeds = fc.string({ maxLength: 4 });

const chain = fc.record({
  count: fc.integer({ min: 1, max: 5 }),
  slower: fc.nat(4),
  factor: fc.double({ min: 1, max: 50, noNaN: true }),
});

/** What happened to these components, without what depends on the definition's digest. */
function storyOf({ instances, attempts, ec2Instances, steps }: Recorded, of: (componentId: string) => boolean) {
  const without = <Row extends { readonly componentId: string }>(rows: readonly Row[]) =>
    rows.filter(({ componentId }) => of(componentId)).map((row) => ({ ...row, pipelineId: "" }));
  return {
    instances: without(instances),
    attempts: without(attempts),
    ec2Instances: without(ec2Instances),
    steps: steps.map((row) => ({ ...row, pipelineId: "" })),
  };
}

describe("randomness, whatever the texts", () => {
  property(
    "8.1 gives the same for the same texts and seed, read anew",
    fc.tuple(randomTexts, seeds),
    30,
    ([texts, seed]) => {
      const [plan, again] = [planOf(texts), planOf(textsOf(texts.objects, texts.content, texts.others))];
      expect(again).to.deep.equal(plan);
      expect(runReplication(again, seed, 1, true)).to.deep.equal(runReplication(plan, seed, 1, true));
      expect(runReplication(plan, seed, 1, false).digest).to.equal(runReplication(plan, seed, 1, true).digest);
    },
  );

  property(
    "8.1 gives the same whoever runs the replications, and in which order",
    fc.tuple(randomTexts, seeds),
    15,
    ([texts, seed]) => {
      const plan = planOf(texts);
      const options = { plan, seed, rule: { kind: "count", count: 4 }, inputs: CERTIFIED } as const;
      const replications = [0, 1, 2, 3].map((index) => runReplication(plan, seed, index, index === 0));
      const resultOf = (order: readonly number[]) => {
        const experiment = new Experiment(options);
        for (const one of order.flatMap((index) => replications[index] ?? [])) experiment.add(structuredClone(one));
        return JSON.stringify(experiment.result());
      };
      // as two workers hand them in, one of them slow
      expect(resultOf([1, 3, 0, 2])).to.equal(resultOf([0, 1, 2, 3]));
    },
  );

  property(
    "8.2 an activity that has nothing to do with the others changes nothing of them",
    fc.tuple(randomTexts, seeds),
    40,
    ([texts, seed]) => {
      const stranger = { id: "Stranger", type: "ShellCommandActivity", command: "run.sh", workerGroup: "wg-stranger" };
      const { taskRunners = [], ...rest } = texts.content;
      const more = {
        ...rest,
        taskRunners: [...(Array.isArray(taskRunners) ? taskRunners : []), { workerGroup: "wg-stranger" }],
      };
      const isOld = (id: string) => id !== stranger.id;
      const plan = planOf(texts);
      // its Task Runner calls the service as the others do
      fc.pre(!hasTightLimits(plan));
      const before = recordsOf(plan, seed);
      const after = recordsOf(planOf(textsOf([...texts.objects, stranger], more, texts.others)), seed);
      expect(storyOf(after, isOld)).to.deep.equal(storyOf(before, isOld));
    },
  );

  property(
    "8.2 a longer activity never ends earlier in a chain on one thread",
    fc.tuple(chain, seeds),
    40,
    ([{ count, slower, factor }, seed]) => {
      const endsOf = (meanOf: (index: number) => number) =>
        recordsOf(planOf(chainTexts(count, meanOf)), seed)
          .attempts.sort((a, b) => a.startedAtMs - b.startedAtMs)
          .map(({ endedAtMs }) => endedAtMs);
      const before = endsOf(() => 100);
      const after = endsOf((index) => (index === slower % count ? 100 * factor : 100));
      expect([before.length, after.length]).to.deep.equal([count, count]);
      for (const [index, endedAtMs] of after.entries()) {
        if (index < slower % count) expect(endedAtMs).to.equal(before[index]);
        else expect(endedAtMs).to.be.at.least(before[index] ?? Number.POSITIVE_INFINITY);
      }
    },
  );

  property(
    "5.6 the phases of every execution add up to its latency",
    fc.tuple(randomTexts, seeds),
    40,
    ([texts, seed]) => {
      const plan = planOf(texts);
      const { measures } = runReplication(plan, seed, 0, false);
      const valuesOf = (name: string) => measures.find((measure) => measure.name === name)?.values ?? [];
      const sums = valuesOf("latency.pipeline").map((_, index) =>
        measuredPhases(plan).reduce((sum, phase) => sum + (valuesOf(`time.${phase}`)[index] ?? Number.NaN), 0),
      );
      expect(sums).to.deep.equal(valuesOf("latency.pipeline"));
      for (const phase of measuredPhases(plan)) expect(Math.min(0, ...valuesOf(`time.${phase}`))).to.equal(0);
    },
  );
});

/** Activities one after another on the one thread of one runner. */
function chainTexts(count: number, meanOf: (index: number) => number) {
  const activities = Array.from({ length: count }, (_, index) => ({
    id: `A${index}`,
    type: "ShellCommandActivity",
    command: "run.sh",
    workerGroup: "wg",
    ...(index === 0 ? {} : { dependsOn: { ref: `A${index - 1}` } }),
  }));
  const workloads = activities.map(
    ({ id }, index) => [id, { command: { lognormal: { mean: `${meanOf(index)} s`, cv: 0.8 } } }] as const,
  );
  return textsOf(activities, {
    taskRunners: [{ workerGroup: "wg", tasks: 1 }],
    workloads: Object.fromEntries(workloads),
  });
}
