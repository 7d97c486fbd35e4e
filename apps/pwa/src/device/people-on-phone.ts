/**
 * The people who share this phone: their pictures, their secrets, how each has the phone set. The one who uses it now stands in the
 * shelf under "own", as on a phone of one person; what is known of each lies under "person/" and their id. Facts and bookmarks are
 * theirs by that id (open-device.ts); the log and the outbox are the phone's.
 */
import type { PersonId } from "@hocvuso/contract";
import { uuidv7, type Shelf, type ShelfTransaction } from "@hocvuso/journal";
import type { Profile } from "./device.ts";
import { isSecret, makeSecret, secretPictures, waitMs, type PictureSecret, type SecretPicture, type WrongTries } from "./picture-secret.ts";

export const peopleNames = ["trau", "meo", "lon", "ga", "ca", "vit", ...secretPictures] as const;
export type PeoplePicture = (typeof peopleNames)[number];

/** `settings`: what localStorage holds for this person, by name, from when somebody else took the phone. */
export type PersonOnPhone = Profile & {
  readonly called: string;
  readonly picture: PeoplePicture;
  readonly settings?: Readonly<Record<string, string>>;
  readonly secret?: PictureSecret;
  readonly tries?: WrongTries;
  /** From then on, ms since 1970, the secret opens for whoever taps the picture: somebody said that it was forgotten. */
  readonly voidFromMs?: number;
};

/** Where people are known to whoever serves them; see field.ts. */
export const knownRange = { from: "known/", to: "known/~" } as const;

/** The bookmark of the class of today. */
export const classNow = "class-now";

export type Entry = { readonly kind: "entered" } | { readonly kind: "wrong" | "wait"; /** Until the next try. */ readonly waitMs: number };

/** What is kept for each: see `Settings` and `VoiceSettings`. */
const settingNames = ["language", "text-size", "look", "voice"];
/** Whoever shares the phone will have seen the note by then. */
const VOID_AFTER_MS = 24 * 3_600_000;

/** First whose phone it was, then in the order of their coming. A phone that nobody shares yet has the one. */
export async function peopleOnPhone(shelf: Shelf): Promise<readonly PersonOnPhone[]> {
  return shelf.read(["profile"], listed);
}

/** Adds a person and hands them the phone. */
export async function addPerson(shelf: Shelf, who: { readonly called: string; readonly picture: PeoplePicture }): Promise<PersonId> {
  const person = uuidv7({ nowMs: Date.now(), random: crypto.getRandomValues(new Uint8Array(10)) }) as PersonId; // a UUIDv7, as the brand asks
  await shelf.write(["profile"], async (tx) => {
    for (const each of await listed(tx)) await keep(tx, each);
    await keep(tx, { ...who, person, isAdded: true });
  });
  await hand(shelf, person);
  return person;
}

/** Changes what is known of a person. */
export async function changePerson(shelf: Shelf, person: PersonId, change: Partial<Pick<PersonOnPhone, "called" | "picture">>): Promise<void> {
  await shelf.write(["profile"], async (tx) => {
    const own = await ownOf(tx);
    await keep(tx, { ...await found(tx, person), ...change });
    if (own.person === person) await tx.put("profile", "own", { ...own, ...change });
  });
}

/** `pictures` undefined: none is asked for any more. */
export async function setSecret(shelf: Shelf, person: PersonId, pictures: readonly SecretPicture[] | undefined): Promise<void> {
  const secret = pictures === undefined ? undefined : await makeSecret(pictures, { salt: crypto.getRandomValues(new Uint8Array(16)) });
  await shelf.write(["profile"], async (tx) => {
    const { secret: _, tries: _tries, voidFromMs: _void, ...rest } = await found(tx, person);
    await keep(tx, secret === undefined ? rest : { ...rest, secret });
  });
}

/** Their pictures were forgotten: a day later none is asked for. Whoever opens the book before then ends it. */
export async function saySecretForgotten(shelf: Shelf, person: PersonId): Promise<void> {
  await shelf.write(["profile"], async (tx) => {
    const one = await found(tx, person);
    if (one.voidFromMs === undefined) await keep(tx, { ...one, voidFromMs: Date.now() + VOID_AFTER_MS });
  });
}

