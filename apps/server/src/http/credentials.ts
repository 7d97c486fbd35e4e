/**
 * What the issuer answers about credentials: to phones the keys and lists they keep; to other programs the same in the forms of did:web, JWK
 * and Bitstring Status List; to a holder their own. A record is asked for by its random id, which only its holder knows.
 */
import { type CredentialIssuer, type OwnCredentials } from "@hocvuso/contract";
import { didOf } from "@hocvuso/domain/credential";
import { Type } from "typebox";
import { encodedList, issuerKeys, readCredentialIssuer } from "../credentials/read-issuer.ts";
import { issueEarned, standingCredentials } from "../credentials/issue.ts";
import { OWN_REQUEST_BYTES, personsOfPhone } from "../people/persons-of-phone.ts";
import { signingKey } from "../signing/issuer-keys.ts";
import { base58, keyNames, signJwt } from "../signing/sign-record.ts";
import type { Services } from "../services.ts";
import { bytes, endpoint, query } from "./endpoint.ts";
import { Problem } from "./problem.ts";

export const getCredentialIssuer = query(Type.Object({}), (_, services): Promise<CredentialIssuer> =>
  services.database.transaction((tx) => readCredentialIssuer(tx, services)));

/** GET /.well-known/did.json: each key once as a Multikey, once as a JWK. A withdrawn one is in neither. */
export const getDidDocument = endpoint(async (_, services: Services) => {
  const keys = (await services.database.transaction((tx) => issuerKeys(tx, services))).filter(({ withdrawnAt }) => withdrawnAt === undefined);
  const did = didOf(services.address);
  const methods = keys.flatMap(({ id, publicKey }) => {
    const names = keyNames(services.address, id);
    return [
      { id: names.multikey, type: "Multikey", controller: did, publicKeyMultibase: multikey(publicKey) },
      { id: names.jwk, type: "JsonWebKey", controller: did, publicKeyJwk: jwk(publicKey, names.jwk) },
    ];
  });
  return { "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1", "https://w3id.org/security/jwk/v1"], id: did, verificationMethod: methods, assertionMethod: methods.map(({ id }) => id) };
});

/** GET /.well-known/jwks.json */
export const getJwks = endpoint(async (_, services: Services) => {
  const keys = (await services.database.transaction((tx) => issuerKeys(tx, services))).filter(({ withdrawnAt }) => withdrawnAt === undefined);
  return { keys: keys.map(({ id, publicKey }) => jwk(publicKey, keyNames(services.address, id).jwk)) };
});

/** GET /api/credentials/status/:list: a BitstringStatusListCredential as vc+jwt. */
export const getStatusList = query(Type.Object({ list: Type.String({ pattern: "^[0-9]{1,5}$" }) }), async ({ list }, services) => {
  const { address, database, now } = services;
  const made = await database.transaction(async (tx) => {
    const bits = await encodedList(tx, Number(list));
    return bits === undefined ? undefined : { bits, key: await signingKey(tx, services) };
  });
  const id = `${address}/api/credentials/status/${list}`;
  if (made === undefined) throw new Problem("page-unknown", { path: `/api/credentials/status/${list}` });
  const jwt = await signJwt({
    "@context": ["https://www.w3.org/ns/credentials/v2"], id, type: ["VerifiableCredential", "BitstringStatusListCredential"], issuer: didOf(address),
    validFrom: new Date(now()).toISOString(),
    credentialSubject: { id: `${id}#list`, type: "BitstringStatusList", statusPurpose: "revocation", encodedList: made.bits },
    iss: didOf(address), jti: id, sub: `${id}#list`, iat: Math.floor(now() / 1_000),
  }, { key: made.key, address, typ: "vc+jwt" });
  return new Response(jwt, { headers: { "content-type": "application/vc+jwt", "cache-control": "max-age=300" } });
});

/** GET /api/credentials/:id: the record with its proof; as vc+jwt for whoever asks for that. */
export const getCredential = endpoint(async (c, { database }: Services) => {
  const id = c.req.param("id") ?? "";
  const { rows: [found] } = !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? { rows: [] }
    : await database.transaction((tx) => tx.query<{ record: object; jwt: string }>("SELECT record, jwt FROM credential WHERE id = $1", [id]));
  if (found === undefined) throw new Problem("page-unknown", { path: `/api/credentials/${id}` });
  return /\bvc\+jwt\b/.test(c.req.header("accept") ?? "")
    ? new Response(found.jwt, { headers: { "content-type": "application/vc+jwt", "cache-control": "no-store" } })
    : new Response(JSON.stringify(found.record), { headers: { "content-type": "application/vc", "cache-control": "no-store" } });
});

/** POST /api/credentials/own: signed by a phone. What was earned and not yet issued is issued now. */
export const getOwnCredentials = bytes(OWN_REQUEST_BYTES, (body, services): Promise<OwnCredentials> => services.database.transaction(async (tx) => {
  const persons = await personsOfPhone(tx, body, { where: "credentials", primitives: services.primitives });
  for (const person of persons) await issueEarned(tx, person, services);
  return { credentials: (await standingCredentials(tx, persons, services)).map(({ claims, code, record, jwt }) => ({ claims, code, record, jwt })) };
}));

function jwk(publicKey: Uint8Array, kid: string) {
  return { kty: "OKP", crv: "Ed25519", x: Buffer.from(publicKey).toString("base64url"), alg: "EdDSA", use: "sig", kid };
}

/** Two bytes say that it is an Ed25519 public key (Controlled Identifiers 1.0, Multikey). */
function multikey(publicKey: Uint8Array): string {
  return `z${base58(Uint8Array.from([0xed, 0x01, ...publicKey]))}`;
}
