/** What a code is worth, by the keys and lists that somebody holds. Asks no network and no clock: both come as arguments. */
import type { CredentialClaims } from "@hocvuso/contract";
import { openCode } from "./code.ts";
import { isSet } from "./status-list.ts";

export type IssuerKey = {
  readonly id: string;
  readonly publicKey: Uint8Array;
  readonly signsFromMs: number;
  /** Absent: it signs today. */
  readonly signsUntilMs?: number;
  /** Nothing it signed is believed any more. */
  readonly isWithdrawn: boolean;
};

/** What is held of an issuer, as of a moment. */
export type HeldIssuer = {
  readonly asOfMs: number;
  readonly keys: readonly IssuerKey[];
  /** Bits of revoked credentials by list. */
  readonly revoked: ReadonlyMap<number, Uint8Array>;
};

/** `statusAsOfMs`: to when the list of revoked ones was known; absent: that list is not held. */
type Read = { readonly claims: CredentialClaims; readonly statusAsOfMs?: number };

/**
 * - `revoked`: its bit is set, or its key was withdrawn. Stands before `expired`.
 * - `unknown`: `not-a-code`, some other text; `issuer`, signed with a key that is not held; `newer`, a code of a later version.
 * - `tampered`: its letters or its signature do not hold.
 */
export type CodeCheck =
  | ({ readonly is: "valid" } & Read)
  | ({ readonly is: "expired" } & Read)
  | ({ readonly is: "revoked" } & Read)
  | { readonly is: "unknown"; readonly why: "not-a-code" | "issuer" | "newer" }
  | { readonly is: "tampered" };

/** Whether `signature` is Ed25519 by `publicKey` over `message`. */
export type Verify = (claim: { readonly publicKey: Uint8Array; readonly message: Uint8Array; readonly signature: Uint8Array }) => Promise<boolean>;

/** A signature's date may be off by this much against the life of its key: servers' clocks differ. */
const LEEWAY_MS = 86_400_000;

/** @param nowMs of the phone, whose clock may be years behind: what is held cannot be from the future, so the later of both counts. */
export async function checkCode(text: string, held: HeldIssuer, { nowMs, verify }: { readonly nowMs: number; readonly verify: Verify }): Promise<CodeCheck> {
  const opened = openCode(text);
  if (opened === "not-a-code") return { is: "unknown", why: "not-a-code" };
  if (opened === "damaged") return { is: "tampered" };
  const key = held.keys.find(({ id }) => id === opened.keyId);
  if (key === undefined) return { is: "unknown", why: "issuer" };
  if (!await verify({ publicKey: key.publicKey, message: opened.message, signature: opened.signature })) return { is: "tampered" };
  const { claims } = opened;
  if (claims === undefined) return { is: "unknown", why: "newer" };
  const issuedAtMs = claims.issuedAtS * 1_000;
  if (issuedAtMs < key.signsFromMs - LEEWAY_MS || issuedAtMs > (key.signsUntilMs ?? Infinity) + LEEWAY_MS) return { is: "tampered" };
  const bits = held.revoked.get(claims.list);
  const read: Read = { claims, ...(bits === undefined ? {} : { statusAsOfMs: held.asOfMs }) };
  if (key.isWithdrawn || (bits !== undefined && isSet(bits, claims.index))) return { is: "revoked", ...read };
  return { is: Math.max(nowMs, held.asOfMs) >= claims.expiresAtS * 1_000 ? "expired" : "valid", ...read };
}
