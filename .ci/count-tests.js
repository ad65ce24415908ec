import { existsSync, readFileSync } from "node:fs";
import process from "node:process";

/**
 * Reads mocha's JSON report, shows what failed on standard error, and prints "PASSED FAILED". A test that did not run
 * counts as failed, unless it says that it needs the folder of real files and that folder is not there.
 */
const CORPUS = "../shared/corpus";

const [path = ""] = process.argv.slice(2);
const text = existsSync(path) ? readFileSync(path, "utf8") : "";
if (text === "") {
  console.error("the tests ended without a report");
  console.log("0 1");
} else {
  const { stats, failures, pending } = JSON.parse(text);
  const skipped = pending.filter(({ fullTitle }) => existsSync(CORPUS) || !fullTitle.includes(CORPUS));
  for (const { fullTitle, err } of failures) console.error(`\nfailed: ${fullTitle}\n${err.stack ?? err.message}`);
  for (const { fullTitle } of skipped) console.error(`\nnot run: ${fullTitle}`);
  console.log(`${stats.passes} ${stats.failures + skipped.length}`);
}
