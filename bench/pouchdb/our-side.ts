/** Our side: a phone's journal on a shelf in memory, sealed to the server's key, its exchange over HTTP, `npm start`'s program with its embedded PostgreSQL as the server. */
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Fact, ProvinceProgress } from "@hocvuso/contract";
import {
  appendFacts, commitSeal, decodeHaveAnswer, decodePutAnswer, encodeHaveAnswer, memoryShelf, openPhoneJournal, readTail, sealSegment, usableReader,
  type Exchanged, type PhoneJournal, type ReplicaKey, type Transport,
} from "@hocvuso/journal";
import { newNodeKey, nodePrimitives } from "../../tests/given.ts";
import { givenProcess, type GivenProcess } from "../../tests/given-server.ts";
import { restoreStory, timed, type Contestant } from "./contestant.ts";
import { copyFolder } from "./pouchdb-side.ts";
import { openRelay } from "./relay.ts";

type Phone = {
  readonly journal: PhoneJournal;
  /** Keeps the facts and seals them to the province: how is decided here alone. */
  keep(facts: readonly Fact[], factsPerSegment: number): Promise<void>;
};

/** A phone that has met the server once: it is enrolled, and knows whom to seal to. */
async function newPhone(server: string): Promise<Phone> {
  const key = await newNodeKey();
  const shelf = memoryShelf();
  const journal = openPhoneJournal({
    shelf, primitives: nodePrimitives, role: "phone", scope: "", now: () => Date.now(),
    keys: { make: async () => key, open: (kept) => kept as ReplicaKey }, // the one just made
  });
  await journal.exchange(transportTo(server), { isOrigin: true });
  const reader = await usableReader((await journal.certificates()).flatMap(({ readers }) => readers), nodePrimitives);
  if (reader === undefined) throw new Error("The server named no key to seal to");
  return {
    journal,
    async keep(facts, factsPerSegment) {
      await shelf.write(["tail", "log"], (tx) => appendFacts(tx, facts));
      for (let tail = await readTail(shelf, factsPerSegment); tail.facts.length > 0; tail = await readTail(shelf, factsPerSegment)) {
        await commitSeal(shelf, await sealSegment({ ...tail, scope: "", wallMs: Date.now() }, key, nodePrimitives, [reader]));
      }
    },
  };
}

function transportTo(server: string): Transport & { enrol(request: Uint8Array): Promise<Uint8Array> } {
  const post = async (path: string, body: Uint8Array) => {
    const answer = await fetch(server + path, { method: "POST", body: new Uint8Array(body) });
    if (!answer.ok) throw new Error(await answer.text());
    return new Uint8Array(await answer.arrayBuffer());
  };
  return { have: (message) => post("/sync/have", message), put: (frames) => post("/sync/put", frames), enrol: (request) => post("/sync/enrol", request) };
}

type Meeting = {
  readonly exchanged: Exchanged;
  /** Segments the server said it had not had. */
  readonly storedCount: number;
};

/** One exchange over HTTP. `isForgetful`: as if the server had said that it holds nothing, so that everything is sent. */
async function meet({ journal }: Phone, server: string, { isForgetful = false } = {}): Promise<Meeting> {
  let storedCount = 0;
  const way = transportTo(server);
  const exchanged = await journal.exchange({
    ...way,
    async have(message) {
      const answer = await way.have(message);
      return isForgetful ? encodeHaveAnswer({ ...decodeHaveAnswer(answer), held: [] }) : answer;
    },
    async put(frames) {
      const answer = await way.put(frames);
      storedCount += decodePutAnswer(answer).verdicts.filter(({ status }) => status === "stored").length;
      return answer;
    },
  }, { isOrigin: true });
  if (exchanged.refused.length > 0) throw new Error(`The server refused: ${JSON.stringify(exchanged.refused)}`);
  return { exchanged, storedCount };
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
function heldFacts({ exchanged: { met: { held } } }: Meeting): number {
  return Math.max(0, ...[...held.values()].flatMap((tips) => tips.map(({ next }) => next)));
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
      const phone = await newPhone(program.address);
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
  let phone: Phone | undefined;

  async function keepAndSend(from: number, count: number): Promise<number> {
    const program = await startProgram(serverFolder);
    try {
      phone ??= await newPhone(program.address);
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
