import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { nodeIo } from "../../src/cli/node-io.ts";
import { ScenarioFolder } from "../../src/cli/scenario-folder.ts";

describe("the folder of a scenario", () => {
  let root: string;
  const folder = (allowOutside = false) => new ScenarioFolder(join(root, "in/s.yaml"), allowOutside, nodeIo());

  before(() => {
    root = mkdtempSync(join(tmpdir(), "stepcast-"));
    mkdirSync(join(root, "in/deep"), { recursive: true });
    writeFileSync(join(root, "in/a.txt"), "inside");
    writeFileSync(join(root, "in/..odd"), "odd");
    writeFileSync(join(root, "secret.txt"), "outside");
    symlinkSync(join(root, "secret.txt"), join(root, "in/link.txt"));
    symlinkSync(root, join(root, "in/deep/up"));
    symlinkSync(join(root, "in/a.txt"), join(root, "in/deep/near.txt"));
  });

  after(() => rmSync(root, { recursive: true, force: true }));

  const inside = ["a.txt", "./a.txt", "deep/../a.txt", "deep/near.txt", "..odd"];
  for (const path of inside) {
    it(`reads ${path}`, () => expect(folder().read(path)).to.be.a("string"));
  }

  const outside = ["../secret.txt", "deep/../../secret.txt", "link.txt", "deep/up/secret.txt", "/etc/hostname", "~/x"];
  for (const path of outside) {
    it(`does not read ${path}`, () => {
      expect(folder().read(path)).to.equal(undefined);
      expect(folder().explain(path)).to.match(
        / lies outside of the scenario's folder; --allow-outside lets it be read.$/,
      );
    });
  }

  it("reads what lies outside when that is allowed", () => {
    for (const path of ["../secret.txt", "link.txt", join(root, "secret.txt")]) {
      expect(folder(true).read(path)).to.equal("outside");
    }
  });

  it("says what is no path and what is not there", () => {
    expect(folder().explain("")).to.equal('Expected the path of a file, got "".');
    expect(folder().explain("a\0b")).to.equal('Expected the path of a file, got "a\\u0000b".');
    expect(folder().explain("https://example.com/x")).to.match(/^Expected the path of a file/);
    expect(folder().explain("nope")).to.equal("nope cannot be read: there is no such file.");
    expect(folder().explain("deep")).to.equal("deep cannot be read: it is a folder, not a file.");
  });
});
