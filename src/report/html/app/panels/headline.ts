import { formatBytes } from "../../../format/bytes.ts";
import { formatCounted } from "../../../format/count.ts";
import { formatDuration } from "../../../format/duration.ts";
import { formatFigure } from "../../../format/figure.ts";
import { plainText } from "../../../format/plain-text.ts";
import { describeSteadyState } from "../../../format/steady-state-words.ts";
import { formatUsdOfMicro } from "../../../format/usd.ts";
import { formatUtc } from "../../../format/utc.ts";
import type { View } from "../../../view.ts";
import { estimateTexts } from "../draw/estimate-text.ts";
import { appendName } from "../draw/name.ts";
import type { Place } from "./panel.ts";

/** Which run this is, and the three answers that everybody asks for first. */
export function drawHeadline(page: Place, view: View): void {
  const header = page.append<HTMLElement>("header");
  header.append<HTMLElement>("h1").call((title) => appendName(title, view.name));
  const runs = formatCounted(view.replications, "run");
  const facts = [runs, view.region, `activated ${formatUtc(view.activationAtMs)}`, `seed ${plainText(view.seed)}`];
  header.append<HTMLElement>("p").attr("class", "facts").text(facts.join(" · "));
  drawNotices(header, view);
  const answers = header.append<HTMLElement>("dl").attr("class", "answers");
  for (const { title, figure, remarks, isBad } of [costAnswer(view), latencyAnswer(view), logsAnswer(view)]) {
    const answer = answers.append<HTMLElement>("div");
    answer.append("dt").text(title);
    answer
      .append("dd")
      .attr("class", isBad ? "figure bad" : "figure")
      .text(figure);
    for (const remark of remarks) answer.append("dd").attr("class", "remark").text(remark);
  }
}

interface Answer {
  readonly title: string;
  readonly figure: string;
  readonly remarks: readonly string[];
  readonly isBad?: boolean;
}

function drawNotices(header: Place, { placeholders, calibrations, precision, replications }: View): void {
  if (placeholders.length > 0) {
    const shown = placeholders.slice(0, 8);
    const notice = header.append<HTMLElement>("p").attr("class", "notice");
    notice.append("strong").text("Latency and cost rest on placeholder work");
    notice.append("span").text(" of ");
    for (const [index, id] of shown.entries()) {
      if (index > 0) notice.append("span").text(", ");
      appendName(notice, id);
    }
    if (placeholders.length > shown.length)
      notice.append("span").text(` and ${placeholders.length - shown.length} more`);
    notice.append("span").text(": say under workloads in the scenario what it really takes.");
  }
  for (const sentence of calibrations) header.append<HTMLElement>("p").attr("class", "remark").text(sentence);
  if (precision === undefined || precision.met) return;
  const sentence = `The precision of ${100 * precision.target} % was not reached in ${replications} runs.`;
  header.append<HTMLElement>("p").attr("class", "notice").text(sentence);
}

function costAnswer({ headline: { cost }, cost: { totalMicroUsd } }: View): Answer {
  if (cost === undefined) return { title: "Cost", figure: formatUsdOfMicro(totalMicroUsd), remarks: [] };
  return { title: "Cost", figure: formatFigure(cost.mean, "USD"), remarks: estimateTexts(cost) };
}

function latencyAnswer({ headline: { latency, endedAtMs, executions, failures } }: View): Answer {
  const success = failures === undefined ? [] : [failures];
  if (latency === undefined) {
    const figure = executions.total === 0 ? "nothing was due" : "does not finish";
    return { title: "Time to finish", figure, remarks: success, isBad: true };
  }
  const end = latency.observations === 1 && endedAtMs !== undefined ? [`ends at ${formatUtc(endedAtMs)}`] : [];
  const steady = describeSteadyState(latency);
  const remarks = [...end, ...estimateTexts(latency), ...(steady === undefined ? [] : [steady]), ...success];
  return { title: "Time to finish", figure: formatDuration(latency.mean), remarks };
}

function logsAnswer({ headline, logs }: View): Answer {
  const { logPublication, publishDelay, lastLogAtMs } = headline;
  const lost = logs.lostBytes > 0 ? [`${formatBytes(logs.lostBytes)} are lost`] : ["nothing is lost"];
  if (publishDelay === undefined)
    return { title: "Logs", figure: "none in S3", remarks: lost, isBad: logs.lostBytes > 0 };
  const after = formatDuration(logPublication?.mean ?? publishDelay.mean);
  const last =
    publishDelay.observations === 1 && lastLogAtMs !== undefined ? [`the last at ${formatUtc(lastLogAtMs)}`] : [];
  const delay = publishDelay.observations > 1 ? [`${formatDuration(publishDelay.mean)} from a writer's end to S3`] : [];
  return { title: "Logs readable after the end", figure: after, remarks: [...last, ...delay, ...lost] };
}