/** Whether a person's pictures are asked for. */
export function isGuarded({ secret, voidFromMs }: PersonOnPhone, nowMs: number): boolean {
  return secret !== undefined && (voidFromMs === undefined || nowMs < voidFromMs);
}

/** Opens a person's book. A try is counted before it is looked at, so that ending the page saves none. */
export async function enter(shelf: Shelf, person: PersonId, pictures: readonly SecretPicture[] = []): Promise<Entry> {
  const nowMs = Date.now();
  const one = await shelf.write(["profile"], async (tx) => {
    const before = await found(tx, person);
    if (!isGuarded(before, nowMs) || waitMs(before.tries, nowMs) > 0) return before;
    await keep(tx, { ...before, tries: { count: (before.tries?.count ?? 0) + 1, lastAtMs: nowMs } });
    return before;
  });
  if (one.secret !== undefined && isGuarded(one, nowMs)) {
    const waiting = waitMs(one.tries, nowMs);
    if (waiting > 0) return { kind: "wait", waitMs: waiting };
    if (!await isSecret(pictures, one.secret)) return { kind: "wrong", waitMs: waitMs({ count: (one.tries?.count ?? 0) + 1, lastAtMs: nowMs }, nowMs) };
  }
  await hand(shelf, person);
  return { kind: "entered" };
}

/** Hands the phone to a person: from now on acts and bookmarks are theirs, and it is set as they had it. */
export async function hand(shelf: Shelf, person: PersonId): Promise<void> {
  const settings = await shelf.write(["profile"], async (tx) => {
    const own = await ownOf(tx);
    const before = (await listed(tx)).find((each) => each.person === own.person);
    if (before !== undefined) await keep(tx, { ...before, settings: currentSettings() });
    const { secret, tries: _, voidFromMs, settings, ...next } = await found(tx, person);
    const isVoid = voidFromMs !== undefined && Date.now() >= voidFromMs;
    await keep(tx, { ...next, ...(settings === undefined ? {} : { settings }), ...(secret === undefined || isVoid ? {} : { secret }) });
    await tx.put("profile", "own", next);
    return own.person === person ? currentSettings() : settings ?? { language: localStorage.getItem("language") ?? "vi" };
  });
  for (const name of settingNames) {
    const value = settings[name];
    if (value === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  }
}

function currentSettings(): Readonly<Record<string, string>> {
  return Object.fromEntries(settingNames.flatMap((name) => {
    const value = localStorage.getItem(name);
    return value === null ? [] : [[name, value]];
  }));
}

async function listed(tx: ShelfTransaction): Promise<readonly PersonOnPhone[]> {
  const own = await ownOf(tx);
  const kept = await tx.list("profile", { from: "person/", to: "person/~" }) as readonly PersonOnPhone[]; // only `keep` writes there
  const all: readonly PersonOnPhone[] = kept.some(({ person }) => person === own.person) ? kept : [{ called: "", picture: "trau", ...own } as PersonOnPhone, ...kept]; // `Profile` names a picture only where this file kept it
  return all.map((each) => (each.person === own.person ? { ...each, ...own } as PersonOnPhone : each)) // what the person has said of themselves since; as above
    .toSorted((a, b) => Number(a.isAdded ?? false) - Number(b.isAdded ?? false));
}

async function found(tx: ShelfTransaction, person: PersonId): Promise<PersonOnPhone> {
  const one = (await listed(tx)).find((each) => each.person === person);
  if (one === undefined) throw new RangeError(`nobody on this phone has the id ${person}`);
  return one;
}

async function ownOf(tx: ShelfTransaction): Promise<Profile> {
  return await tx.get("profile", "own") as Profile; // open-device.ts has kept it
}

function keep(tx: ShelfTransaction, one: PersonOnPhone): Promise<void> {
  return tx.put("profile", `person/${one.person}`, one);
}
