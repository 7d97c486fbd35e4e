/** What segments say that may count: an office's decisions are an office's alone, whoever else signs such a fact. What a phone was enrolled as, its certificate says. */
import type { FactKind, ReplicaId, Segment, SegmentHash } from "@hocvuso/contract";
import { openAnyCertificate, type Primitives } from "@hocvuso/journal";
import type { Transaction } from "../postgres/database.ts";
import { postgresDepotStore } from "../postgres/depot-store.ts";
import type { Services } from "../services.ts";
import { factsOf, type SegmentFacts } from "./read-facts.ts";

const officeKinds: ReadonlySet<FactKind> = new Set(["round-planned", "draw-published", "case-opened", "case-answered", "round-closed", "vneid-confirmed",
  "directive-issued", "directive-answered", "directive-reminded", "directive-ended", "campaign-planned", "local-model-planned", "session-tagged", "ambassador-appointed", "ambassador-ended"]);

/** @param ahead of some of them, what was read already. @returns facts in the order of the segments; a decision by no office is listed as unread. */
export async function readSegments(
  tx: Transaction, segments: readonly Segment[], services: Pick<Services, "primitives" | "readers" | "simulators">, ahead: ReadonlyMap<SegmentHash, Promise<SegmentFacts>> = new Map(),
): Promise<SegmentFacts> {
  const read = await Promise.all(segments.map(async (segment) => ({ segment, ...await (ahead.get(segment.hash) ?? factsOf(segment, services)) })));
  const deciding = new Set(read.flatMap(({ segment, facts }) => (facts.some(({ fact }) => officeKinds.has(fact.kind)) ? [segment.replica] : [])));
  const offices = deciding.size === 0 ? deciding : await officesAmong(tx, [...deciding], services.primitives);
  const mayCount = (replica: ReplicaId, kind: FactKind) => !officeKinds.has(kind) || offices.has(replica);
  return {
    facts: read.flatMap(({ segment, facts }) => facts.filter(({ fact }) => mayCount(segment.replica, fact.kind))),
    unread: read.flatMap(({ segment, facts, unread }) => [
      ...unread, ...facts.flatMap(({ fact: { kind }, source }) => (mayCount(segment.replica, kind) ? [] : [{ source, kind, why: "not-by-an-office" }])),
    ]),
  };
}

async function officesAmong(tx: Transaction, replicas: readonly ReplicaId[], primitives: Primitives): Promise<ReadonlySet<ReplicaId>> {
  const offices = new Set<ReplicaId>();
  for (const [replica, { certificate }] of await postgresDepotStore(tx, primitives).decisions(replicas)) {
    if ((await openAnyCertificate(certificate, primitives))?.roles.includes("office") === true) offices.add(replica);
  }
  return offices;
}
