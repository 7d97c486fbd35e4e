/**
 * `node bench/restore-faults.ts --facts N`: the faults that make offset-based replication lose data in silence, played against the
 * shipped programs as processes: a hub or a province is stopped, put back to an older cold copy of its data folder, and work goes on.
 * Every fact is the registration of one person, so a lost one and a doubled one both show in the figures.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { registered } from "../tests/given.ts";
import { givenJournal, until } from "../tests/given-journal.ts";
import { givenProcess, type GivenProcess } from "../tests/given-server.ts";

export const restoreFaults = [
  "hub-put-back", "hub-put-back-with-a-new-key", "province-put-back", "province-put-back-with-a-new-key", "province-put-back-and-everything-was-sent",
] as const;
export type RestoreFault = (typeof restoreFaults)[number];

export type RestoreReport = {
  readonly fault: RestoreFault;
  /** Taken before the copy, between copy and fault, and after it. */
  readonly facts: readonly [before: number, between: number, after: number];
  /** Persons whom the province had forgotten when the fault had been played. */
  readonly forgotten: number;
  /** Persons whom it lacks at the end. */
  readonly lost: number;
  /** Persons whom its figures count beyond those there are. */
  readonly double: number;
  readonly seconds: number;
};

const PHONES = 5;

/** @param facts in all, split as 5 : 4 : 2 before the copy, between copy and fault, and after. */
export async function playRestoreFault(fault: RestoreFault, { facts }: { readonly facts: number }): Promise<RestoreReport> {
  const startedMs = Date.now();
  const isHubs = fault.startsWith("hub");
  const hasHub = fault !== "province-put-back-and-everything-was-sent";
  const share = (part: number) => Math.ceil((facts * part) / 11 / PHONES);
  let province = await givenProcess();
  const words = ["hub", "--upstream", province.address];
  let hub = hasHub ? await givenProcess({ words, meetEveryS: 1 }) : undefined;
  if (hub !== undefined) await hubHas({ waiting: 0 });
  const phones = Array.from({ length: PHONES }, () => givenJournal());
  for (const phone of phones) await phone.meet(province.address, true);
  let kept = 0;

  await work(share(5));
  const copy = await copied();
  // A phone that joins after the copy: a province put back does not know it.
  const late = givenJournal();
  await late.meet(province.address, true);
  phones.push(late);
  await work(share(4));
  const before = await listed();
  await putBack(copy);
  const forgotten = before - (await listed());
  if (hasHub) await work(share(2));
  else for (const phone of phones) await phone.meet(province.address, true);
  await until("the province has as many as there are", async () => (await listed()) >= kept, 60_000).catch(() => {});
  const atLast = await listed();
  await hub?.end("SIGTERM");
  await province.end("SIGTERM");
  for (const folder of [province.folder, hub?.folder ?? copy, copy]) rmSync(folder, { recursive: true, force: true });
  return {
    fault, forgotten, facts: [share(5) * PHONES, share(4) * (PHONES + 1), hasHub ? share(2) * (PHONES + 1) : 0],
    lost: Math.max(0, kept - atLast), double: Math.max(0, atLast - kept), seconds: Math.round((Date.now() - startedMs) / 1_000),
  };

  /** Each phone keeps `count` facts and meets: every second one the hub, where there is one and it is the hub that suffers all of them. */
  async function work(count: number): Promise<void> {
    for (const [i, phone] of phones.entries()) {
      await phone.keep(...Array.from({ length: count }, (_, n) => registered(`${fault}/${kept + n}`)));
      kept += count;
      const { address } = hub !== undefined && (isHubs || i % 2 === 0) ? hub : province;
      await phone.meet(address, address === province.address);
    }
    if (hub !== undefined) await hubHas({ waiting: 0 });
  }

  /** By the hub's own page. */
  async function hubHas({ waiting }: { readonly waiting: number }): Promise<void> {
    await until("the hub has handed on", async () => {
      const page = await (await fetch(`${hub?.address ?? ""}/tram/`)).text();
      return page.includes("Đường về tỉnh đang thông") && page.includes(`${waiting} gói còn chờ`);
    }, 60_000);
  }

  async function copied(): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), "hocvuso-copy-"));
    const of = isHubs && hub !== undefined ? hub : province;
    await of.end("SIGTERM");
    execFileSync("cp", ["-a", `${of.folder}/.`, folder]);
    await again(of);
    return folder;
  }

  async function putBack(folder: string): Promise<void> {
    const of = isHubs && hub !== undefined ? hub : province;
    await of.end("SIGTERM");
    rmSync(of.folder, { recursive: true });
    execFileSync("cp", ["-a", folder, of.folder]);
    if (fault.endsWith("new-key")) rmSync(join(of.folder, "store-key.pem"));
    await again(of);
  }

  async function again({ folder, address }: GivenProcess): Promise<void> {
    const port = Number(new URL(address).port);
    if (isHubs) hub = await givenProcess({ folder, port, words, meetEveryS: 1 });
    else province = await givenProcess({ folder, port });
  }

  async function listed(): Promise<number> {
    const { communes }: { readonly communes: readonly { readonly groups: { readonly adult: { readonly listed: number } } }[] } = await (await fetch(`${province.address}/api/progress`)).json();
    return communes.reduce((sum, { groups }) => sum + groups.adult.listed, 0);
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { facts: { type: "string", default: "11000" }, fault: { type: "string" } } });
  const reports: RestoreReport[] = [];
  for (const fault of restoreFaults) {
    if (values.fault !== undefined && values.fault !== fault) continue;
    const report = await playRestoreFault(fault, { facts: Number(values.facts) });
    console.log(JSON.stringify(report));
    reports.push(report);
  }
  process.exit(reports.every(({ lost, double }) => lost === 0 && double === 0) ? 0 : 1);
}
