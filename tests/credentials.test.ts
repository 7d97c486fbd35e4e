/** Credentials from the phone's facts to what a stranger finds: issuing, checking, taking back, correcting, rotating keys, forgetting. */
import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { after, before, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { SAMPLE_SCOPE, type CredentialIssuer, type OwnCredentials, type PersonId } from "@hocvuso/contract";
import { checkCode, statusBits, type HeldIssuer } from "@hocvuso/domain/credential";
import { CHAIN_START, sealSegment, signCredentialRequest, type ReplicaKey } from "@hocvuso/journal";
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from "jose";
import { erasePerson } from "../apps/server/src/consequences.ts";
import { issue, issueEarned, standingCredentials } from "../apps/server/src/credentials/issue.ts";
import { correctCredential, credentialNumbered, revokeCredential } from "../apps/server/src/credentials/revoke.ts";
import { rotateKey, withdrawKey } from "../apps/server/src/signing/issuer-keys.ts";
import { keyFilesOf } from "../apps/server/src/signing/store-keys.ts";
import { framesOf, idOf, nodePrimitives, played, registered, sealedBy, stepDone } from "./given.ts";
import { givenServer, type GivenServer } from "./given-server.ts";

let server: GivenServer;
before(async () => { server = await givenServer(); });
after(() => server.stop());

const { achievements } = await import("../apps/server/src/read-content.ts").then(({ readContent }) => readContent().credentials);
const [skill, helper] = (["skill", "helper"] as const).map((wanted) => achievements.find(({ kind }) => kind === wanted));
assert.ok(skill !== undefined && helper !== undefined);

/** A phone on which this person did the whole task on their own, and has sent it. */
async function learned(who: string): Promise<ReplicaKey> {
  const key = await server.enrolledKey();
  assert.equal((await server.post("/sync/put", framesOf(await sealedBy(key, [registered(who), played(who)])))).status, 200);
  return key;
}

async function ask(key: ReplicaKey, ...who: string[]): Promise<OwnCredentials["credentials"]> {
  const answer = await server.post("/api/credentials/own", await signCredentialRequest(who.map((name) => idOf<PersonId>(name)), key));
  assert.equal(answer.status, 200, await answer.clone().text());
  const { credentials } = await answer.json() as OwnCredentials; // as the route says
  return credentials;
}

async function json<Said>(path: string): Promise<Said> {
  const answer = await server.app.request(path);
  assert.equal(answer.status, 200, path);
  return await answer.json() as Said; // as the route says
}

async function held(): Promise<HeldIssuer> {
  const issuer = await json<CredentialIssuer>("/api/credentials/issuer");
  return {
    asOfMs: Date.parse(issuer.asOf),
    keys: issuer.keys.map(({ id, publicKey, signsFrom, signsUntil, isWithdrawn = false }) => ({
      id, publicKey: Buffer.from(publicKey, "base64url"), signsFromMs: Date.parse(signsFrom), isWithdrawn, ...(signsUntil === undefined ? {} : { signsUntilMs: Date.parse(signsUntil) }),
    })),
    revoked: new Map(issuer.statusLists.map(({ list, encodedList }) => [list, gunzipSync(Buffer.from(encodedList.slice(1), "base64url"))])),
  };
}

async function worth(code: string): Promise<string> {
  return (await checkCode(code, await held(), {
    nowMs: server.services.now(),
    verify: async ({ publicKey, message, signature }) => verify(null, message, createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(publicKey).toString("base64url") }, format: "jwk" }), signature),
  })).is;
}

const inOne = <Result>(act: Parameters<typeof server.services.database.transaction<Result>>[0]) => server.services.database.transaction(act);

test("whoever did the whole task on their own is given a record that says on which evidence, once, and everybody can check it", async () => {
  const phone = await learned("bà Thảo");
  const [first, ...others] = await ask(phone, "bà Thảo");
  assert.ok(first !== undefined && others.length === 0);
  assert.deepEqual({ ...first.claims, list: 0, index: 0 }, {
    kind: "skill", achievement: "tra-tien-qr", evidence: "simulator-without-hints", list: 0, index: 0, issuedAtS: server.services.now() / 1_000, expiresAtS: server.services.now() / 1_000 + 730 * 86_400,
  });
  assert.match(first.code, /^HTTPS:\/\/HOCVUSO\.VN\/V\/[A-Z2-7]+$/);
  assert.equal(await worth(first.code), "valid");
  assert.deepEqual(await ask(phone, "bà Thảo"), [first]);
  assert.match(JSON.stringify(first.record), /không phải xác nhận của Nhà nước/);
  assert.doesNotMatch(JSON.stringify(first), new RegExp(idOf<PersonId>("bà Thảo")));
});

