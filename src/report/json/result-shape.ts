import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Bill, BillLine } from "../../billing/bill.ts";
import type {
  Certificate,
  CheckRow,
  CrossCheckRow,
  Measure,
  NamedPipeline,
  PrecisionReached,
  Result,
} from "../../experiment/result.ts";
import type { SteadyState } from "../../experiment/steady-state.ts";
import type { Assumption, CalibrationPlan } from "../../model/plan.ts";
import { historyShape, notificationShape, outcomeShape, unfinishedShape } from "./history-shapes.ts";
import {
  apiCallShape,
  attemptShape,
  ec2InstanceShape,
  executionShape,
  instanceShape,
  logShape,
  resourceShape,
  sparkStageShape,
  spotMarketShape,
  stepShape,
} from "./record-shapes.ts";
import {
  boolean,
  choice,
  instant,
  integer,
  list,
  map,
  nullable,
  number,
  numberOrInfinite,
  optional,
  record,
  type Shape,
  table,
  tableByName,
  text,
} from "./shape.ts";

/** `sha256:` and 64 hexadecimal digits, or whatever digest a later model names in front. */
const DIGEST = "^[a-z0-9]+:[0-9a-f]+$";

const UNIT_WORDS: Readonly<Record<Measure["unit"], true>> = {
  USD: true,
  ms: true,
  bytes: true,
  count: true,
  fraction: true,
};

const precisionShape: Shape<PrecisionReached> = record(
  "Precision",
  "What was asked of the replications, and what they reached.",
  {
    target: number("Relative half-width of the 95 % interval that was asked for: 0.02."),
    of: list("The measures that had to reach it.", text("Name of a measure.")),
    reached: map("Relative half-width by measure.", numberOrInfinite("Null where the interval has no bound.")),
    met: boolean("Every one of them reached it."),
  },
);

const certificateShape: Shape<Certificate> = record("Certificate", "What it takes to have the same result again.", {
  modelVersion: text("Moves when numbers move, not with the package."),
  scenarioDigest: text("Of the scenario.", DIGEST),
  definitionDigests: list("One per pipeline, in the scenario's order.", text("Of a definition.", DIGEST)),
  catalogDigest: text("Of the catalog's data.", DIGEST),
  eventsDigest: text("Of every transition of every replication, in order.", DIGEST),
  events: integer("How many transitions.", 0),
  command: text("Gives the same result again."),
});

const quantileIntervalShape = record<NonNullable<Measure["quantileCi95"]>["p95"]>(
  "QuantileInterval",
  "Where a quantile lies with 95 % confidence.",
  {
    low: nullable(number("Its lower end; null where there are too few observations for one.")),
    high: nullable(number("Its upper end; null where there are too few observations for one.")),
  },
);

const steadyStateShape = record<SteadyState>("SteadyState", "What a measure tends to when schedules run on.", {
  method: choice<SteadyState["method"]>("Whence the interval comes.", {
    "batch means": true,
    "replication deletion": true,
  }),
  warmUp: integer("Observations left out as warm-up, of all replications.", 0),
  observations: integer("Observations that remain.", 1),
  groups: integer("Batches, or replications.", 2),
  mean: number("Mean of what remains."),
  low: number("Lower end of its 95 % interval."),
  high: number("Upper end of its 95 % interval."),
});

/** One measure over all replications. */
export const measureShape: Shape<Measure> = record(
  "Measure",
  "One figure over all replications. `mean`, `sd` and `ci95` are over the replications, each of which counts with the " +
    "mean of its observations; `min` to `max` are over all observations of all replications.",
  {
    unit: choice<Measure["unit"]>("Of every figure of the measure.", UNIT_WORDS),
    isProbability: optional(
      boolean("Each observation is 0 or 1, and ci95 is Wilson's interval; absent: any number, and Student's t."),
    ),
    n: integer("Replications that observed it.", 0),
    observations: integer("Observations of all replications.", 0),
    mean: number("Mean over the replications."),
    sd: number("Sample standard deviation over the replications; 0 when n is 1."),
    ci95: nullable(
      record<NonNullable<Measure["ci95"]>>(
        "Interval",
        "95 % interval of the mean over the replications; null when n is 1.",
        {
          low: number("Its lower end."),
          high: number("Its upper end."),
          halfWidth: number("Half of its width."),
        },
      ),
    ),
    min: number("Smallest observation."),
    p5: number("5th percentile."),
    p25: number("25th percentile."),
    p50: number("Median."),
    p75: number("75th percentile."),
    p90: number("90th percentile."),
    p95: number("95th percentile."),
    p99: number("99th percentile."),
    max: number("Largest observation."),
    quantileCi95: optional(
      record<NonNullable<Measure["quantileCi95"]>>(
        "QuantileIntervals",
        "Distribution-free 95 % intervals of quantiles; absent when n is 1.",
        {
          p50: quantileIntervalShape,
          p90: quantileIntervalShape,
          p95: quantileIntervalShape,
          p99: quantileIntervalShape,
        },
      ),
    ),
    steadyState: optional(steadyStateShape),
  },
);

