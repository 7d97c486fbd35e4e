/** What the issuer says of itself: keys with their dates, and the bits of revoked credentials. */
import { gzipSync } from "node:zlib";
import { STATUS_LIST_ENTRIES, type CredentialIssuer } from "@hocvuso/contract";
import { didOf, statusBits } from "@hocvuso/domain/credential";
import type { Transaction } from "../postgres/database.ts";
import type { Services } from "../services.ts";
import { readIssuerKeys, signingKey, type IssuerKeyRow } from "../signing/issuer-keys.ts";

/** The keys there ever were; the first is made at the first asking, so that phones hold it before there is a card. */
export async function issuerKeys(tx: Transaction, services: Pick<Services, "dataFolder" | "now">): Promise<readonly IssuerKeyRow[]> {
  const known = await readIssuerKeys(tx);
  if (known.length > 0) return known;
  await signingKey(tx, services);
  return readIssuerKeys(tx);
}

/** `encodedList`: see `CredentialIssuer`. undefined: there is no such list. */
export async function encodedList(tx: Transaction, list: number): Promise<string | undefined> {
  const { rows: [found] } = await tx.query<{ is_there: boolean; revoked: number[] }>(
    `SELECT EXISTS (SELECT FROM credential WHERE list = $1) OR EXISTS (SELECT FROM revoked_credential WHERE list = $1) AS is_there,
       ARRAY(SELECT list_index FROM revoked_credential WHERE list = $1) AS revoked`, [list]);
  return found?.is_there === true ? encode(found.revoked) : undefined;
}

export async function readCredentialIssuer(tx: Transaction, services: Pick<Services, "credentials" | "address" | "dataFolder" | "now">): Promise<CredentialIssuer> {
  const keys = await issuerKeys(tx, services);
  const { rows } = await tx.query<{ list: number; revoked: number[] }>(
    `SELECT list, ARRAY(SELECT list_index FROM revoked_credential r WHERE r.list = lists.list) AS revoked
     FROM (SELECT list FROM credential UNION SELECT list FROM revoked_credential) lists ORDER BY list`);
  return {
    asOf: new Date(services.now()).toISOString(),
    did: didOf(services.address),
    name: services.credentials.issuerName,
    keys: keys.map(({ id, publicKey, signsFrom, signsUntil, withdrawnAt }) => ({
      id, publicKey: Buffer.from(publicKey).toString("base64url"), signsFrom: signsFrom.toISOString(),
      ...(signsUntil === undefined ? {} : { signsUntil: signsUntil.toISOString() }),
      ...(withdrawnAt === undefined ? {} : { isWithdrawn: true }),
    })),
    statusLists: rows.map(({ list, revoked }) => ({ list, encodedList: encode(revoked) })),
  };
}

function encode(revoked: readonly number[]): string {
  return `u${gzipSync(statusBits(revoked, STATUS_LIST_ENTRIES), { level: 9 }).toString("base64url")}`;
}
