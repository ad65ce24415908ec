import { expect } from "chai";
import fc from "fast-check";
import { formatInstantAsAws } from "../../src/base/instant.ts";
import { firstDifference } from "../../src/experiment/first-difference.ts";
import type { Plan } from "../../src/model/plan.ts";
import { type Recorded, recordsOf } from "../model/run-plan.ts";
import { property } from "./property.ts";
import { hasTightLimits, planOf, randomTexts, type Texts, textsOf, textsOfSeveral } from "./random-run.ts";
import { withoutRandomness } from "./without-randomness.ts";

const seeds = fc.string({ maxLength: 4 });

/** Records as text in which strings are changed and instants are moved. */
function rewritten(records: unknown, change: (text: string) => string, byMs = 0): unknown {
  return JSON.parse(JSON.stringify(records), (key, value: unknown) => {
    if (typeof value === "string") return change(value);
    return typeof value === "number" && /atMs$/i.test(key) ? value + byMs : value;
  });
}

/** Each id of the random texts as another one, in the opposite order. */
function renamed(text: string): string {
  return text.replace(/(?<![A-Za-z0-9-])([AR])(\d)(?!\d)/g, (_, letter: string, digit: string) => {
    return `${letter === "A" ? "Z" : "B"}${9 - Number(digit)}`;
  });
}

/** Lines of a bill stand in the order of the ids. */
function sorted({ bill, ...records }: Recorded) {
  return { ...records, bill: { ...bill, lines: bill.lines.map((line) => JSON.stringify(line)).sort() } };
}

/** As JSON both are the same; the first difference says more than all of both. */
function expectSame(one: unknown, other: unknown): void {
  const [left, right] = [one, other].map((value): unknown => JSON.parse(JSON.stringify(value)));
  expect(`${JSON.stringify(firstDifference(left, right))}`).to.equal("undefined");
}

const DAY_MS = 86_400_000;
const INSTANT_KEYS = /^(activationMs|horizonMs|startMs|endMs|instantMs)$/;

/** Everything that has a date comes so much later. */
function later(plan: Plan, byMs: number): Plan {
  return JSON.parse(JSON.stringify(plan), (key, value: unknown) => {
    if (key === "timesMs" && Array.isArray(value)) return value.map((timeMs) => Number(timeMs) + byMs);
    return INSTANT_KEYS.test(key) && typeof value === "number" ? value + byMs : value;
  }) as Plan;
}

function datesMoved(text: string, byMs: number): string {
  return text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/g, (date) => formatInstantAsAws(Date.parse(`${date}Z`) + byMs));
}

/** The last pipeline has worker groups and Task Runners of its own. */
function withStranger({ objects, content, others }: Texts): Texts {
  const strange = <Value>(value: Value): Value =>
    JSON.parse(JSON.stringify(value).replaceAll('"wg-', '"stranger-')) as Value;
  const taskRunners = listOf(content.taskRunners);
  const last = others.length - 1;
  return textsOf(
    objects,
    { ...content, taskRunners: [...taskRunners, ...strange(taskRunners)] },
    others.map((one, index) => (index === last ? { ...one, objects: strange(one.objects) } : one)),
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** What happened in these pipelines, and what they pay. */
function storyOf(records: Recorded, pipelineIds: ReadonlySet<string>) {
  const own = <Row extends { readonly pipelineId?: string }>(rows: readonly Row[]) =>
    rows.filter(({ pipelineId = "" }) => pipelineIds.has(pipelineId));
  return {
    instances: own(records.instances),
    heldBack: own(records.heldBack),
    attempts: own(records.attempts),
    steps: own(records.steps),
    resources: own(records.resources),
    ec2Instances: own(records.ec2Instances),
    logs: own(records.logs),
    transitions: records.transitions.filter(({ owner }) => pipelineIds.has(owner?.pipelineId ?? "")),
    // what waits for ever pays its fee until the run ends, as long as anything else goes on
    bill: own(records.bill.lines).filter(({ kind }) => kind !== "Data Pipeline"),
  };
}

describe("two runs beside each other, whatever the texts", () => {
  property("2.1 other ids change names alone", fc.tuple(randomTexts, seeds), 15, ([texts, seed]) => {
    const plan = withoutRandomness(planOf(texts));
    const other = rewritten(plan, renamed) as Plan;
    expectSame(sorted(recordsOf(other, seed)), sorted(rewritten(recordsOf(plan, seed), renamed) as Recorded));
  });

  property(
    "2.2 whole days later all is the same so much later",
    fc.tuple(randomTexts, seeds, fc.integer({ min: 1, max: 3000 })),
    12,
    ([texts, seed, days]) => {
      const byMs = days * DAY_MS;
      const plan = planOf(texts);
      // how much data there are is drawn for each interval by its date, and back-offs for each thread of a resource by its
      fc.pre(!/"bytes":{"kind":"(?!constant)/.test(JSON.stringify(plan)) && !hasTightLimits(plan));
      const moved = rewritten(recordsOf(plan, seed), (text) => datesMoved(text, byMs), byMs);
      expectSame(recordsOf(later(plan, byMs), seed), moved);
    },
  );

  property(
    "8.2 a pipeline that shares nothing with the others changes nothing of them",
    fc.tuple(textsOfSeveral, seeds),
    12,
    ([texts, seed]) => {
      const all = planOf(withStranger(texts));
      const plan = { ...all, pipelines: all.pipelines.slice(0, -1) };
      fc.pre(!hasTightLimits(plan) && plan.limits.ec2Instances === undefined);
      const ids = new Set(plan.pipelines.map(({ id }) => id));
      expectSame(storyOf(recordsOf(all, seed), ids), storyOf(recordsOf(plan, seed), ids));
    },
  );
});
