/** Debian's Chromium, for the browser tests: found, or installed by apt where this program may. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** @returns the path of the browser, or undefined where there is none and it could not be installed. */
export async function findChromium(): Promise<string | undefined> {
  const named = process.env["CHROMIUM"];
  if (named !== undefined && existsSync(named)) return named;
  const found = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path));
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Debian's chromium for the browser tests…");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["update", "-qq"], { env, stdio: "ignore" });
    spawnSync("apt-get", ["install", "-y", "-qq", "chromium"], { env, stdio: "ignore" });
  }
  return existsSync("/usr/bin/chromium") ? "/usr/bin/chromium" : undefined;
}