/** One condition and its verdict. */
export const checkShape = record<CheckRow>("Check", "A condition on the forecast and whether it holds.", {
  condition: text("As the scenario writes it."),
  measure: text("What it is about."),
  unit: choice<CheckRow["unit"]>("Of value, interval and limit.", UNIT_WORDS),
  value: number("Mean or quantile of the measure, or the share of its observations that are as wanted."),
  interval: nullable(quantileIntervalShape),
  limit: number("What it is held against."),
  verdict: choice<CheckRow["verdict"]>("Judged by the interval; undecided: the limit lies within it.", {
    met: true,
    missed: true,
    undecided: true,
  }),
});

const crossCheckShape = record<CrossCheckRow>("CrossCheck", "An exact answer beside what was simulated.", {
  measure: text("What is compared."),
  law: text("What gives the answer."),
  unit: choice<CrossCheckRow["unit"]>("Of all figures but distance.", UNIT_WORDS),
  low: number("The exact mean, or the lower bound."),
  high: number("The exact mean, or the upper bound."),
  simulated: number("Mean over the replications, or without the warm-up where schedules run on."),
  standardError: nullable(number("Of simulated; null where nothing is known of it.")),
  distance: nullable(number("Standard errors above the exact mean, or outside of the bounds; null without any.")),
});

const assumptionShape: Shape<Assumption> = record("Assumption", "A number that the user did not give.", {
  id: text("Unique and stable: `boot.m1.small`."),
  rule: text("The rule of the model: `5.6`."),
  what: text("What it is."),
  value: text("The value as a person writes it."),
  source: text("Where it comes from."),
  override: text("The scenario key that changes it."),
});

const warningShape: Shape<Diagnostic> = record("Warning", "A problem of an input file that did not stop the run.", {
  code: choiceOfCodes("What kind of problem it is."),
  severity: choice<Diagnostic["severity"]>("A `warning`: AWS would refuse it, or the simulation leaves it out.", {
    error: true,
    warning: true,
  }),
  message: text("One sentence: what is wrong, what was expected."),
  file: text("The name under which the user gave the text."),
  line: integer("Counts from 1.", 1),
  column: integer("Counts from 1, in UTF-16 code units.", 1),
  path: optional(text("Where in the data: `MyEmrCluster.coreInstanceCount`.")),
  rule: optional(text("The rule of the model that is broken.")),
  hint: optional(text("What to do about it.")),
});

/** Codes are many and grow with every release: the form is fixed, the words are in the documentation. */
function choiceOfCodes(description: string): Shape<Diagnostic["code"]> {
  return { node: { kind: "string", pattern: "^[A-Z][A-Z0-9_]*$" }, description };
}

const billShape: Shape<Bill> = record("Bill", "What the first replication cost, line by line (7.1, 7.2).", {
  lines: table(
    "One line per resource, instance type, purchase option and kind.",
    record<BillLine>("BillLine", "One line of the bill.", {
      pipelineId: optional(
        text("The service's name for the pipeline; absent for the own logs of Task Runners that serve several."),
      ),
      componentId: optional(text("The resource component; absent for lines of the pipeline as a whole.")),
      kind: choice<BillLine["kind"]>("What is paid for.", {
        EC2: true,
        EMR: true,
        EBS: true,
        "S3 requests": true,
        "S3 storage": true,
        "Data Pipeline": true,
      }),
      instanceType: optional(text("`m1.small`.")),
      purchase: optional(
        choice<NonNullable<BillLine["purchase"]>>("How the instances were bought.", { "on-demand": true, spot: true }),
      ),
      quantity: number("In `unit`."),
      unit: choice<BillLine["unit"]>("What the quantity counts.", {
        "instance-hour": true,
        "instance-second": true,
        "GB-second": true,
        "MB-hour": true,
        request: true,
        second: true,
      }),
      priceText: text("USD as text for a person: `0.065 per hour`."),
      priceNanoUsd: integer("The price in billionths of a dollar; of Spot instances the mean, rounded down.", 0),
      amountMicroUsd: integer("Quantity times price in millionths of a dollar, half up."),
      freeQuantity: optional(
        number("Units that EC2 cut short by taking Spot instances back, not charged (7.1); absent: none."),
      ),
      onDemandMicroUsd: optional(integer("What the same use would have cost on demand; of Spot instances.")),
    }),
  ),
  totalMicroUsd: integer("The exact sum of the lines (7.2)."),
});

