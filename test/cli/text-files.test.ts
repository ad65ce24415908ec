import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readTextFile } from "../../src/cli/read-text-file.ts";
import { isSystemError, namedSystemError } from "../../src/cli/system-error.ts";
import { makeFolder, writeFilesWhole } from "../../src/cli/write-files.ts";

describe("files of text", () => {
  let folder: string;
  const path = (name: string) => join(folder, name);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stepcast-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function messageOf(action: () => unknown): string {
    try {
      action();
    } catch (error) {
      if (isSystemError(error)) return namedSystemError(error).replace(`${folder}/`, "");
      throw error;
    }
    return "";
  }

  it("are read as UTF-8, with the byte-order mark left for who looks for it", () => {
    const text = `\uFEFF"caf\u00e9 \u{1F600}"`.repeat(20_000);
    writeFileSync(path("a"), text);
    expect(readTextFile(path("a")) === text).to.equal(true);
    writeFileSync(path("empty"), "");
    expect(readTextFile(path("empty"))).to.equal("");
  });

  it("are read as UTF-16 when they say so", () => {
    const little = Buffer.from('\uFEFF"caf\u00e9"', "utf16le");
    writeFileSync(path("le"), little);
    writeFileSync(path("be"), Buffer.from(little).swap16());
    expect(readTextFile(path("le"))).to.equal('"caf\u00e9"');
    expect(readTextFile(path("be"))).to.equal('"caf\u00e9"');
  });

  it("that are not UTF-8 are refused, with the place", () => {
    writeFileSync(path("latin1"), Buffer.from('{\n "a": "caf\u00e9"}', "latin1"));
    expect(messageOf(() => readTextFile(path("latin1")))).to.equal(
      "latin1:2:11: it is not UTF-8 text from here on; save it as UTF-8",
    );
  });

  it("that cannot be read are named", () => {
    expect(messageOf(() => readTextFile(path("nope")))).to.equal("nope: there is no such file");
    mkdirSync(path("d"));
    expect(messageOf(() => readTextFile(path("d")))).to.equal("d: it is a folder, not a file");
  });

  it("are written all or none, and leave nothing else behind", () => {
    const files = [
      { name: "a", text: "1" },
      { name: "b", text: "2" },
    ];
    writeFilesWhole(folder, files);
    writeFilesWhole(folder, files);
    expect(readdirSync(folder)).to.have.members(["a", "b"]);
    expect(readFileSync(path("b"), "utf8")).to.equal("2");
    // a name that is too long cannot be written
    const bad = [...files.map((file) => ({ ...file, text: "new" })), { name: "x".repeat(300), text: "" }];
    expect(messageOf(() => writeFilesWhole(folder, bad))).to.match(/^x+: the name is too long$/);
    expect(readdirSync(folder)).to.have.members(["a", "b"]);
    expect(readFileSync(path("a"), "utf8")).to.equal("1");
  });

  it("go into folders that are made for them", () => {
    makeFolder(path("a/b/c"));
    makeFolder(path("a/b/c"));
    writeFilesWhole(path("a/b/c"), [{ name: "x", text: "" }]);
    expect(messageOf(() => makeFolder(path("a/b/c/x")))).to.equal("a/b/c/x: it is a file, not a folder");
    expect(messageOf(() => makeFolder(path("a/b/c/x/y")))).to.equal("a/b/c/x/y: a part of its path is not a folder");
  });
});
