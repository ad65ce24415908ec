import { existsSync } from "node:fs";
import process from "node:process";

/** The browser of tests: `$CHROME_PATH`, else where Debian and its kin put Chromium; undefined: there is none. */
export function findChromium(): string | undefined {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH !== undefined && CHROME_PATH !== "") return CHROME_PATH;
  return ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));
}
