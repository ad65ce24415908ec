import { expect } from "chai";
import { formatBytes } from "../../../src/report/format/bytes.ts";
import { formatCount, formatCounted, formatShare } from "../../../src/report/format/count.ts";
import { formatDuration } from "../../../src/report/format/duration.ts";
import { plainText } from "../../../src/report/format/plain-text.ts";
import { formatUsd } from "../../../src/report/format/usd.ts";

describe("figures for a person", () => {
  it("writes lengths of time in their two largest units, carried when they round up", () => {
    const cases: [number, string][] = [
      [0, "0 s"],
      [0.4, "0 ms"],
      [850, "850 ms"],
      [999.6, "1 s"],
      [3896, "3.9 s"],
      [20_000, "20 s"],
      [59_960, "1 min"],
      [60_000, "1 min"],
      [1_145_000, "19 min 5 s"],
      [3_599_600, "1 h"],
      [5_400_000, "1 h 30 min"],
      [86_399_000, "1 d"],
      [90 * 3_600_000, "3 d 18 h"],
      [-5000, "-5 s"],
    ];
    for (const [durationMs, text] of cases) expect(formatDuration(durationMs)).to.equal(text);
  });

  it("writes money with cents, and more digits only under a cent", () => {
    const cases: [number, string][] = [
      [0, "$0.00"],
      [2.24, "$2.24"],
      [0.702488, "$0.70"],
      [0.037633, "$0.04"],
      [0.0096, "$0.0096"],
      [0.00038, "$0.00038"],
      [0.000005, "$0.000005"],
      [1234.5, "$1,234.50"],
      [1_234_567.891, "$1,234,567.89"],
      [-3, "-$3.00"],
    ];
    for (const [usd, text] of cases) expect(formatUsd(usd)).to.equal(text);
  });

  it("writes bytes in powers of 1000, counts with commas, shares in percent", () => {
    expect([0, 999, 999.6, 1000, 31_166_667, 1e12].map(formatBytes)).to.deep.equal([
      "0 B",
      "999 B",
      "1 kB",
      "1 kB",
      "31.2 MB",
      "1 TB",
    ]);
    expect([0, 1234, 1234567.891].map(formatCount)).to.deep.equal(["0", "1,234", "1,234,567.89"]);
    expect([formatCounted(1, "log"), formatCounted(2, "log"), formatCounted(2, "entry", "entries")]).to.deep.equal([
      "1 log",
      "2 logs",
      "2 entries",
    ]);
    expect([0, 0.0004, 0.004, 0.0873, 1].map(formatShare)).to.deep.equal(["0 %", "< 0.1 %", "0.4 %", "9 %", "100 %"]);
  });

  it("shows control and direction characters instead of obeying them, and leaves scripts and emoji alone", () => {
    expect(plainText("\u001b[31mred\u0007\r\n")).to.equal("\\u{1b}[31mred\\u{7}\\u{d}\\u{a}");
    expect(plainText("a\u202eb\u200bc\ud800")).to.equal("a\\u{202e}b\\u{200b}c\\u{d800}");
    expect(plainText("שלום 表格 👩‍💻 नमस्ते")).to.equal("שלום 表格 👩‍💻 नमस्ते");
  });
});
