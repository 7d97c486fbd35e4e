/** The skill records of whoever this phone belongs to: kept here, asked for where there is a network. The province knows the phone by its signature. */
import type { CredentialClaims, OwnCredentials } from "@hocvuso/contract";
import type { Device } from "./device.ts";

/** A record may also have come by a card that was scanned; then there is only its code. */
export type KeptCredential = { readonly code: string; readonly claims: CredentialClaims; readonly record?: OwnCredentials["credentials"][number]["record"] };

const name = "own-credentials";
const PATIENCE_MS = 10_000;

/** Newest first. */
export async function keptCredentials(device: Device): Promise<readonly KeptCredential[]> {
  return (await device.bookmark(name) as readonly KeptCredential[] | undefined) ?? []; // only this file writes it
}

export async function keepCredential(device: Device, credential: KeptCredential): Promise<void> {
  const kept = await keptCredentials(device);
  if (!kept.some(({ code }) => code === credential.code)) await device.saveBookmark(name, sorted([...kept, credential]));
}

/** What the province says of this phone's person stands, with what was taken from cards. Rejects where nobody answered; what is kept stays. */
export async function askForCredentials(device: Device): Promise<readonly KeptCredential[]> {
  const { person } = await device.profile();
  const machine = await device.machine();
  const answer = await fetch("/api/credentials/own", { method: "POST", body: new Uint8Array(await machine.credentialRequest([person])), signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new Error(`/api/credentials/own answered ${answer.status}`);
  const { credentials } = await answer.json() as OwnCredentials; // from our own origin, whose shape it is
  const told = credentials.map(({ code, claims, record }): KeptCredential => ({ code, claims, record }));
  const fromCards = (await keptCredentials(device)).filter(({ code, record }) => record === undefined && !told.some((each) => each.code === code));
  await device.saveBookmark(name, sorted([...told, ...fromCards]));
  return keptCredentials(device);
}

function sorted(credentials: readonly KeptCredential[]): readonly KeptCredential[] {
  return credentials.toSorted((a, b) => b.claims.issuedAtS - a.claims.issuedAtS);
}
