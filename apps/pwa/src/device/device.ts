/**
 * What a screen may ask of the phone. `keep` is the one door for facts: it resolves only when the fact is on the flash
 * (IndexedDB, durability "strict"), so "đã lưu" may be shown then and not before. Nothing here waits for a network.
 */
import type { Fact, FactKey, PersonId, PopulationGroup, UnitId } from "@hocvuso/contract";
import type { Machine } from "./machine.ts";

type Filled = "actor" | "subject" | "wallMs" | "monoMs";
type WithoutFilled<F> = F extends Fact ? Omit<F, Filled> : never;
/** A fact as a screen makes it; the device adds who and when. */
export type FactDraft = WithoutFilled<Fact>;

/** What has become of the facts kept on this phone. Counts of facts; each is in exactly one. */
export type Outbox = {
  /** On this phone only. */
  readonly unsent: number;
  /** A hub signed that it has them. */
  readonly sent: number;
  /** Named by a receipt of the province (level committed). */
  readonly received: number;
  /** In a backup of the province. */
  readonly safe: number;
  /** The province keeps this phone's facts apart until a person has enrolled it. */
  readonly isWaiting: boolean;
  /** An earlier store on this phone does not open: what was kept there cannot be counted here. */
  readonly isOldStoreClosed: boolean;
  /** Set while a store answers that it holds sample data. */
  readonly isSampleServer: boolean;
};

/** Of a phone that kept nothing. */
export const emptyOutbox: Outbox = { unsent: 0, sent: 0, received: 0, safe: 0, isWaiting: false, isOldStoreClosed: false, isSampleServer: false };

export type Profile = {
  readonly person: PersonId;
  /** Absent until the person has said so. */
  readonly group?: PopulationGroup;
  readonly place?: UnitId;
  /** On a phone that people share: how they are called (may be empty) and the name of their picture. */
  readonly called?: string;
  readonly picture?: string;
  /** Set for all but the one whose phone it was first: their bookmarks lie under their id. */
  readonly isAdded?: true;
};

export type Device = {
  keep(draft: FactDraft): Promise<void>;
  /** A fresh natural key (UUIDv7), to be minted when an attempt starts and reused to its end. */
  mintKey(): FactKey;
  profile(): Promise<Profile>;
  /** Keeps a `person-registered` fact and the profile, in one transaction. */
  register(answer: { readonly group: PopulationGroup; readonly place: UnitId }): Promise<void>;
  /** The person's own plain JSON kept under a name (the place in a lesson, the state of a simulator), strict like facts. */
  bookmark(name: string): Promise<unknown>;
  saveBookmark(name: string, value: unknown): Promise<void>;
  /** Calls back at once and on every change. Returns the way to stop. */
  watchOutbox(listener: (outbox: Outbox) => void): () => void;
  /** Sends what it can now; safe at any time and twice. Resolves false when no server answered. */
  exchange(): Promise<boolean>;
  /** The rest of the phone, loaded at the first need. Rejects while it has not reached the phone. */
  machine(): Promise<Machine>;
};
