import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ROOT } from "../support/source-file.ts";

interface LockedPackage {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

describe("the lock file", () => {
  const text = readFileSync(join(ROOT, "package-lock.json"), "utf8");
  const { packages }: { packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(text);

  it("holds the packages of every platform: npm ci refuses it otherwise, and npm install likes to drop them", () => {
    const missing = Object.values(packages)
      .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
      .filter((name) => !(`node_modules/${name}` in packages));
    expect(missing).to.deep.equal([]);
  });

  it("does not say from where a package is downloaded", () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).to.deep.equal([]);
  });
});
