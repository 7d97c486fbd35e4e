/** What the simulated province makes of segments that count: facts of the kinds it reads, by natural key, each with how many tellings count. */
import { factIdentity, type Fact, type Segment, type SegmentHash } from "@hocvuso/contract";
import { readFacts, type DepotStore, type Primitives, type Reader } from "@hocvuso/journal";

export type ProvinceProjection = {
  /** Facts counted, one entry a natural key. */
  readonly facts: ReadonlyMap<string, number>;
  readonly count: (segments: readonly Segment[]) => Promise<void>;
  /** These segments count no longer. */
  readonly uncount: (hashes: readonly SegmentHash[]) => void;
};

export function provinceProjection(primitives: Primitives, reader: Reader): ProvinceProjection {
  const facts = new Map<string, number>();
  const told = new Map<SegmentHash, readonly string[]>();
  return {
    facts,
    async count(segments) {
      for (const segment of segments) {
        const read = await readFacts(segment, primitives, [reader]);
        if (read.is !== "facts") continue; // kept, listed as unreadable, counted for nothing
        const identities = read.facts.filter(({ kind }) => kind !== "too-large").map((fact) => factIdentity(fact as unknown as Fact)); // the world writes two known kinds
        told.set(segment.hash, identities);
        for (const identity of identities) facts.set(identity, (facts.get(identity) ?? 0) + 1);
      }
    },
    uncount(hashes) {
      for (const hash of hashes) {
        for (const identity of told.get(hash) ?? []) {
          const left = (facts.get(identity) ?? 0) - 1;
          if (left > 0) facts.set(identity, left);
          else facts.delete(identity);
        }
        told.delete(hash);
      }
    },
  };
}

/** From zero, from what the store says to count. */
export async function rebuiltProjection(store: DepotStore, primitives: Primitives, reader: Reader): Promise<ProvinceProjection> {
  const projection = provinceProjection(primitives, reader);
  for (const replica of await store.replicas()) await projection.count(await store.segments(replica, (await store.counting(replica)).counts));
  return projection;
}