test("a phone that asks many times at once is given one record", async () => {
  const phone = await learned("mợ Bảy");
  const answers = await Promise.all(Array.from({ length: 5 }, () => ask(phone, "mợ Bảy")));
  assert.deepEqual(new Set(answers.flat().map(({ code }) => code)).size, 1);
  assert.equal((await ask(phone, "mợ Bảy")).length, 1);
});

test("the record verifies by the keys that the issuer publishes, and names a list in which it is found", async () => {
  const [own] = await ask(await learned("ông Tám"), "ông Tám");
  assert.ok(own !== undefined);
  const jwks = createLocalJWKSet(await json<JSONWebKeySet>("/.well-known/jwks.json"));
  const options = { typ: "vc+jwt", currentDate: new Date(server.services.now()) };
  assert.equal((await jwtVerify(own.jwt, jwks, options)).payload.jti, own.record.id);
  const { id, credentialStatus: { statusListCredential, statusListIndex } } = own.record;
  const list = await server.app.request(new URL(statusListCredential).pathname);
  assert.equal(list.headers.get("content-type"), "application/vc+jwt");
  const { payload } = await jwtVerify(await list.text(), jwks, options);
  const { encodedList } = payload["credentialSubject"] as { readonly encodedList: string }; // the standard's shape
  assert.deepEqual(new Uint8Array(gunzipSync(Buffer.from(encodedList.slice(1), "base64url"))), statusBits([], 131_072));
  assert.equal(statusListIndex, String(own.claims.index));
  assert.deepEqual(await json(new URL(id).pathname), own.record);
  assert.equal(await (await server.app.request(new URL(id).pathname, { headers: { accept: "application/vc+jwt" } })).text(), own.jwt);
  const did = await json<{ readonly id: string; readonly assertionMethod: readonly string[] }>("/.well-known/did.json");
  assert.equal(did.id, "did:web:hocvuso.vn");
  assert.ok(did.assertionMethod.includes(own.record.proof.verificationMethod));
});

test("of whom it is asked that their data be only kept, nothing is issued until that ends", async () => {
  const key = await server.enrolledKey();
  await server.post("/sync/put", framesOf(await sealedBy(key, [registered("bà Nghi"), played("bà Nghi")])));
  await inOne((tx) => tx.query("INSERT INTO restriction (person, since) VALUES ($1, now())", [idOf("bà Nghi")]));
  assert.deepEqual(await ask(key, "bà Nghi"), []);
  await inOne((tx) => tx.query("DELETE FROM restriction WHERE person = $1", [idOf("bà Nghi")]));
  assert.equal((await ask(key, "bà Nghi")).length, 1);
});

test("whoever only read lessons, only was helped, or is sample has earned nothing", async () => {
  const key = await server.enrolledKey();
  await server.post("/sync/put", framesOf(await sealedBy(key, [registered("cô Sen"), stepDone("cô Sen"), registered("chú Tư"), played("chú Tư", { hintCount: 1 }), registered("dì Út"), played("dì Út", { mode: "guided" })])));
  assert.deepEqual(await ask(key, "cô Sen", "chú Tư", "dì Út"), []);
  const other = await server.enrolledKey();
  const sample = await sealSegment({ from: 0, previous: CHAIN_START, scope: SAMPLE_SCOPE, wallMs: 0, facts: [registered("người mẫu"), played("người mẫu")] }, other, nodePrimitives);
  await server.post("/sync/put", framesOf([sample]));
  assert.deepEqual(await ask(other, "người mẫu"), []);
});

test("a phone that wrote about somebody after another did is told nothing of them, and nor is anybody by an unsigned request", async () => {
  await learned("bác Lài");
  const stranger = await server.enrolledKey();
  await server.post("/sync/put", framesOf(await sealedBy(stranger, [played("bác Lài", { attempt: "a stranger's" })])));
  assert.deepEqual(await ask(stranger, "bác Lài"), []);
  const request = await signCredentialRequest([idOf<PersonId>("bác Lài")], stranger);
  assert.equal((await server.post("/api/credentials/own", request.map((byte, at) => (at === request.length - 1 ? byte ^ 1 : byte)))).status, 400);
});

test("a revoked record is found revoked from then on, and says why to the office alone", async () => {
  const phone = await learned("anh Ba");
  const [own] = await ask(phone, "anh Ba");
  assert.ok(own !== undefined);
  await inOne(async (tx) => {
    const kept = await credentialNumbered(tx, `${own.claims.list}-${own.claims.index}`);
    assert.ok(kept !== undefined);
    assert.equal(await revokeCredential(tx, kept, { because: "cấp nhầm người", nowMs: server.services.now() }), true);
    assert.equal(await revokeCredential(tx, kept, { because: "lần nữa", nowMs: server.services.now() }), false);
  });
  assert.equal(await worth(own.code), "revoked");
  assert.doesNotMatch(JSON.stringify(await json("/api/credentials/issuer")), /nhầm/);
});

