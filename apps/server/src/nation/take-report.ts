/**
 * POST /nation/digests and /nation/report: what a province says of itself. It is taken from a store that the province's authority
 * certified: one of the listed, or, where none is listed, the first that spoke for this province. Ends of logs once reported are never
 * forgotten, so that a province can be shown to have lost or changed what it had.
 */
import { bucketDigests, bucketOf, differingBuckets, encodeDigestsAnswer, encodeReportAnswer, openAnyCertificate, openDigestsMessage, openReport, sameBytes, type ProvinceReport, type ReplicaTips } from "@hocvuso/journal";
import { UnitId, type ReplicaId, type SegmentHash, type Tip } from "@hocvuso/contract";
import { Value } from "typebox/value";
import { bytes } from "../http/endpoint.ts";
import { Problem } from "../http/problem.ts";
import type { Transaction } from "../postgres/database.ts";
import type { NationServices } from "../services.ts";

const DIGESTS_MESSAGE_BYTES = 40_000;
const REPORT_BYTES = 2_000_000;
const CHALLENGE_BYTES = 16;

export const compareDigests = bytes(DIGESTS_MESSAGE_BYTES, async (body, services: NationServices) => {
  const { database, primitives } = services;
  const said = await openDigestsMessage(body, primitives);
  if (said === undefined) throw new Problem("malformed", { where: "digests" });
  return database.transaction(async (tx) => {
    await believeOrRefuse(tx, said, services);
    const differing = differingBuckets(await bucketDigests(await currentTips(tx, said.unit), primitives), said.digests);
    return encodeDigestsAnswer({ challenge: await newChallenge(tx, said.unit, services), differing });
  });
});

export const takeReport = bytes(REPORT_BYTES, async (body, services: NationServices) => {
  const { database, primitives, now } = services;
  const report = await openReport(body, primitives);
  if (report === undefined) throw new Problem("malformed", { where: "report" });
  return database.transaction(async (tx) => {
    await believeOrRefuse(tx, report, services);
    const { rows: [asked] } = await tx.query<{ challenge: Buffer }>("SELECT challenge FROM nation_province WHERE unit = $1", [report.unit]);
    if (asked === undefined || !sameBytes(asked.challenge, report.challenge)) throw new Problem("report-outdated");
    const reportedAt = new Date(now());
    await keepTips(tx, report, reportedAt);
    await keepCells(tx, report);
    await tx.query("UPDATE nation_province SET reported_at = $2 WHERE unit = $1", [report.unit, reportedAt]);
    return encodeReportAnswer(await newChallenge(tx, report.unit, services));
  });
});

/** Also brings one report at a time into the transaction: the row of the province is locked. */
async function believeOrRefuse(tx: Transaction, { unit, store, certificate: bytesOfCertificate }: Pick<ProvinceReport, "unit" | "store" | "certificate">, { primitives, listedAuthorities, log }: NationServices): Promise<void> {
  if (!Value.Check(UnitId, unit)) throw new Problem("malformed", { where: "unit" });
  const certificate = await openAnyCertificate(bytesOfCertificate, primitives);
  if (certificate === undefined || !certificate.roles.includes("province") || !sameBytes(certificate.subject.publicKey, store)) throw new Problem("malformed", { where: "certificate" });
  const { authority, epoch } = certificate;
  const isListed = listedAuthorities.some((listed) => sameBytes(listed, authority));
  if (listedAuthorities.length > 0 && !isListed) throw new Problem("not-believed", { unit });
  const { rows: [fresh] } = await tx.query(
    "INSERT INTO nation_province (unit, authority, believed_as, epoch, challenge) VALUES ($1, $2, $3, $4, '') ON CONFLICT DO NOTHING RETURNING unit", [unit, Buffer.from(authority), isListed ? "listed" : "first-seen", epoch]);
  if (fresh !== undefined) log(`${unit} is believed by the authority ${Buffer.from(authority).toString("hex")}, ${isListed ? "listed" : "first seen"}`);
  const { rows: [known] } = await tx.query<{ authority: Buffer; epoch: number }>("SELECT authority, epoch FROM nation_province WHERE unit = $1 FOR UPDATE", [unit]);
  if (known === undefined || !sameBytes(known.authority, authority) || epoch < known.epoch) throw new Problem("not-believed", { unit });
  await tx.query("UPDATE nation_province SET epoch = $2, believed_as = $3 WHERE unit = $1", [unit, epoch, isListed ? "listed" : "first-seen"]);
}

