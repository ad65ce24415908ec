import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import type { Result } from "../../../src/experiment/result.ts";
import { plainText } from "../../../src/report/format/plain-text.ts";
import { shortName } from "../../../src/report/format/short-name.ts";
import { writePage } from "../../../src/report/html/write-page.ts";
import { HOSTILE_NAMES } from "../hostile-names.ts";
import { hostileResult } from "../hostile-result.ts";
import { workedExample } from "../worked-example.ts";

const CANDIDATES = [
  process.env.CHROME_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const executablePath = CANDIDATES.find((path) => path !== undefined && existsSync(path));

/** Without a browser there is nothing to test here; CI must have one. */
const suite = executablePath === undefined && process.env.CI === undefined ? describe.skip : describe;

suite(`the page in a browser${executablePath === undefined ? " (skipped: no Chromium found; set CHROME_PATH)" : ""}`, function () {
  this.timeout(60_000);
  let browser: Browser;
  let context: BrowserContext | undefined;
  let folder: string;
  let complaints: string[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "stepcast-page-"));
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ["--no-sandbox"],
    });
  });
  after(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Opens a result's page from the disk; whatever the console says and whatever is loaded is a complaint. */
  async function open(result: Result, options: BrowserContextOptions = {}): Promise<Page> {
    const file = join(folder, "report.html");
    await writeFile(file, writePage(result));
    await context?.close();
    context = await browser.newContext(options);
    // the loader of these tests gives functions their names by a helper that a page does not have
    await context.addInitScript("globalThis.__name = (named) => named");
    const page = await context.newPage();
    complaints = [];
    page.on("console", (message) => complaints.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => complaints.push(`dialog: ${dialog.message()}`));
    page.on("request", (request) => {
      if (request.url() !== pathToFileURL(file).href) complaints.push(`request: ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    return page;
  }

  const textsOf = (page: Page, selector: string) => page.locator(selector).allTextContents();

  it("answers first, with nothing in the console and nothing loaded", async () => {
    const page = await open(workedExample);
    expect(await textsOf(page, ".answers dt, .answers .figure")).to.deep.equal([
      "Cost",
      "$2.24",
      "Time to finish",
      "19 min 5 s",
      "Logs readable after the end",
      "3.9 s",
    ]);
    expect(await textsOf(page, "h2")).to.deep.equal([
      "What happens when",
      "Where the time goes",
      "What it costs",
      "Logs",
      "Attempts",
      "What was assumed",
      "Warnings",
      "The same result again",
    ]);
    expect(complaints).to.deep.equal([]);
  });

  it("shows hostile names as text and runs none of them", async () => {
    const page = await open(hostileResult);
    const names = await textsOf(page, "#timeline h3 bdi");
    expect(names).to.deep.equal(HOSTILE_NAMES.map(shortName));
    expect(await page.locator("h1").textContent()).to.equal(plainText(hostileResult.name));
    expect(await page.locator("img").count()).to.equal(0);
    expect(await page.locator("body script").count()).to.equal(2);
    expect(complaints).to.deep.equal([]);
  });

  it("lets no other script or style run", async () => {
    const page = await open(workedExample);
    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "document.body.dataset.ran = 'yes'";
      document.body.append(script);
      return document.body.dataset.ran ?? "no";
    });
    expect(ran).to.equal("no");
    expect(complaints.join()).to.match(/Content Security Policy/);
  });

  // of 1148.896 s, 30 % are 434.7 s after the activation: step 1 runs, all 10 core nodes work
  it("tells what is there under the pointer and along the arrow keys", async () => {
    const page = await open(workedExample, { viewport: { width: 1200, height: 900 } });
    const core = page.locator("#timeline [role=slider]").nth(1);
    const box = await core.boundingBox();
    if (box === null) throw new Error("the lane is drawn");
    await page.mouse.move(box.x + 0.3 * box.width, box.y + 5);
    expect(await page.locator(".tooltip").textContent()).to.match(
      /^7 min \d+ s after the activation, 2012-11-23 00:07:\d\d UTC10 working$/,
    );
    await page.mouse.move(0, 0);
    expect(await page.locator(".tooltip").isVisible()).to.equal(false);
    await core.focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    expect(await core.getAttribute("aria-valuetext")).to.equal(
      "20 s after the activation, 2012-11-23 00:00:20 UTC; 10 booting",
    );
  });

  for (const width of [360, 768]) {
    it(`fits a screen of ${width} pixels`, async () => {
      const page = await open(hostileResult, { viewport: { width, height: 800 } });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(width);
      expect(complaints).to.deep.equal([]);
    });
  }

  for (const colorScheme of ["light", "dark"] as const) {
    it(`is readable in ${colorScheme}: text has a contrast of 4.5 or more`, async () => {
      const page = await open(hostileResult, { colorScheme });
      expect(await page.evaluate(lowContrasts)).to.deep.equal([]);
    });
  }

  it("names every landmark, table and drawing for those who do not see them", async () => {
    const page = await open(hostileResult);
    const unnamed = await page.evaluate(() =>
      [...document.querySelectorAll("section, table, svg")]
        .filter((element) => {
          if (element.tagName === "TABLE") return (element.querySelector("caption")?.textContent ?? "") === "";
          if (element.closest("[aria-hidden=true]") !== null) return false;
          return !element.hasAttribute("aria-label") && !element.hasAttribute("aria-labelledby");
        })
        .map((element) => element.outerHTML.slice(0, 100)),
    );
    expect(unnamed).to.deep.equal([]);
    expect(await page.locator("main").count()).to.equal(1);
    expect(await page.locator("h1").count()).to.equal(1);
  });
});

/** Runs in the page. Source: WCAG 2.2, 1.4.3, relative luminance and contrast ratio */
function lowContrasts(): string[] {
  const luminance = (color: string): number => {
    const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
      const channel = Number(part) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const backgroundOf = (element: Element | null): string => {
    for (let at = element; at !== null; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (color !== "rgba(0, 0, 0, 0)") return color;
    }
    return "rgb(255, 255, 255)";
  };
  const found = new Set<string>();
  for (const element of document.querySelectorAll("main *:not(svg, svg *)")) {
    if ((element.textContent ?? "").trim() === "" || element.children.length > 0) continue;
    const [a, b] = [luminance(getComputedStyle(element).color), luminance(backgroundOf(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.add(`${element.tagName} ${element.className} ${ratio.toFixed(2)}`);
  }
  return [...found];
}
