/**
 * A hub's line to the store it hands on to: meets it regularly and when something arrived, and asks it on behalf of phones. Lines in
 * villages are thin, so a meeting is about the logs into which something came; about all of them only now and then, at the start, and
 * when another store or another epoch answers: upstream may have been put back to an old backup.
 */
import type { ReplicaId } from "@hocvuso/contract";
import { forward, toHex, type Primitives, type ReplicaKey, type Transport } from "@hocvuso/journal";
import { meetRegularly } from "../meet-regularly.ts";
import type { Database } from "../postgres/database.ts";
import { openDepotStore } from "../postgres/depot-store.ts";

/** On a line of the second generation a full put of 256 KiB may take this long. */
const PATIENCE_MS = 120_000;
/** A phone that asks to be enrolled waits for the answer, so it is not kept long. */
const RELAY_PATIENCE_MS = 15_000;
/** Every so many ordinary pauses (an hour) the meeting is about all logs. */
const PAUSES_TO_SWEEP = 120;

export type Upstream = {
  readonly address: URL;
  /** Something has come into these logs that waits to go on. */
  nudge(replicas: readonly ReplicaId[]): void;
  /** Whether the last try was answered; undefined before there was one. */
  isUp(): boolean | undefined;
  /** Passes a request to be enrolled on. Rejects when nobody answered. */
  askEnrolment(request: Uint8Array, language: string): Promise<Response>;
  stop(): Promise<void>;
};

export type UpstreamGiven = {
  readonly address: URL;
  readonly everyS: number;
  readonly database: Database;
  readonly primitives: Primitives;
  readonly storeKey: ReplicaKey;
  readonly log: (line: string) => void;
};

export function openUpstream({ address, everyS, database, primitives, storeKey, log }: UpstreamGiven): Upstream {
  let isUp: boolean | undefined;
  let isApproved = false;
  let sweptAtMs = -Infinity;
  let sweptWith = "";
  const fresh = new Set<ReplicaId>();

  async function meet(signal: AbortSignal): Promise<void> {
    try {
      const isSweep = performance.now() - sweptAtMs >= 1_000 * everyS * PAUSES_TO_SWEEP;
      const asked = [...fresh];
      fresh.clear();
      const answeredAs = await meetOnce(signal, isSweep ? undefined : asked).catch((error: unknown) => {
        for (const replica of asked) fresh.add(replica);
        throw error;
      });
      if (!isSweep) {
        if (answeredAs === sweptWith) return;
        await meetOnce(signal, undefined);
      }
      sweptAtMs = performance.now();
      sweptWith = answeredAs;
    } catch (error) {
      isUp = false;
      throw error;
    }
  }

  /** @returns which store answered, in which epoch. */
  async function meetOnce(signal: AbortSignal, only: readonly ReplicaId[] | undefined): Promise<string> {
    const { peer, authority, ownCertificate, refused } = await forward({
      store: openDepotStore(database, primitives), upstream: transportTo(address, signal), key: storeKey, primitives, authority: await believedAuthority(database),
      ...(only === undefined ? {} : { only }),
    });
    await database.transaction((tx) => tx.query(
      `INSERT INTO upstream (authority, store, holds_sample, met_at) VALUES ($1, $2, $3, now())
       ON CONFLICT (one_row) DO UPDATE SET authority = coalesce(upstream.authority, excluded.authority), store = excluded.store, holds_sample = excluded.holds_sample, met_at = excluded.met_at`,
      [authority === undefined ? null : Buffer.from(authority), Buffer.from(peer.publicKey), peer.holdsSample]));
    isUp = true;
    if (ownCertificate !== undefined && !isApproved) log("the province has approved this hub");
    isApproved = ownCertificate !== undefined;
    if (refused.length > 0) log(`upstream keeps ${refused.length} segments apart (${[...new Set(refused.map(({ why }) => why))].join(", ")})`);
    return `${toHex(peer.publicKey)} ${peer.epoch}`;
  }

  const { nudge, stop } = meetRegularly({ everyS, act: meet, log });
  return {
    address, stop,
    nudge(replicas) {
      for (const replica of replicas) fresh.add(replica);
      nudge();
    },
    isUp: () => isUp,
    askEnrolment: (request, language) => send(address, "sync/enrol", request, { signal: AbortSignal.timeout(RELAY_PATIENCE_MS), headers: { "accept-language": language } }),
  };
}

/** Whom this hub believes; undefined before it has met its upstream. */
export async function believedAuthority(database: Pick<Database, "transaction">): Promise<Uint8Array | undefined> {
  const { rows: [row] } = await database.transaction((tx) => tx.query<{ authority: Buffer | null }>("SELECT authority FROM upstream"));
  return row?.authority ?? undefined;
}

function transportTo(address: URL, stopping: AbortSignal): Transport {
  const ask = async (path: string, body: Uint8Array) => {
    const answer = await send(address, path, body, { signal: AbortSignal.any([stopping, AbortSignal.timeout(PATIENCE_MS)]) });
    if (!answer.ok) throw new Refused(path, answer.status);
    return new Uint8Array(await answer.arrayBuffer());
  };
  return {
    have: (message) => ask("sync/have", message),
    put: (frames) => ask("sync/put", frames),
    enrol: (request) => ask("sync/enrol", request).catch((error: unknown) => {
      if (error instanceof Refused && error.status < 500) return undefined; // a person has yet to approve it
      throw error;
    }),
  };
}

function send(address: URL, path: string, body: Uint8Array, more: RequestInit): Promise<Response> {
  const base = address.href.endsWith("/") ? address.href : `${address.href}/`;
  return fetch(new URL(path, base), { ...more, method: "POST", body: new Uint8Array(body), headers: { ...more.headers, "content-type": "application/cbor" } });
}

class Refused extends Error {
  override readonly name = "Refused";
  readonly status: number;
  constructor(path: string, status: number) {
    super(`${path} answered ${status}`);
    this.status = status;
  }
}
