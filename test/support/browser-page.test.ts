import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Browser } from "playwright-core";
import { launchBrowser, openPage, screenshots } from "./browser-page.ts";

describe("the browser of tests", () => {
  let browser: Browser | undefined;
  const folder = mkdtempSync(join(tmpdir(), "stepcast-page-"));
  const file = join(folder, "page.html");

  before(async function () {
    browser = await launchBrowser(this);
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function open(html: string) {
    writeFileSync(file, `<!doctype html><meta charset="utf-8"><title>a</title>${html}`);
    if (browser === undefined) throw new Error("no browser");
    return { browser, ...(await openPage(browser, file)) };
  }

  it("hears nothing of a page that keeps to itself", async () => {
    const { page, messages, requests } = await open(
      '<p>hello</p><img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    );
    expect(await page.textContent("p")).to.equal("hello");
    expect({ messages, requests }).to.deep.equal({ messages: [], requests: [] });
  });

  it("hears the console, what is thrown, and every request", async () => {
    const html =
      '<script>console.warn("look"); setTimeout(() => { throw new Error("oh"); }); fetch("http://example.com/x").catch(() => {});</script>';
    const { page, messages, requests } = await open(html);
    await page.waitForFunction(() => performance.now() > 100);
    expect(messages).to.include.members(["warning: look", "thrown: oh"]);
    expect(requests).to.deep.equal(["http://example.com/x"]);
  });

  it("sees light and dark", async () => {
    const style = "<style>body{background:white}@media(prefers-color-scheme:dark){body{background:black}}</style>";
    const { browser: used } = await open(style);
    const { light, dark } = await screenshots(used, file);
    expect(light.subarray(1, 4).toString()).to.equal("PNG");
    expect(light.equals(dark)).to.equal(false);
  });
});
