import type { Result } from "../../experiment/result.ts";
import type { AttemptRow } from "../../model/records.ts";
import { calibrationSentence } from "../format/calibration-sentence.ts";
import type { SummaryView, View } from "../view.ts";
import { BOUNDS } from "./bounds.ts";
import { buildCost } from "./build-cost.ts";
import { buildDistributions } from "./build-distributions.ts";
import { buildHeadline } from "./build-headline.ts";
import { buildLogs, firstPublished } from "./build-logs.ts";
import { buildNotifications } from "./build-notifications.ts";
import { buildPipelines } from "./build-pipelines.ts";
import { buildSparkStages } from "./build-spark-stages.ts";
import { buildTime } from "./build-time.ts";
import { buildTimeline } from "./build-timeline.ts";
import { describeUnfinished } from "./describe-unfinished.ts";
import { excerpt } from "./excerpt.ts";
import { type Summarised, summarised } from "./first-run.ts";
import { summaryWithPipelineNames, withPipelineNames } from "./with-pipeline-names.ts";

/** What the reports for people show of a result. Its size is bounded, whatever the size of the run. */
export function buildView(raw: Result): View {
  const result = withPipelineNames(raw);
  const { notifications, ...summary } = buildSummaryView(summarised(raw));
  return {
    ...summary,
    logs: { ...summary.logs, rows: firstPublished(result.logs) },
    ...(notifications === undefined
      ? {}
      : { notifications: { ...notifications, rows: excerpt(result.notifications, BOUNDS.tableRows) } }),
    timeline: buildTimeline(result),
    bill: { lines: excerpt(result.bill.lines, BOUNDS.tableRows), totalMicroUsd: result.bill.totalMicroUsd },
    distributions: excerpt(buildDistributions(result), BOUNDS.distributions),
    attempts: { rows: result.attempts.slice(0, BOUNDS.tableRows).map(withoutWorkItems), total: result.attempts.length },
  };
}

/** The part of it that a summary in text needs: what is drawn takes far longer to build. */
export function buildSummaryView(raw: Summarised): SummaryView {
  const result = summaryWithPipelineNames(raw);
  const { precision } = result;
  const notifications = buildNotifications(result);
  const spark = buildSparkStages(result);
  return {
    name: result.name,
    region: result.region,
    seed: result.seed,
    replications: result.replications,
    ...(precision === undefined ? {} : { precision }),
    activationAtMs: result.activationAtMs,
    horizonAtMs: result.horizonAtMs,
    placeholders: result.placeholders,
    calibrations: (result.calibrations ?? []).map(calibrationSentence),
    headline: buildHeadline(result),
    checks: result.checks ?? [],
    ...(result.crossChecks === undefined ? {} : { crossChecks: result.crossChecks }),
    pipelines: buildPipelines(result),
    cost: buildCost(result),
    time: buildTime(result),
    logs: buildLogs(result),
    ...(notifications === undefined ? {} : { notifications }),
    ...(spark === undefined ? {} : { spark }),
    throttled: result.apiCalls.filter(({ throttled }) => throttled !== undefined),
    unfinished: excerpt(result.unfinished, BOUNDS.tableRows),
    unfinishedWords: describeUnfinished(result.unfinished),
    outcomes: excerpt(result.outcomes, BOUNDS.tableRows),
    assumptions: excerpt(result.assumptions, BOUNDS.assumptions),
    warnings: excerpt(result.warnings, BOUNDS.warnings),
    ...historyCutOf(result),
    certificate: result.certificate,
  };
}

function historyCutOf({ historyRows, historyCount }: Summarised): Pick<View, "historyCut"> {
  return historyRows < historyCount ? { historyCut: { kept: historyRows, total: historyCount } } : {};
}

function withoutWorkItems({ workItems, ...row }: AttemptRow): Omit<AttemptRow, "workItems"> {
  return row;
}
