/**
 * `npm run kill-nine -- --kills N`: phones put segments without pause while the server is killed with SIGKILL and started again.
 * Every segment that was answered "stored" must be there at the end, and every person counted once.
 */
import { parseArgs } from "node:util";
import type { ReplicaId, Segment } from "@hocvuso/contract";
import { decodeHaveAnswer, decodePutAnswer, encodeHave, type ReplicaKey } from "@hocvuso/journal";
import { framesOf, newNodeKey, played, registered, sealedBy, stepDone } from "../tests/given.ts";
import { enrolAt, givenProcess } from "../tests/given-server.ts";

export type KillReport = {
  readonly kills: number;
  /** Segments that some phone was told are stored; each tells of one person. */
  readonly acknowledged: number;
  /** Of these, not there at the end. */
  readonly lost: number;
  /** Segments there at the end: the acknowledged, and those whose answer the kill cut off. */
  readonly held: number;
  /** Persons on the dashboard: must equal `held`. */
  readonly counted: number;
  /** Puts that a kill cut off and a phone repeated. */
  readonly repeated: number;
};

const PHONES = 6;
const SEGMENTS = 4;
const FACTS = 3;

export async function killWhilePhonesSend({ kills, pauseMs }: { readonly kills: number; readonly pauseMs: () => number }): Promise<KillReport> {
  /** How many segments of each phone's log were acknowledged, from the first on. */
  const acknowledged = new Map<ReplicaId, number>();
  let repeated = 0;
  let isOver = false;
  let server = await givenProcess();
  const { folder } = server;

  async function sendForever(phone: number): Promise<void> {
    for (let round = 0; !isOver; round++) {
      const segments = await newLog(`${phone}-${round}`, await newKnownKey());
      for (const [place, segment] of segments.entries()) {
        if (place === 0) acknowledged.set(segment.replica, 0);
        while (!isOver && !(await put(segment))) {
          repeated += 1;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        if (!isOver) acknowledged.set(segment.replica, place + 1);
      }
    }
  }

  /** Enrolled by whichever life of the server answers. */
  async function newKnownKey(): Promise<ReplicaKey> {
    const key = await newNodeKey();
    for (;;) {
      try {
        return await enrolAt(server.address, key);
      } catch {
        if (isOver) return key; // nothing will be sent with it
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }

  async function put(segment: Segment): Promise<boolean> {
    try {
      const answer = await fetch(`${server.address}/sync/put`, { method: "POST", body: new Uint8Array(framesOf([segment])) });
      const [verdict] = answer.ok ? decodePutAnswer(new Uint8Array(await answer.arrayBuffer())).verdicts : [];
      return verdict?.status === "stored" || verdict?.status === "have";
    } catch {
      return false;
    }
  }

  const sending = Promise.all(Array.from({ length: PHONES }, (_, phone) => sendForever(phone)));
  for (let kill = 0; kill < kills; kill++) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs()));
    await server.end("SIGKILL");
    server = await givenProcess({ folder });
  }
  isOver = true;
  await sending;

  const replicas = [...acknowledged.keys()];
  const heldFacts = new Map<ReplicaId, number>();
  for (let at = 0; at < replicas.length; at += 1_000) {
    const asked = encodeHave(replicas.slice(at, at + 1_000).map((replica) => ({ replica, tips: [] })));
    const answer = await fetch(`${server.address}/sync/have`, { method: "POST", body: new Uint8Array(asked) });
    for (const { replica, tips } of decodeHaveAnswer(new Uint8Array(await answer.arrayBuffer())).held) heldFacts.set(replica, tips[0]?.next ?? 0);
  }
  const heldOf = (replica: ReplicaId) => (heldFacts.get(replica) ?? 0) / FACTS;
  const progress: { readonly communes: readonly { readonly unit: string; readonly groups: { readonly adult: { readonly listed: number } } }[] } = await (await fetch(`${server.address}/api/progress`)).json();
  await server.end("SIGTERM");
  return {
    kills, repeated,
    acknowledged: sum([...acknowledged.values()]),
    lost: sum([...acknowledged].map(([replica, count]) => Math.max(0, count - heldOf(replica)))),
    held: sum(replicas.map(heldOf)),
    counted: progress.communes.find(({ unit }) => unit === "19249.2")?.groups.adult.listed ?? 0,
  };
}

async function newLog(name: string, key: ReplicaKey): Promise<Segment[]> {
  const lists = Array.from({ length: SEGMENTS }, (_, i) => [registered(`${name}/${i}`), stepDone(`${name}/${i}`), played(`${name}/${i}`)]);
  return sealedBy(key, ...lists);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { kills: { type: "string", default: "200" } } });
  const startedMs = Date.now();
  const report = await killWhilePhonesSend({ kills: Number(values.kills), pauseMs: () => 30 + 500 * Math.random() });
  console.log(JSON.stringify({ ...report, seconds: Math.round((Date.now() - startedMs) / 1000) }, null, 2));
  process.exit(report.lost === 0 && report.counted === report.held ? 0 : 1);
}
