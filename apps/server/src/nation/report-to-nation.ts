/**
 * A province tells the nation its counts by commune and group and the ends of its logs: first digests of all, then only the buckets that
 * differ. No segment, no fact, no person's id leaves the province by this way.
 */
import { unitsAt } from "@hocvuso/domain/units";
import { bucketDigests, bucketOf, decodeDigestsAnswer, decodeReportAnswer, signDigestsMessage, signReport, type CountedCell, type ReplicaTips } from "@hocvuso/journal";
import { identifyStore } from "../http/identify-store.ts";
import { postgresDepotStore } from "../postgres/depot-store.ts";
import { communeOfPlace, currentBoundaries, readCells, type CountedCell as ProgressCell } from "../projections/read-progress.ts";
import type { Services } from "../services.ts";

const PATIENCE_MS = 60_000;
/** Replicas in one report: about 250 kB. */
const REPORT_REPLICAS = 4_096;

/** Rejects when the nation did not answer or would not take it; begun again, it goes on where the nation stands. */
export async function reportToNation(services: Services, nation: URL, stopping: AbortSignal): Promise<void> {
  const { database, primitives, storeKey: key, register } = services;
  const { asOf } = currentBoundaries(register);
  const [unit] = unitsAt(register, "province", asOf);
  if (unit === undefined) throw new Error("the register of units has no province today");
  const { tips, certificate } = await database.transaction(async (tx) => {
    const store = postgresDepotStore(tx, primitives);
    return { tips: await store.tips(await store.replicas()), certificate: (await identifyStore(tx, services)).certificate ?? new Uint8Array() };
  });
  const digests = await bucketDigests(tips, primitives);
  const answer = decodeDigestsAnswer(await send("nation/digests", await signDigestsMessage({ unit, digests, certificate }, key)));
  const cells = cellsByCommuneAndGroup(await readCells(services));
  const byBucket = Map.groupBy([...tips].map(([replica, own]): ReplicaTips => ({ replica, tips: own })), ({ replica }) => bucketOf(replica));
  let { challenge } = answer;
  for (const buckets of inParts(answer.differing, byBucket)) {
    const held = buckets.flatMap((bucket) => byBucket.get(bucket) ?? []);
    challenge = decodeReportAnswer(await send("nation/report", await signReport({ unit, challenge, buckets, held, cells, certificate }, key)));
  }

  async function send(path: string, body: Uint8Array): Promise<Uint8Array> {
    const base = nation.href.endsWith("/") ? nation.href : `${nation.href}/`;
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(PATIENCE_MS)]);
    const said = await fetch(new URL(path, base), { method: "POST", body: new Uint8Array(body), headers: { "content-type": "application/cbor" }, signal });
    if (!said.ok) throw new Error(`${path} answered ${said.status}: ${await said.text()}`);
    return new Uint8Array(await said.arrayBuffer());
  }
}

/** By the commune that registered each hamlet, so that no cell is smaller than a commune. */
function cellsByCommuneAndGroup(cells: readonly ProgressCell[]): readonly CountedCell[] {
  const sums = new Map<string, { readonly place: string; readonly group: string; readonly counts: [listed: number, reached: number, capable: number, sample: number] }>();
  for (const { place, group, listed, reached, capable, sample } of cells) {
    const commune = place === "" ? "" : communeOfPlace(place);
    const sum = sums.get(`${commune}|${group}`)?.counts ?? [0, 0, 0, 0];
    sums.set(`${commune}|${group}`, { place: commune, group, counts: [sum[0] + listed, sum[1] + reached, sum[2] + capable, sum[3] + sample] });
  }
  return [...sums.values()];
}

/** Whole buckets, as many as make a report; one without buckets where nothing differs, for the counts. */
function inParts(buckets: readonly number[], byBucket: ReadonlyMap<number, readonly ReplicaTips[]>): readonly (readonly number[])[] {
  const parts: number[][] = [[]];
  let replicas = 0;
  for (const bucket of buckets) {
    const count = byBucket.get(bucket)?.length ?? 0;
    if (replicas > 0 && replicas + count > REPORT_REPLICAS) {
      parts.push([]);
      replicas = 0;
    }
    parts.at(-1)?.push(bucket);
    replicas += count;
  }
  return parts;
}