test("a correction takes the old one back and puts what is right in its place, on the same evidence", async () => {
  const key = await learned("chị Năm");
  const [old] = await ask(key, "chị Năm");
  assert.ok(old !== undefined);
  const issued = await inOne(async (tx) => {
    const kept = await credentialNumbered(tx, `${old.claims.list}-${old.claims.index}`);
    assert.ok(kept !== undefined);
    return correctCredential(tx, kept, { achievement: skill, holder: "Lê Thị Năm", because: "thêm tên", nowMs: server.services.now() }, server.services);
  });
  assert.ok(issued.is === "issued");
  assert.deepEqual([issued.credential.claims.holder, issued.credential.claims.evidence], ["Lê Thị Năm", old.claims.evidence]);
  assert.deepEqual([await worth(old.code), await worth(issued.credential.code)], ["revoked", "valid"]);
  assert.deepEqual((await ask(key, "chị Năm")).map(({ code }) => code), [issued.credential.code]);
});

test("a badge carries the helper's name and place; a name that does not fit is refused and nothing is kept", async () => {
  const person = idOf<PersonId>("đại sứ Hạnh");
  const given = { person, achievement: helper, evidence: "none", holder: "Nguyễn Thị Hạnh", place: registered("x").place } as const;
  const badge = await inOne((tx) => issue(tx, given, server.services));
  assert.ok(badge.is === "issued");
  assert.deepEqual([badge.credential.claims.kind, badge.credential.claims.holder, badge.credential.claims.place, await worth(badge.credential.code)], ["helper", "Nguyễn Thị Hạnh", "19249.2", "valid"]);
  assert.deepEqual(await inOne((tx) => issue(tx, { ...given, holder: "Nguyễn Thị Phương Thảo Ngọc Ánh Dương Cầm" }, server.services)), { is: "too-long" });
  assert.equal((await inOne((tx) => standingCredentials(tx, [person], server.services))).length, 1);
});

test("after a rotation the new key signs and the old cards stay good; a withdrawn key takes its cards with it, and they are issued anew", async () => {
  const phone = await learned("bác Mười");
  const [before] = await ask(phone, "bác Mười");
  assert.ok(before !== undefined);
  const next = await inOne((tx) => rotateKey(tx, server.services));
  const [later] = await ask(await learned("bác Chín"), "bác Chín");
  assert.ok(later !== undefined);
  assert.equal(later.record.proof.verificationMethod, `did:web:hocvuso.vn#${next.id}`);
  assert.deepEqual([await worth(before.code), await worth(later.code)], ["valid", "valid"]);
  const [, oldKey = ""] = before.record.proof.verificationMethod.split("#");
  assert.equal(await inOne((tx) => withdrawKey(tx, oldKey, { because: "máy chủ bị mất", nowMs: server.services.now() })), true);
  assert.deepEqual([await worth(before.code), await worth(later.code)], ["revoked", "valid"]);
  const [anew] = await ask(phone, "bác Mười");
  assert.ok(anew !== undefined && anew.code !== before.code);
  assert.equal(await worth(anew.code), "valid");
  assert.ok(keyFilesOf(server.folder).has(`issuer-${next.id}.pem`) && keyFilesOf(server.folder).has(`issuer-${oldKey}.pem`));
});

test("somebody who was erased is in no record, and their card is found revoked", async () => {
  const phone = await learned("bà Tám");
  const [own] = await ask(phone, "bà Tám");
  assert.ok(own !== undefined);
  await inOne((tx) => erasePerson(tx, idOf<PersonId>("bà Tám"), server.services));
  assert.equal(await worth(own.code), "revoked");
  assert.deepEqual(await ask(phone, "bà Tám"), []);
  assert.equal((await server.app.request(new URL(own.record.id).pathname)).status, 404);
  assert.deepEqual(await inOne((tx) => issueEarned(tx, idOf<PersonId>("bà Tám"), server.services)), []);
});

test("a store that was put back to a backup uses no place of a list twice", async () => {
  const [earlier] = await ask(await learned("cậu Hai"), "cậu Hai");
  await inOne((tx) => tx.query("UPDATE store_state SET epoch = epoch + 1"));
  const [later] = await ask(await learned("cậu Ba"), "cậu Ba");
  assert.ok(earlier !== undefined && later !== undefined);
  assert.deepEqual([earlier.claims.list, later.claims.list], [256, 512]);
  assert.deepEqual([await worth(earlier.code), await worth(later.code)], ["valid", "valid"]);
});