async function newChallenge(tx: Transaction, unit: string, { primitives }: NationServices): Promise<Uint8Array> {
  const challenge = primitives.random(CHALLENGE_BYTES);
  await tx.query("UPDATE nation_province SET challenge = $2 WHERE unit = $1", [unit, Buffer.from(challenge)]);
  return challenge;
}

async function currentTips(tx: Transaction, unit: string): Promise<ReadonlyMap<ReplicaId, readonly Tip[]>> {
  const { rows } = await tx.query<{ replica: ReplicaId; hash: SegmentHash; next: string }>(
    "SELECT encode(replica, 'hex') AS replica, encode(hash, 'hex') AS hash, next_place AS next FROM nation_tip WHERE unit = $1 AND is_current ORDER BY replica, hash", [unit]);
  return new Map([...Map.groupBy(rows, ({ replica }) => replica)].map(([replica, own]) => [replica, own.map(({ hash, next }): Tip => ({ hash, next: Number(next) }))]));
}

/** What is no longer named in the buckets reported is no longer current; it stays as what was once reported. */
async function keepTips(tx: Transaction, { unit, buckets, held }: ProvinceReport, reportedAt: Date): Promise<void> {
  const covered = new Set(buckets);
  const gone = [...(await currentTips(tx, unit)).keys()].filter((replica) => covered.has(bucketOf(replica)));
  await tx.query("UPDATE nation_tip SET is_current = false WHERE unit = $1 AND is_current AND replica = ANY (SELECT decode(r, 'hex') FROM unnest($2::text[]) r)", [unit, gone]);
  const tips = held.flatMap(({ replica, tips: own }: ReplicaTips) => own.map(({ next, hash }) => ({ replica, next, hash })));
  const unique = [...new Map(tips.map((tip) => [`${tip.replica}${tip.hash}`, tip])).values()];
  await tx.query(
    `INSERT INTO nation_tip (unit, replica, hash, next_place, first_reported_at, last_reported_at, is_current)
     SELECT $1, decode(r, 'hex'), decode(h, 'hex'), n, $5, $5, true FROM unnest($2::text[], $3::text[], $4::bigint[]) AS t(r, h, n)
     ON CONFLICT (unit, replica, hash) DO UPDATE SET last_reported_at = excluded.last_reported_at, is_current = true`,
    [unit, unique.map(({ replica }) => replica), unique.map(({ hash }) => hash), unique.map(({ next }) => next), reportedAt]);
}

async function keepCells(tx: Transaction, { unit, cells }: ProvinceReport): Promise<void> {
  if (cells.some(({ counts }) => counts.length !== 4 || counts.some((count) => count > 2_147_483_647))) throw new Problem("malformed", { where: "cells" });
  const unique = [...new Map(cells.map((cell) => [`${cell.place}|${cell.group}`, cell])).values()];
  const column = (at: number) => unique.map(({ counts }) => counts[at] ?? 0);
  await tx.query("DELETE FROM nation_cell WHERE unit = $1", [unit]);
  await tx.query("INSERT INTO nation_cell SELECT $1, * FROM unnest($2::text[], $3::text[], $4::int[], $5::int[], $6::int[], $7::int[])",
    [unit, unique.map(({ place }) => place), unique.map(({ group }) => group), column(0), column(1), column(2), column(3)]);
}
