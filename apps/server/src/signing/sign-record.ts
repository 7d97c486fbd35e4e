/** A record in the two forms in which others read it: with a Data Integrity proof `eddsa-rdfc-2022`, and as `vc+jwt` (VC-JOSE-COSE, Open Badges 3.0 §8.2). */
import { createHash } from "node:crypto";
import type { RecordProof, SkillRecord } from "@hocvuso/contract";
import { didOf, proofStatements, recordStatements } from "@hocvuso/domain/credential";
import type { IssuerKey } from "./issuer-keys.ts";

/** Under the one name as a Multikey, under the other as a JWK: each standard wants its own. */
export function keyNames(address: string, id: string): { readonly multikey: string; readonly jwk: string } {
  return { multikey: `${didOf(address)}#${id}`, jwk: `${didOf(address)}#${id}-jwk` };
}

export async function proveRecord(record: SkillRecord, { key, address }: { readonly key: IssuerKey; readonly address: string }): Promise<SkillRecord & { readonly proof: RecordProof }> {
  const options = {
    type: "DataIntegrityProof", cryptosuite: "eddsa-rdfc-2022", created: record.validFrom, verificationMethod: keyNames(address, key.id).multikey, proofPurpose: "assertionMethod",
  } as const;
  const digest = (statements: string) => createHash("sha256").update(statements).digest();
  const signature = await key.sign(Buffer.concat([digest(proofStatements(options)), digest(recordStatements(record))]));
  return { ...record, proof: { ...options, proofValue: `z${base58(signature)}` } };
}

/** @param claims whole credential, in the words of VC 2.0. */
export async function signJwt(claims: object, { key, address, typ }: { readonly key: IssuerKey; readonly address: string; readonly typ: "vc+jwt" }): Promise<string> {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "EdDSA", typ, cty: "vc", kid: keyNames(address, key.id).jwk })}.${part(claims)}`;
  return `${signed}.${Buffer.from(await key.sign(Buffer.from(signed))).toString("base64url")}`;
}

/** The registered claims that Open Badges asks for beside the record's own words. */
export function withRegisteredClaims(record: SkillRecord): object {
  const seconds = (instant: string) => Math.floor(Date.parse(instant) / 1_000);
  return { ...record, iss: record.issuer.id, jti: record.id, sub: record.credentialSubject.id, nbf: seconds(record.validFrom), iat: seconds(record.validFrom), exp: seconds(record.validUntil) };
}

const letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** Base58 as Bitcoin writes it (multibase "z"). */
export function base58(bytes: Uint8Array): string {
  let number = BigInt(`0x0${Buffer.from(bytes).toString("hex")}`);
  let text = "";
  for (; number > 0n; number /= 58n) text = letters.charAt(Number(number % 58n)) + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return letters.charAt(0).repeat(zeros === -1 ? bytes.length : zeros) + text;
}
