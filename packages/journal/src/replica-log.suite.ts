/** The promises of `ReplicaLog` and of the exchange that reads it, one list for every adapter. Holds no test runner. */
import type { ReplicaId, Tip } from "@hocvuso/contract";
import { answeredFact } from "./event-store.suite.ts";
import type { EventStore } from "./event-store.ts";
import { exchange, sealTail, type Transport } from "./exchange.ts";
import { unframe } from "./frames.ts";
import { memoryEventStore } from "./memory-event-store.ts";
import type { Primitives, ReplicaKey } from "./primitives.ts";
import { signReceipt } from "./receipt.ts";
import type { ReplicaLog } from "./replica-log.ts";
import { openSegment, readFacts, replicaIdOf } from "./segment.ts";
import { decodeHave, encodeHaveAnswer, encodePutAnswer } from "./sync-messages.ts";

export type LogGiven = {
  /** An empty log and the store its segments go to. */
  readonly open: () => Promise<{ readonly log: ReplicaLog; readonly store: EventStore }>;
  readonly newKey: () => Promise<ReplicaKey>;
  readonly primitives: Primitives;
};

export type LogPromise = { readonly title: string; readonly check: (given: LogGiven) => Promise<void> };

function expectEqual(actual: unknown, expected: unknown): void {
  const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== e) throw new Error(`expected ${e}, got ${a}`);
}

/** A peer in memory, and a way to it that can be cut. */
async function peerOf({ newKey, primitives }: LogGiven) {
  const store = memoryEventStore();
  const key = await newKey();
  const named = { publicKey: key.publicKey, epoch: 1, holdsSample: false };
  const way = { lostAnswers: 0, puts: 0 };
  async function answerFor(replicas: readonly ReplicaId[]) {
    const held = [...(await store.tips(replicas))].map(([replica, tips]) => ({ replica, tips }));
    const receipts = await Promise.all(held.map(({ replica, tips }) => signReceipt({ epoch: 1, level: 1, replica, tips, timeMs: 0 }, key)));
    return { store: named, held, receipts };
  }
  const transport: Transport = {
    async have(message) {
      return encodeHaveAnswer(await answerFor(decodeHave(message).map(({ replica }) => replica)));
    },
    async put(frames) {
      way.puts += 1;
      const opened = await Promise.all(unframe(frames).units.map((unit) => openSegment(unit, primitives)));
      const valid = opened.flatMap((found) => (found.is === "valid" ? [found.segment] : []));
      const statuses = await store.add(valid);
      if (way.lostAnswers > 0) {
        way.lostAnswers -= 1;
        throw new Error("the line broke before the answer came");
      }
      const verdicts = valid.map(({ hash }, i) => ({ hash, status: statuses[i] ?? "have", why: "" }));
      return encodePutAnswer({ ...(await answerFor([...new Set(valid.map(({ replica }) => replica))])), verdicts, leftoverBytes: 0 });
    },
  };
  return { store, transport, way };
}

const rest = { scope: "", now: () => 0 };

export const replicaLogPromises: readonly LogPromise[] = [
  {
    title: "facts wait in the tail in the order they were kept, and each is in the tail or in a segment, never in both",
    async check(given) {
      const { log, store } = await given.open();
      await log.append([answeredFact(1)]);
      await log.append([answeredFact(2), answeredFact(3)]);
      expectEqual((await log.tail(2)).facts.map(({ wallMs }) => wallMs), [answeredFact(1).wallMs, answeredFact(2).wallMs]);
      const key = await given.newKey();
      await sealTail({ key, log, store, primitives: given.primitives, ...rest });
      expectEqual((await log.tail(10)).facts.length, 0);
      await log.append([answeredFact(4)]);
      expectEqual((await log.tail(10)).from, 3);
      await sealTail({ key, log, store, primitives: given.primitives, ...rest });
      const segments = await store.after(await replicaIdOf(key.publicKey, given.primitives), { tips: [], except: new Set() });
      const facts = await Promise.all(segments.map(async (segment) => {
        const read = await readFacts(segment, given.primitives);
        return read.is === "facts" ? read.facts : [];
      }));
      expectEqual(facts.flat().map(({ wallMs }) => wallMs), [1, 2, 3, 4].map((n) => answeredFact(n).wallMs));
    },
  },
  {
    title: "two sealers at once make one chain",
    async check(given) {
      const { log, store } = await given.open();
      await log.append(Array.from({ length: 600 }, (_, n) => answeredFact(n)));
      const key = await given.newKey();
      await Promise.all([1, 2, 3].map(() => sealTail({ key, log, store, primitives: given.primitives, ...rest })));
      const tips = await store.tips([await replicaIdOf(key.publicKey, given.primitives)]);
      expectEqual([...tips.values()].map((own) => own.map(({ next }) => next)), [[600]]);
    },
  },
  {
    title: "an exchange brings everything across once, though the answer was lost and it was begun again",
    async check(given) {
      const { log, store } = await given.open();
      const { store: theirs, transport, way } = await peerOf(given);
      const key = await given.newKey();
      const replica = { key, log, store, primitives: given.primitives, ...rest };
      await log.append(Array.from({ length: 300 }, (_, n) => answeredFact(n)));
      way.lostAnswers = 1;
      let isBroken = false;
      await exchange(replica, transport).catch(() => { isBroken = true; });
      expectEqual(isBroken, true);
      await log.append([answeredFact(300)]);
      const { held, receipts, refused } = await exchange(replica, transport);
      expectEqual(held.map(({ next }: Tip) => next), [301]);
      expectEqual(receipts.map(({ level, tips }) => [level, tips.map(({ next }) => next)]), [[1, [301]]]);
      expectEqual(refused, []);
      const id = await replicaIdOf(key.publicKey, given.primitives);
      const across = await theirs.after(id, { tips: [], except: new Set() });
      expectEqual(across.reduce((sum, { header }) => sum + header.count, 0), 301);
      const puts = way.puts;
      await exchange(replica, transport);
      expectEqual(way.puts, puts);
    },
  },
  {
    title: "a peer that was put back to an old backup is filled again",
    async check(given) {
      const { log, store } = await given.open();
      const replica = { key: await given.newKey(), log, store, primitives: given.primitives, ...rest };
      await log.append([answeredFact(1)]);
      await exchange(replica, (await peerOf(given)).transport);
      await log.append([answeredFact(2)]);
      const restored = await peerOf(given);
      const { held } = await exchange(replica, restored.transport);
      expectEqual(held.map(({ next }) => next), [2]);
    },
  },
];