const pipelineShape: Shape<NamedPipeline> = record("Pipeline", "One of several pipelines of the account.", {
  id: text("The service's name for it, which rows carry."),
  name: text("The scenario's name for it, which measures carry."),
  activationAtMs: instant("When it is first activated."),
});

const calibrationShape: Shape<CalibrationPlan> = record(
  "Calibration",
  "What a profile was measured on, and how far simulated runs are from the measured ones.",
  {
    observations: integer("Runs, launches and clusters.", 0),
    fromAtMs: optional(instant("When the first of them began.")),
    toAtMs: optional(instant("When the last of them was over.")),
    replay: optional(
      record<NonNullable<CalibrationPlan["replay"]>>("Replay", "Absent: nothing was replayed.", {
        jobs: integer("Runs that were simulated.", 1),
        medianError: number("As a part of the measured time, without its sign."),
        p90Error: number("Nine of ten are less far off."),
      }),
    ),
  },
);

/** The whole file, `stepcast.result/1`. */
export const resultShape: Shape<Result> = record("Result", "What a run of stepcast answers.", {
  format: choice<Result["format"]>("The version of this format.", { "stepcast.result/1": true }),
  name: text("The scenario's name."),
  region: text("The AWS region."),
  seed: text("Of every stream of random numbers."),
  replications: integer("How many replications ran.", 1),
  precision: optional(precisionShape),
  activationAtMs: instant("When the first pipeline was activated."),
  horizonAtMs: instant("The simulation ends here at the latest."),
  pipelines: optional(table("In the scenario's order, where it names several; absent: there is one.", pipelineShape)),
  certificate: certificateShape,
  placeholders: list(
    "Activities whose latency and cost rest on placeholder work (4.8).",
    text("The id of an activity."),
  ),
  calibrations: optional(
    table("What profiles that it rests on were measured on; absent: it rests on none.", calibrationShape),
  ),
  measures: tableByName("Name of the measure: `cost.total`, `latency.activity.MyEmrActivity`, ...", measureShape),
  checks: optional(
    table("The scenario's checks and its objective's conditions, in this order; absent: it has none.", checkShape),
  ),
  crossChecks: optional(table("Parts that have an exact answer; only where it was asked for.", crossCheckShape)),
  assumptions: table("Every number that was not given.", assumptionShape),
  warnings: table("Of the definition and the scenario, in order of place.", warningShape),
  bill: billShape,
  executions: table("Of the first replication.", executionShape),
  instances: table("Of the first replication.", instanceShape),
  attempts: table("Of the first replication.", attemptShape),
  steps: table("Of the first replication.", stepShape),
  sparkStages: optional(
    table("Of the first replication: stages of Spark applications; absent: there were none.", sparkStageShape),
  ),
  resources: table("Of the first replication.", resourceShape),
  ec2Instances: table("Of the first replication.", ec2InstanceShape),
  logs: table("Of the first replication.", logShape),
  apiCalls: table("Of the first replication.", apiCallShape),
  spotMarkets: optional(
    table("Spot markets that were bought on, in the first replication; absent: none.", spotMarketShape),
  ),
  notifications: table(
    "Of the first replication: what SnsAlarms send, in the order in which they do.",
    notificationShape,
  ),
  history: table(
    "Status history of the first replication: every transition in the order in which they happened, at most the first 100,000 (2.6).",
    historyShape,
  ),
  historyCount: integer("How many transitions there were: more than `history` holds where it was cut.", 0),
  unfinished: table(
    "Of the first replication: every instance that did not run, did not finish, finished late or was lost.",
    unfinishedShape,
  ),
  outcomes: table("The same over all replications, without the names and times of instances.", outcomeShape),
});
