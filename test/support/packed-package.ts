import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { ROOT } from "./source-file.ts";

/** The package as a user gets it, installed in a folder of its own. */
export interface PackedPackage {
  readonly tarball: string;
  /** A project that has the package among its dependencies. */
  readonly project: string;
  /** `node_modules/stepcast` of the project. */
  readonly folder: string;
}

/**
 * Packs what was built and installs it without a network: the tarball is unpacked, and of this repository's packages
 * only those that an installation would bring are within its reach.
 */
export function installPackedPackage(): PackedPackage {
  const project = mkdtempSync(join(tmpdir(), "stepcast-package-"));
  const pack = ["pack", "--ignore-scripts", "--silent", "--pack-destination", project];
  const tarball = join(project, execFileSync("npm", pack, { cwd: ROOT, encoding: "utf8" }).trim());
  const folder = join(project, "node_modules/stepcast");
  mkdirSync(folder, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "--strip-components=1", "-C", folder]);
  for (const path of productionPackages()) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    symlinkSync(resolve(ROOT, path), join(project, path));
  }
  return { tarball, project, folder };
}

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly optional?: boolean }>>;
}

/** `node_modules/d3`, ...: what the lock file installs without `--include=dev`; what lies in another package comes with it. */
function productionPackages(): string[] {
  const lockfile: Lockfile = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
  return Object.entries(lockfile.packages)
    .filter(([path, { dev, optional }]) => /^node_modules\/(?:@[^/]+\/)?[^/]+$/.test(path) && !dev && !optional)
    .map(([path]) => path);
}
