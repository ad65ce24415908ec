import process from "node:process";
import { pathToFileURL } from "node:url";
import type { Context } from "mocha";
import { type Browser, chromium, type Page } from "playwright-core";
import { findChromium } from "./find-chromium.ts";

const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A local page in a browser, with everything that it should not have done. */
export interface BrowserPage {
  readonly page: Page;
  /** What the console said and what was thrown, in order: `error: ...`. */
  readonly messages: readonly string[];
  /** Addresses that the page asked for, besides its own file and what it holds itself as `data:` or `blob:`. */
  readonly requests: readonly string[];
}

/** How a page is looked at. */
export interface BrowserPageOptions {
  readonly colorScheme?: "light" | "dark";
  /** In CSS pixels. */
  readonly width?: number;
  readonly height?: number;
}

/**
 * Starts the browser for a suite: `before(async function () { browser = await launchBrowser(this); })`. Where there is
 * none the suite is skipped, except in CI, where that fails.
 */
export async function launchBrowser(context: Context): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath !== undefined) return chromium.launch({ executablePath, args: ARGUMENTS });
  if (process.env.CI !== undefined) throw new Error("CI needs Chromium: install it, or name it in CHROME_PATH");
  console.log("      skipped: no Chromium at /usr/bin/chromium; install it, or name it in CHROME_PATH");
  return context.skip();
}

/** Opens a local HTML file, offline, and records what it says and what it asks for from its first byte on. */
export async function openPage(
  browser: Browser,
  file: string,
  { colorScheme = "light", width = 1280, height = 800 }: BrowserPageOptions = {},
): Promise<BrowserPage> {
  const own = pathToFileURL(file).href;
  const context = await browser.newContext({ colorScheme, viewport: { width, height }, offline: true });
  const page = await context.newPage();
  const messages: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => messages.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => messages.push(`thrown: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== own && !/^(?:data|blob):/.test(request.url())) requests.push(request.url());
  });
  await page.goto(own, { waitUntil: "load" });
  return { page, messages, requests };
}

/** Pictures of the whole page, as PNG, once in light and once in dark. */
export async function screenshots(browser: Browser, file: string): Promise<{ light: Buffer; dark: Buffer }> {
  const take = async (colorScheme: "light" | "dark"): Promise<Buffer> => {
    const { page } = await openPage(browser, file, { colorScheme });
    const picture = await page.screenshot({ fullPage: true });
    await page.context().close();
    return picture;
  };
  return { light: await take("light"), dark: await take("dark") };
}
