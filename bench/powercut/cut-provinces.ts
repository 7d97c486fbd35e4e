/** Power cuts of a province: the program with its embedded PostgreSQL, its data on a flash, phones sending without pause. */
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { ReplicaId, Segment } from "@hocvuso/contract";
import { decodeHaveAnswer, decodePutAnswer, encodeHave, openAnyCertificate, toHex } from "@hocvuso/journal";
import { framesOf, newNodeKey, nodePrimitives, played, registered, sealedBy, stepDone } from "../../tests/given.ts";
import { enrolAt, givenProcess } from "../../tests/given-server.ts";
import type { CutReport } from "./cut-phones.ts";
import { openFlash, type Picture } from "./flash.ts";

const CUTS_A_RUN = 20;
const PHONES = 4;
const FACTS = 3;

/** Counts are of facts; `torn`: cuts after which the dashboard counted another number of persons than the segments hold, or the store woke with another key. */
export async function cutProvinces({ cuts }: { readonly cuts: number }): Promise<CutReport> {
  const report = { cuts: 0, acknowledged: 0, lost: 0, torn: 0, unopened: 0 };
  while (report.cuts < cuts) await oneRun(Math.min(CUTS_A_RUN, cuts - report.cuts));
  return report;

  async function oneRun(count: number): Promise<void> {
    const flash = openFlash({ sizeMb: 1_500 });
    try {
      const acknowledged = new Map<ReplicaId, number>();
      const taken: { readonly picture: Picture; readonly acknowledged: ReadonlyMap<ReplicaId, number> }[] = [];
      const server = await givenProcess({ folder: join(flash.folder, "data") });
      const name = await nameOf(server.address);
      let isOver = false;
      const sending = Promise.all(Array.from({ length: PHONES }, (_, phone) => sendForever(phone)));
      for (let cut = 0; cut < count; cut++) {
        await pause(100 + 700 * Math.random());
        const before = new Map(acknowledged); // before the picture is begun
        taken.push({ picture: flash.picture(), acknowledged: before });
      }
      isOver = true;
      await sending;
      await server.end("SIGTERM");
      for (const { picture, acknowledged: before } of taken) {
        report.cuts += 1;
        for (const facts of before.values()) report.acknowledged += facts;
        const found = await picture.look((folder) => lookInto(join(folder, "data"), [...before.keys()]));
        if (found === undefined) report.unopened += 1;
        for (const [replica, facts] of before) report.lost += Math.max(0, facts - (found?.held.get(replica) ?? 0));
        if (found !== undefined && (found.counted !== found.segments || found.name !== name)) report.torn += 1;
      }

      async function sendForever(phone: number): Promise<void> {
        for (let round = 0; !isOver; round++) {
          const name = `${phone}-${round}`;
          const key = await enrolAt(server.address, await newNodeKey());
          const segments = await sealedBy(key, ...Array.from({ length: 4 }, (_, i) => [registered(`${name}/${i}`), stepDone(`${name}/${i}`), played(`${name}/${i}`)]));
          for (const [place, segment] of segments.entries()) {
            if (isOver) return;
            await put(server.address, segment);
            acknowledged.set(segment.replica, (place + 1) * FACTS);
          }
        }
      }
    } finally {
      flash.remove();
    }
  }
}

async function put(address: string, segment: Segment): Promise<void> {
  const answer = await fetch(`${address}/sync/put`, { method: "POST", body: new Uint8Array(framesOf([segment])) });
  const [verdict] = decodePutAnswer(new Uint8Array(await answer.arrayBuffer())).verdicts;
  if (verdict?.status !== "stored" && verdict?.status !== "have") throw new Error(`A phone was answered ${verdict?.status ?? "nothing"}`);
}

/** The store's public key and certificate's signer, by which phones know it. */
async function nameOf(address: string): Promise<string> {
  const answer = await fetch(`${address}/sync/have`, { method: "POST", body: new Uint8Array(encodeHave([])) });
  const { store, certificates: [own] } = decodeHaveAnswer(new Uint8Array(await answer.arrayBuffer()));
  const certificate = own === undefined ? undefined : await openAnyCertificate(own, nodePrimitives);
  return toHex(store.publicKey) + toHex(certificate?.authority ?? new Uint8Array()) + (certificate?.readers.map(({ publicKey }) => toHex(publicKey)).join() ?? "");
}

type FoundInProvince = { readonly held: ReadonlyMap<ReplicaId, number>; readonly segments: number; readonly counted: number; readonly name: string };

async function lookInto(folder: string, replicas: readonly ReplicaId[]): Promise<FoundInProvince | undefined> {
  const server = await givenProcess({ folder }).catch(() => undefined);
  if (server === undefined) return undefined;
  try {
    const answer = await fetch(`${server.address}/sync/have`, { method: "POST", body: new Uint8Array(encodeHave(replicas.map((replica) => ({ replica, tips: [] })))) });
    const held = new Map(decodeHaveAnswer(new Uint8Array(await answer.arrayBuffer())).held.map(({ replica, tips }) => [replica, tips[0]?.next ?? 0]));
    const progress: { readonly communes: readonly { readonly unit: string; readonly groups: { readonly adult: { readonly listed: number } } }[] } = await (await fetch(`${server.address}/api/progress`)).json();
    const counted = progress.communes.find(({ unit }) => unit === "19249.2")?.groups.adult.listed ?? 0;
    // One person a segment. Phones whose first segment was on its way when the picture was taken were not asked about.
    const asked = [...held.values()].reduce((sum, facts) => sum + facts / FACTS, 0);
    return { held, segments: counted >= asked && counted <= asked + PHONES ? counted : asked, counted, name: await nameOf(server.address) };
  } finally {
    await server.end("SIGTERM");
  }
}
