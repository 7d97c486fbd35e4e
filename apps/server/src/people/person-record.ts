/** All that is held of one person, opened: their profile and words, their acts, their consents. Every call is a look at somebody's record; whoever calls writes it into the audit trail. */
import { PersonWords, type ConsentGiven, type FactKey, type PersonId, type PersonRecord, type ProfileChanged, type SegmentHash } from "@hocvuso/contract";
import { headsOf, type Heads, type Version } from "@hocvuso/domain/records";
import { openKeyParcel, openWords, readFacts, storedSegment, unwrapKeyParcel, type SubjectKey, type WireFact } from "@hocvuso/journal";
import { Value } from "typebox/value";
import type { Transaction } from "../postgres/database.ts";
import type { Services } from "../services.ts";

type ProfileVersion = Version & { readonly state: ProfileChanged };

/** By person, as they stand for themselves; those without a profile are absent. */
export async function profileHeads(tx: Transaction, persons: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Heads<ProfileVersion>>> {
  const { rows } = await tx.query<{ record: PersonId; version: FactKey; supersedes: FactKey[]; device_ms: string; state: ProfileChanged }>(
    "SELECT record, version, supersedes::text[], device_ms, state FROM record_version WHERE kind = 'profile-changed' AND record = ANY ($1::uuid[])", [persons]);
  return new Map([...Map.groupBy(rows, ({ record }) => record)].flatMap(([person, versions]) => {
    const found = headsOf(versions.map(({ version, supersedes, device_ms, state }): ProfileVersion => ({ key: version, supersedes, wallMs: Number(device_ms), state })));
    return found === undefined ? [] : [[person, found] as const];
  }));
}

/** undefined where no parcel of theirs came, or none that this store can open. */
export async function subjectKeyOf(tx: Transaction, person: PersonId, { primitives, readers }: Pick<Services, "primitives" | "readers">): Promise<SubjectKey | undefined> {
  const { rows } = await tx.query<{ bytes: Buffer }>("SELECT bytes FROM subject_key WHERE person = $1 ORDER BY hash", [person]);
  for (const { bytes } of rows) {
    const parcel = await openKeyParcel(bytes, primitives);
    const key = parcel === undefined ? undefined : await unwrapKeyParcel(parcel, readers, primitives);
    if (key !== undefined) return key;
  }
  return undefined;
}

/** Of a profile, or of an application. */
export async function wordsOf(tx: Transaction, { sealed, subject, key }: Pick<ProfileChanged, "sealed" | "subject" | "key">, services: Services): Promise<PersonWords | undefined> {
  if (sealed === undefined) return undefined;
  const opening = await subjectKeyOf(tx, subject, services);
  const text = opening === undefined ? undefined : await openWords(sealed, opening, key, services.primitives);
  try {
    const words: unknown = text === undefined ? undefined : JSON.parse(text);
    return Value.Check(PersonWords, words) ? words : undefined;
  } catch {
    return undefined; // words of another form, from a phone that is older or newer
  }
}

/** The id that stands for this one. */
export async function rootOf(tx: Transaction, person: PersonId): Promise<PersonId> {
  const { rows: [alias] } = await tx.query<{ root: PersonId }>("SELECT root FROM alias WHERE person = $1", [person]);
  return alias?.root ?? person;
}

/** Every fact about a person, whole, as it was written: opened from its segment. */
export async function factsAbout(tx: Transaction, root: PersonId, { primitives, readers }: Services): Promise<readonly WireFact[]> {
  const { rows } = await tx.query<{ hash: SegmentHash; place: number; bytes: Buffer }>(
    `SELECT encode(g.hash, 'hex') AS hash, get_byte(f.source, 32) * 256 + get_byte(f.source, 33) AS place, g.bytes
     FROM fact f JOIN segment g ON g.hash = substr(f.source, 1, 32) WHERE f.person = $1 ORDER BY f.device_ms, f.source`, [root]);
  const opened = new Map<SegmentHash, Promise<readonly WireFact[]>>();
  for (const { hash, bytes } of rows) if (!opened.has(hash)) opened.set(hash, factsIn(bytes, hash));
  const facts = await Promise.all(rows.map(async ({ hash, place }) => (await opened.get(hash))?.[place]));
  return facts.filter((fact) => fact !== undefined);

  async function factsIn(bytes: Buffer, hash: SegmentHash): Promise<readonly WireFact[]> {
    const segment = await storedSegment(bytes, hash, primitives);
    const read = segment === undefined ? undefined : await readFacts(segment, primitives, readers);
    return read?.is === "facts" ? read.facts : [];
  }
}

/** In the order in which they were given. Withdrawn is withdrawn, in whatever order word of it came. */
export function consentsIn(facts: readonly WireFact[]): PersonRecord["consents"] {
  const withdrawn = new Map(facts.flatMap((fact) => (fact.kind === "consent-withdrawn" ? [[fact.key, fact.wallMs] as const] : [])));
  return facts.flatMap((wire) => {
    if (wire.kind !== "consent-given") return [];
    const { key, purpose, statement, proof, by, wallMs } = wire as unknown as ConsentGiven; // a fact of its kind, as the projection checked it
    const at = withdrawn.get(key);
    return [{ key, purpose, statement, proof, by, givenAt: new Date(wallMs).toISOString(), ...(at === undefined ? {} : { withdrawnAt: new Date(at).toISOString() }) }];
  });
}
