import { createHash } from "node:crypto";
import { expect } from "chai";
import type { Result } from "../../../src/experiment/result.ts";
import { pageScript } from "../../../src/report/html/generated/page-bundle.ts";
import { writePage } from "../../../src/report/html/write-page.ts";
import { hostileResult } from "../hostile-result.ts";
import { workedExample } from "../worked-example.ts";

/** What stands between the tags of each script and style element. */
function elements(html: string, name: "script" | "style"): string[] {
  return [...html.matchAll(new RegExp(`<${name}[^>]*>(.*?)</${name}>`, "gs"))].map((match) => match[1] ?? "");
}

const digest = (text: string) => `sha256-${createHash("sha256").update(text).digest("base64")}`;

describe("the page of a result", () => {
  for (const [name, result] of [
    ["the worked example", workedExample],
    ["hostile names", hostileResult],
  ] as const) {
    const html = writePage(result);

    it(`holds data, a script and a style of ${name}, the last two with the digests that its policy names`, () => {
      const [data = "", script = "", ...rest] = elements(html, "script");
      const [style = ""] = elements(html, "style");
      expect(rest).to.deep.equal([]);
      expect(JSON.parse(data)).to.include({ name: result.name, seed: result.seed });
      const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
      expect(policy).to.equal(
        `default-src 'none'; script-src '${digest(script)}'; style-src '${digest(style)}'; img-src data:; base-uri 'none'; form-action 'none'`,
      );
    });

    it(`names nothing outside of it and styles nothing in an attribute, with ${name}`, () => {
      const frame = html.replace(/<(script|style)[^>]*>.*?<\/\1>/gs, "");
      expect(frame).to.not.match(/\s(src|style)=|@import|url\(|https?:/);
      expect([...frame.matchAll(/href="([^"]*)"/g)].map((match) => match[1])).to.deep.equal(["data:,"]);
    });
  }

  it("says the answers where no script runs", () => {
    expect(writePage(workedExample)).to.include(
      "<p>It costs $2.24, finishes after 19 min 5 s, and its last log can be read 3.9 s later.",
    );
  });

  it("has a script of less than 120 kB", () => {
    expect(pageScript.length).to.be.below(120_000);
  });

  it("stays small when the run is large", () => {
    const [attempt] = hostileResult.attempts;
    const [log] = hostileResult.logs;
    if (attempt === undefined || log === undefined) throw new Error("the result has attempts and logs");
    const many = Array.from({ length: 100_000 }, (_, index) => index);
    const shifted = (index: number) => ({
      startedAtMs: attempt.startedAtMs + index * 997,
      endedAtMs: attempt.endedAtMs + index * 997,
    });
    const large: Result = {
      ...hostileResult,
      attempts: many.map((index) => ({ ...attempt, attemptId: `${index}`, ...shifted(index) })),
      logs: many.map((index) => ({ ...log, writerId: `${index}` })),
      warnings: many.map((line) => ({
        code: "SYNTAX",
        severity: "warning",
        message: "odd",
        file: "f",
        line: line + 1,
        column: 1,
      })),
    };
    expect(writePage(large).length).to.be.below(600_000);
  });
});
