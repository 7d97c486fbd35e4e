/**
 * The body of a segment: facts as columns, so that equal things stand beside each other and deflate to almost nothing.
 * The layout describes itself: facts of kinds this version has never heard of decode, re-encode and travel all the same.
 *
 *     body   = [kinds: column, keys: column, persons: [* bstr .size 16], actors: [* uint], subjects: [* uint],
 *               wallDeltas: [* int], monoDeltas: [* int], payloads: {kind => {field => column}}]
 *     column = [0, [* value / null]]                      plain; null: the fact lacks the field
 *            / [1, [* value], [* uint]]                   dictionary, index 0 = lacks it, else entry index - 1
 *            / [2, [* bstr .size 16], [* uint]]           the same, entries are UUIDs
 */
import { asArray, asBytes, asInt, asString, asUint, decodeCbor, encodeCbor, Malformed } from "./canonical-cbor.ts";
import { bytesToUuid, isUuid, uuidToBytes } from "./bytes.ts";

/** A fact as it travels: the envelope is known for ever, the rest belongs to its kind. */
export type WireFact = {
  readonly kind: string;
  readonly key: string;
  readonly actor: string;
  readonly subject: string;
  readonly wallMs: number;
  readonly monoMs: number;
  readonly [field: string]: unknown;
};

/** More kinds or fields than any version will have: a body made to cost time. */
const MOST_NAMES = 64;

const envelope = new Set(["kind", "key", "actor", "subject", "wallMs", "monoMs"]);

class Dictionary<Entry> {
  readonly entries: Entry[] = [];
  readonly #places = new Map<string, number>();
  placeOf(text: string, entry: () => Entry): number {
    let place = this.#places.get(text);
    if (place === undefined) {
      place = this.entries.push(entry()) - 1;
      this.#places.set(text, place);
    }
    return place;
  }
}

function deltas(values: readonly number[]): number[] {
  return values.map((value, i) => value - (i === 0 ? 0 : (values[i - 1] ?? 0)));
}

function undelta(column: unknown, count: number): number[] {
  let sum = 0;
  return asArray(column, count).map((delta) => asInt((sum += asInt(delta))));
}

function encodeColumn(values: readonly unknown[]): unknown[] {
  const present = values.filter((value) => value !== undefined);
  if (present.every((value) => typeof value === "number" || typeof value === "boolean")) return [0, values.map((value) => value ?? null)];
  if (present.every((value) => typeof value === "string" && isUuid(value))) {
    const uuids = new Dictionary<Uint8Array>();
    const places = values.map((value) => (typeof value === "string" ? 1 + uuids.placeOf(value, () => uuidToBytes(value)) : 0));
    return [2, uuids.entries, places];
  }
  const texts = new Dictionary<unknown>();
  const places = values.map((value) => (value === undefined ? 0 : 1 + texts.placeOf(JSON.stringify(value), () => value)));
  return [1, texts.entries, places];
}

/** @returns one value a fact; undefined where the fact lacks the field. */
function decodeColumn(column: unknown, count: number): readonly unknown[] {
  const [form, first, second] = asArray(column);
  if (form === 0) return asArray(first, count).map((value) => (value === null ? undefined : value));
  if (form !== 1 && form !== 2) throw new Malformed("unknown form of column");
  const entries = asArray(first).map((entry) => (form === 2 ? bytesToUuid(asBytes(entry, 16)) : entry));
  return asArray(second, count).map((place) => {
    const index = asUint(place);
    if (index > entries.length) throw new Malformed("column points outside its dictionary");
    return index === 0 ? undefined : entries[index - 1];
  });
}

function namedEntries(map: unknown): [string, unknown][] {
  if (typeof map !== "object" || map === null || Array.isArray(map)) throw new Malformed("expected a map");
  const entries: [string, unknown][] = Object.entries(map);
  if (entries.length > MOST_NAMES) throw new Malformed("more names than any version has");
  return entries;
}

function required(values: readonly unknown[]): string[] {
  return values.map((value) => asString(value));
}

/** @param facts at least one; in log order. */
export function encodeFacts(facts: readonly WireFact[]): Uint8Array {
  const persons = new Dictionary<Uint8Array>();
  const person = (id: string) => persons.placeOf(id, () => uuidToBytes(id));
  const actors = facts.map((fact) => person(fact.actor));
  const subjects = facts.map((fact) => person(fact.subject));
  const payloads = Object.fromEntries([...new Set(facts.map((fact) => fact.kind))].map((kind) => {
    const own = facts.filter((fact) => fact.kind === kind);
    const fields = [...new Set(own.flatMap((fact) => Object.keys(fact)))].filter((field) => !envelope.has(field));
    // Own fields only: a field may be called what every object inherits.
    return [kind, Object.fromEntries(fields.map((field) => [field, encodeColumn(own.map((fact) => (Object.hasOwn(fact, field) ? fact[field] : undefined)))]))];
  }));
  return encodeCbor([
    encodeColumn(facts.map((fact) => fact.kind)),
    encodeColumn(facts.map((fact) => fact.key)),
    persons.entries, actors, subjects,
    deltas(facts.map((fact) => fact.wallMs)),
    deltas(facts.map((fact) => fact.monoMs)),
    payloads,
  ]);
}

/**
 * @param count how many facts the header promises.
 * @throws Malformed for anything that `encodeFacts` would not have written.
 */
export function decodeFacts(body: Uint8Array, count: number): WireFact[] {
  const [kindColumn, keyColumn, personList, actorList, subjectList, wallList, monoList, payloadMap] = asArray(decodeCbor(body), 8);
  const kinds = required(decodeColumn(kindColumn, count));
  const keys = required(decodeColumn(keyColumn, count));
  const persons = asArray(personList).map((id) => bytesToUuid(asBytes(id, 16)));
  const named = (list: unknown) => asArray(list, count).map((place) => {
    const id = persons[asUint(place)];
    if (id === undefined) throw new Malformed("fact names a person outside its list");
    return id;
  });
  const actors = named(actorList);
  const subjects = named(subjectList);
  const walls = undelta(wallList, count);
  const monos = undelta(monoList, count);
  const facts: Record<string, unknown>[] = kinds.map((kind, i) => ({
    kind, key: keys[i], actor: actors[i], subject: subjects[i], wallMs: walls[i], monoMs: monos[i],
  }));
  for (const [kind, columns] of namedEntries(payloadMap)) {
    const own = facts.filter((fact) => fact["kind"] === kind);
    for (const [field, column] of namedEntries(columns)) {
      if (envelope.has(field)) throw new Malformed("payload would overwrite the envelope");
      const values = decodeColumn(column, own.length);
      own.forEach((fact, i) => { if (values[i] !== undefined) fact[field] = values[i]; });
    }
  }
  // Every fact was given all six fields of the envelope above, each checked for its type.
  return facts as unknown as WireFact[];
}
