import { after, before, test } from "node:test";
import { depotStorePromises } from "../../../../packages/journal/src/depot-store.suite.ts";
import { eventStorePromises } from "../../../../packages/journal/src/event-store.suite.ts";
import type { DepotStore } from "@hocvuso/journal";
import { newNodeKey, nodePrimitives } from "../../../../tests/given.ts";
import { givenServer, type GivenServer } from "../../../../tests/given-server.ts";
import { postgresDepotStore } from "./depot-store.ts";

let server: GivenServer;
before(async () => { server = await givenServer(); });
after(() => server.stop());

/** Each call in its own transaction. */
function transactional(): DepotStore {
  const { database } = server.services;
  const store = <Result>(act: (store: DepotStore) => Promise<Result>) => database.transaction((tx) => act(postgresDepotStore(tx, nodePrimitives)));
  return {
    add: (segments, counting) => store((own) => own.add(segments, counting)),
    setAside: (bytes, found) => store((own) => own.setAside(bytes, found)),
    replicas: () => store((own) => own.replicas()),
    tips: (replicas) => store((own) => own.tips(replicas)),
    links: (replica) => store((own) => own.links(replica)),
    after: (replica, peer) => store((own) => own.after(replica, peer)),
    decisions: (replicas) => store((own) => own.decisions(replicas)),
    keepCertificate: (replica, certificate) => store((own) => own.keepCertificate(replica, certificate)),
    keepRevocation: (replica, revocation) => store((own) => own.keepRevocation(replica, revocation)),
    counting: (replica) => store((own) => own.counting(replica)),
    setCounting: (replica, hashes, isCounting) => store((own) => own.setCounting(replica, hashes, isCounting)),
    segments: (replica, hashes) => store((own) => own.segments(replica, hashes)),
    stableTips: (replicas) => store((own) => own.stableTips(replicas)),
    keepParcels: (parcels) => store((own) => own.keepParcels(parcels)),
    parcels: () => store((own) => own.parcels()),
    erase: (persons, erasure) => store((own) => own.erase(persons, erasure)),
    erasures: () => store((own) => own.erasures()),
    carried: (replicas) => store((own) => own.carried(replicas)),
  };
}

async function empty(): Promise<DepotStore> {
  for (const table of ["segment", "enrolment", "revocation", "stable_tip", "subject_key", "erased"]) await server.services.database.transaction((tx) => tx.query(`DELETE FROM ${table}`));
  return transactional();
}

const given = { open: empty, newKey: newNodeKey, primitives: nodePrimitives };

for (const { title, check } of eventStorePromises) test(`PostgreSQL event store: ${title}`, () => check(given));
for (const { title, check } of depotStorePromises) test(`PostgreSQL depot: ${title}`, () => check(given));
