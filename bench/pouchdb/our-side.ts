/** Our side: a phone's log and store in memory, `exchange` over HTTP, `npm start`'s program with its embedded PostgreSQL as the server. */
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Fact, ProvinceProgress } from "@hocvuso/contract";
import {
  decodeHaveAnswer, decodePutAnswer, encodeHaveAnswer, exchange, memoryEventStore, memoryReplicaLog, sealSegment,
  type Exchanged, type Replica, type Transport,
} from "@hocvuso/journal";
import { newNodeKey, nodePrimitives } from "../../tests/given.ts";
import { givenProcess, type GivenProcess } from "../../tests/given-server.ts";
import { restoreStory, timed, type Contestant } from "./contestant.ts";
import { copyFolder } from "./pouchdb-side.ts";
import { openRelay } from "./relay.ts";

type Phone = {
  readonly replica: Replica;
  /** Keeps the facts and seals them: how and for whom is decided here alone. */
  keep(facts: readonly Fact[], factsPerSegment: number): Promise<void>;
};

async function newPhone(): Promise<Phone> {
  const store = memoryEventStore();
  const log = memoryReplicaLog(store);
  const replica: Replica = { key: await newNodeKey(), log, store, primitives: nodePrimitives, scope: "", now: () => Date.now() };
  return {
    replica,
    async keep(facts, factsPerSegment) {
      await log.append(facts);
      for (let tail = await log.tail(factsPerSegment); tail.facts.length > 0; tail = await log.tail(factsPerSegment)) {
        await log.commitSeal(await sealSegment({ ...tail, scope: replica.scope, wallMs: replica.now() }, replica.key, nodePrimitives));
      }
    },
  };
}

type Meeting = {
  readonly exchanged: Exchanged;
  /** Segments the server said it had not had. */
  readonly storedCount: number;
};

/** One exchange over HTTP. `isForgetful`: as if the server had said that it holds nothing, so that everything is sent. */
async function meet({ replica }: Phone, server: string, { isForgetful = false } = {}): Promise<Meeting> {
  let storedCount = 0;
  const transport: Transport = {
    async have(message) {
      const answer = await post("/sync/have", message);
      return isForgetful ? encodeHaveAnswer({ ...decodeHaveAnswer(answer), held: [] }) : answer;
    },
    async put(frames) {
      const answer = await post("/sync/put", frames);
      storedCount += decodePutAnswer(answer).verdicts.filter(({ status }) => status === "stored").length;
      return answer;
    },
  };
  const exchanged = await exchange(replica, transport);
  if (exchanged.refused.length > 0) throw new Error(`The server refused: ${JSON.stringify(exchanged.refused)}`);
  return { exchanged, storedCount };

  async function post(path: string, body: Uint8Array): Promise<Uint8Array> {
    const answer = await fetch(server + path, { method: "POST", body: new Uint8Array(body) });
    if (!answer.ok) throw new Error(await answer.text());
    return new Uint8Array(await answer.arrayBuffer());
  }
}

const running = new Set<GivenProcess>();

async function startProgram(folder: string): Promise<GivenProcess> {
  const program = await givenProcess({ folder });
  running.add(program);
  return program;
}

async function endProgram(program: GivenProcess): Promise<void> {
  await program.end("SIGTERM");
  running.delete(program);
}

/** Those of a measurement that was broken off too. PouchDB's server ends with this process, for it reads from it. */
export async function endPrograms(): Promise<void> {
  await Promise.all([...running].map(endProgram));
}

/** Facts of the phone's log that the server says it holds without a gap. */
function heldFacts({ exchanged: { held } }: Meeting): number {
  return held[0]?.next ?? 0;
}

/** A server of its own: the events of a round are the same for each contestant, and a fact is counted once. */
export async function ourContestant(folder: string, factsPerSegment: number): Promise<Contestant> {
  const program = await startProgram(folder);
  const relay = await openRelay(program.address);

  async function countedPersons(): Promise<number> {
    const { province }: ProvinceProgress = await (await fetch(`${program.address}/api/progress`)).json();
    return Object.values(province.groups).reduce((sum, { listed }) => sum + listed, 0);
  }

  return {
    name: `Học Vụ Số, segments of ${factsPerSegment}`,
    async run(events) {
      const phone = await newPhone();
      const startedMs = performance.now();
      await phone.keep(events, factsPerSegment);
      const keptSeconds = (performance.now() - startedMs) / 1_000;
      const personsBefore = await countedPersons();
      let heldCount = 0;
      const sent = await timed(relay, async () => { heldCount = heldFacts(await meet(phone, relay.address)); });
      if (heldCount !== events.length) throw new Error(`Our server holds ${heldCount} of ${events.length} facts`);
      const persons = await countedPersons();
      const expected = events.filter(({ kind }) => kind === "person-registered").length;
      if (persons - personsBefore !== expected) throw new Error(`Our server counted ${persons - personsBefore} persons, not ${expected}`);
      let storedAgain = 0;
      const again = await timed(relay, async () => { storedAgain = (await meet(phone, relay.address, { isForgetful: true })).storedCount; });
      const againCounted = storedAgain + (await countedPersons()) - persons;
      const idle = await timed(relay, async () => void (await meet(phone, relay.address)));
      return { keptSeconds, sent, again, againCounted, idle };
    },
    async stop() {
      await relay.stop();
      await endProgram(program);
    },
  };
}

/** @returns how many of the events that were sent after the copy are missing on the server at the end. */
export async function lostByUs(folder: string, events: readonly Fact[], factsPerSegment: number): Promise<number> {
  const { beforeCopy, afterCopy, afterReturn } = restoreStory;
  const [serverFolder, copy] = [join(folder, "server"), join(folder, "copy")];
  mkdirSync(folder, { recursive: true, mode: 0o711 }); // PostgreSQL may run as another user, who passes through
  const phone = await newPhone();

  async function keepAndSend(from: number, count: number): Promise<number> {
    const program = await startProgram(serverFolder);
    try {
      await phone.keep(events.slice(from, from + count), factsPerSegment);
      return heldFacts(await meet(phone, program.address));
    } finally {
      await endProgram(program);
    }
  }

  await keepAndSend(0, beforeCopy);
  copyFolder(serverFolder, copy);
  const held = await keepAndSend(beforeCopy, afterCopy);
  if (held !== beforeCopy + afterCopy) throw new Error(`Our server held ${held} facts before the copy came back`);
  rmSync(serverFolder, { recursive: true });
  renameSync(copy, serverFolder);
  return beforeCopy + afterCopy + afterReturn - (await keepAndSend(beforeCopy + afterCopy, afterReturn));
}
