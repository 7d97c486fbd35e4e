/**
 * A flash whose power can be cut: an ext4 image on a loop device, itself a file on btrfs. `cp --reflink` of it is an atomic picture of
 * what has reached the device; what lies in caches above is lost, as with a battery that is pulled. A picture is mounted (which
 * replays its journal) and looked at.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PREFIX = "hocvuso-flash-";

/** Why this machine cannot cut the power of a flash; undefined where it can. */
export function flashUnavailable(): readonly [vi: string, en: string] | undefined {
  if (process.env["WITHOUT_LOOP_DEVICES"] !== undefined || !existsSync("/dev/loop-control")) {
    return ["Máy này không có thiết bị vòng lặp (loop) nên chưa thử cúp điện được; các phép thử khác không bị ảnh hưởng.", "This machine has no loop devices, so power cuts cannot be played here; nothing else is affected."];
  }
  if (process.getuid?.() !== 0) return ["Thử cúp điện phải chạy bằng quyền root để gắn đĩa; hôm nay chưa thử.", "Playing power cuts needs root, to mount disks; skipped."];
  const missing = ["mkfs.btrfs", "mkfs.ext4"].filter((program) => !programFolders.some((folder) => existsSync(join(folder, program))));
  if (missing.length > 0) return [`Máy này chưa có ${missing.join(", ")}. Muốn thử cúp điện, xin chạy: apt-get install btrfs-progs e2fsprogs`, `${missing.join(", ")} is missing here. To play power cuts: apt-get install btrfs-progs e2fsprogs`];
  return undefined;
}

export type Flash = {
  /** Where the engine under test writes. */
  readonly folder: string;
  /** What a power cut at this instant would leave. */
  picture(): Picture;
  remove(): void;
};

export type Picture = {
  /** Mounts the picture, hands over its folder, and takes both away. */
  look<Result>(act: (folder: string) => Promise<Result>): Promise<Result>;
};

/** Whoever became root by `su` alone has no path to the programs that only root needs. */
const programFolders = ["/sbin", "/usr/sbin", "/bin", "/usr/bin"];

function run(program: string, ...words: readonly string[]): void {
  execFileSync(program, words, { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, PATH: [process.env["PATH"], ...programFolders].join(":") } });
}

/** Unmounts whatever an earlier, killed run left behind, and removes it. */
export function clearLeftovers(): void {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(PREFIX))) removeAll(join(tmpdir(), name));
}

function removeAll(root: string): void {
  const mounted = readFileSync("/proc/mounts", "utf8").split("\n").map((line) => line.split(" ")[1] ?? "").filter((at) => at.startsWith(`${root}/`));
  for (const at of mounted.toReversed()) {
    try {
      run("umount", at);
    } catch {
      run("umount", "-l", at); // something still holds a file there; it goes when that ends
    }
  }
  rmSync(root, { recursive: true, force: true });
}

/** @param sizeMb of the flash; sparse, so that only what is written takes room. */
export function openFlash({ sizeMb }: { readonly sizeMb: number }): Flash {
  const root = mkdtempSync(join(tmpdir(), PREFIX));
  const host = join(root, "host");
  const folder = join(root, "flash");
  const image = join(host, "flash.img");
  try {
    run("truncate", "-s", `${sizeMb * 8}M`, join(root, "host.img"));
    run("mkfs.btrfs", "-q", join(root, "host.img"));
    mkdirSync(host);
    run("mount", "-o", "loop", join(root, "host.img"), host);
    run("truncate", "-s", `${sizeMb}M`, image);
    run("mkfs.ext4", "-q", image);
    mkdirSync(folder);
    run("mount", "-o", "loop", image, folder);
  } catch (error) {
    removeAll(root);
    throw error;
  }
  let pictures = 0;
  return {
    folder,
    picture() {
      const name = `picture-${pictures++}`;
      const copy = join(host, `${name}.img`);
      run("cp", "--reflink=always", image, copy);
      return {
        async look(act) {
          const at = join(root, name);
          mkdirSync(at, { recursive: true });
          run("mount", "-o", "loop", copy, at);
          try {
            return await act(at);
          } finally {
            unmountPatiently(at);
            rmSync(copy);
          }
        },
      };
    },
    remove: () => removeAll(root),
  };
}

/** Programs that were told to end may hold their files a moment longer. */
function unmountPatiently(at: string): void {
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      return run("umount", at);
    } catch {
      run("sleep", "0.2");
    }
  }
  run("umount", "-l", at);
}
