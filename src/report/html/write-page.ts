import type { Result } from "../../experiment/result.ts";
import { buildView } from "../build/build-view.ts";
import { formatFigure } from "../format/figure.ts";
import { formatUsdOfMicro } from "../format/usd.ts";
import type { View } from "../view.ts";
import { escapeHtml } from "./escape-html.ts";
import { pageScript, pageScriptHash, pageStyle, pageStyleHash } from "./generated/page-bundle.ts";

/**
 * The result as one page that holds everything that it needs: it opens from a disk or out of an e-mail, loads nothing,
 * and its content security policy lets nothing else run than the script that was built with it.
 */
export function writePage(result: Result): string {
  const view = buildView(result);
  return [
    "<!doctype html>",
    `<html lang="en">`,
    "<head>",
    `<meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<meta name="color-scheme" content="light dark">`,
    `<title>${escapeHtml(view.name)} - stepcast</title>`,
    `<link rel="icon" href="data:,">`,
    `<style>${pageStyle}</style>`,
    "</head>",
    "<body>",
    "<main>",
    `<noscript><h1>${escapeHtml(view.name)}</h1><p>${escapeHtml(withoutScript(view))}</p></noscript>`,
    "</main>",
    `<script type="application/json" id="view">${embed(view)}</script>`,
    `<script>${pageScript}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

const POLICY = [
  "default-src 'none'",
  `script-src '${pageScriptHash}'`,
  `style-src '${pageStyleHash}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Within a script element only `<` can end it or hide what follows; JSON may write it as an escape anywhere. */
function embed(view: View): string {
  return JSON.stringify(view)
    .replace(/</g, "\\u003c")
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
}

/** What a reader of mail that runs no scripts can still say. */
function withoutScript({ headline: { cost, latency, logPublication }, cost: { totalMicroUsd } }: View): string {
  const costs = cost === undefined ? formatUsdOfMicro(totalMicroUsd) : formatFigure(cost.mean, cost.unit);
  const finish =
    latency === undefined ? "does not finish" : `finishes after ${formatFigure(latency.mean, latency.unit)}`;
  const logs =
    logPublication === undefined
      ? ""
      : `, and its last log can be read ${formatFigure(logPublication.mean, "ms")} later`;
  return `It costs ${costs}, ${finish}${logs}. The rest of this page is drawn by a script: open the file in a browser.`;
}
