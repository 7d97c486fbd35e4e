import assert from "node:assert/strict";
import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { evidenceLevels, type CredentialClaims, type CredentialIssuer, type OwnCredentials } from "@hocvuso/contract";
import fc from "fast-check";
import { fromBase32, toBase32 } from "./base32.ts";
import { decodeCbor, encodeCbor, type Cbor } from "./cbor.ts";
import { checkCode, type HeldIssuer } from "./check-code.ts";
import { codeLimits, codeText, openCode, signCode, signedPart } from "./code.ts";
import { statusBits } from "./status-list.ts";

const golden: Readonly<Record<string, string>> = JSON.parse(readFileSync(new URL("../../golden/credential/rfc8392.json", import.meta.url), "utf8"));
const hex = (name: string) => Uint8Array.from(Buffer.from(golden[name] ?? assert.fail(name), "hex"));

const pair = generateKeyPairSync("ed25519");
const publicKey = Uint8Array.from(pair.publicKey.export({ format: "der", type: "spki" }).subarray(-32));
const key = { id: createHash("sha256").update(publicKey).digest("hex").slice(0, 8), sign: async (message: Uint8Array) => Uint8Array.from(sign(null, message, pair.privateKey)) };
const ed25519 = async ({ publicKey, message, signature }: { publicKey: Uint8Array; message: Uint8Array; signature: Uint8Array }) =>
  verify(null, message, createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(publicKey).toString("base64url") }, format: "jwk" }), signature);

const issuedAtS = Date.UTC(2026, 10, 1) / 1_000;
const claims: CredentialClaims = { kind: "skill", achievement: "tra-tien-qr", evidence: "simulator-without-hints", list: 256, index: 70_213, issuedAtS, expiresAtS: issuedAtS + 730 * 86_400 };
/** A badge with a long name, of a hamlet, at the largest place. */
const longest: CredentialClaims = { ...claims, kind: "helper", achievement: "dai-su-so", holder: "Nguyễn Thị Phương Thảo Ngọc Ánh", place: "19249.2-999" as NonNullable<CredentialClaims["place"]>, list: 65_535, index: 131_071 };
const held: HeldIssuer = { asOfMs: issuedAtS * 1_000, keys: [{ id: key.id, publicKey, signsFromMs: issuedAtS * 1_000, isWithdrawn: false }], revoked: new Map([[256, statusBits([9], 131_072)], [65_535, statusBits([], 131_072)]]) };
const given = { nowMs: issuedAtS * 1_000 + 86_400_000, verify: ed25519 };

async function signed(said: CredentialClaims): Promise<Uint8Array> {
  const bytes = await signCode(said, key);
  return bytes === "too-long" ? assert.fail("too long") : bytes;
}

test("the claims set and the signed structure of RFC 8392 A.3 come out byte for byte, and its signature holds over what is signed here", () => {
  const [header, , payload, signature] = decodeCbor(hex("signedCwt"), 18) as readonly Uint8Array[]; // as the RFC lays it out
  const claimsSet = new Map<number, Cbor>([[1, "coap://as.example.com"], [2, "erikw"], [3, "coap://light.example.com"], [4, 1_444_064_944], [5, 1_443_944_944], [6, 1_443_944_944], [7, Uint8Array.of(0x0b, 0x71)]]);
  assert.deepEqual(encodeCbor(claimsSet), hex("claimsSet"));
  assert.deepEqual(payload, hex("claimsSet"));
  const es256 = createPublicKey({ key: { kty: "EC", crv: "P-256", x: Buffer.from(hex("x")).toString("base64url"), y: Buffer.from(hex("y")).toString("base64url") }, format: "jwk" });
  assert.ok(header !== undefined && payload !== undefined && signature !== undefined);
  assert.equal(verify("sha256", signedPart(header, payload), { key: es256, dsaEncoding: "ieee-p1363" }, signature), true);
});

test("base32 gives the vectors of RFC 4648 without their padding, and takes no other spelling", () => {
  for (const [plain, coded] of [["", ""], ["f", "MY"], ["fo", "MZXQ"], ["foo", "MZXW6"], ["foob", "MZXW6YQ"], ["fooba", "MZXW6YTB"], ["foobar", "MZXW6YTBOI"]] as const) {
    assert.equal(toBase32(Buffer.from(plain)), coded);
    assert.deepEqual(fromBase32(coded.toLowerCase()), Uint8Array.from(Buffer.from(plain)));
  }
  assert.equal(fromBase32("MZ"), undefined); // "f" with a bit set that carries nothing
  assert.equal(fromBase32("MZXW6YT1"), undefined);
});

test("what is said is read again, by whatever letters the address is written in", async () => {
  for (const said of [claims, { ...claims, holder: "Bà Thảo" }, longest, { ...longest, evidence: "none" } as const]) {
    const text = codeText(await signed(said), "https://hocvuso.vn");
    for (const spelling of [text, text.toLowerCase(), ` ${text}\n`, text.slice(text.lastIndexOf("/") + 1)]) {
      const opened = openCode(spelling);
      assert.ok(typeof opened === "object");
      assert.deepEqual(opened.claims, said);
    }
  }
});

test("the levels of evidence have the places that the contract gives them", async () => {
  for (const evidence of evidenceLevels) {
    const opened = openCode(codeText(await signed({ ...claims, evidence }), "https://hocvuso.vn"));
    assert.ok(typeof opened === "object" && opened.claims?.evidence === evidence);
  }
});

test("a badge with a long name has at most 180 bytes, and with a short address fits into a QR code of version 10 at level M; a longer name is refused", async () => {
  const bytes = await signed(longest);
  assert.ok(bytes.length <= codeLimits.bytes, `${bytes.length} bytes`);
  assert.ok(codeText(bytes, "https://hocvuso.vn").length <= codeLimits.letters, `${codeText(bytes, "https://hocvuso.vn").length} letters`);
  assert.equal(await signCode({ ...longest, holder: `${longest.holder} Dương` }, key), "too-long");
});

test("a code is valid until its day, whatever the phone's clock says of years ago, and expired from then on", async () => {
  const text = codeText(await signed(claims), "https://hocvuso.vn");
  const checkAt = async (nowMs: number, asOfMs = held.asOfMs) => (await checkCode(text, { ...held, asOfMs }, { ...given, nowMs })).is;
  assert.equal(await checkAt(claims.expiresAtS * 1_000 - 1), "valid");
  assert.equal(await checkAt(claims.expiresAtS * 1_000), "expired");
  assert.equal(await checkAt(0), "valid");
  assert.equal(await checkAt(0, claims.expiresAtS * 1_000), "expired");
});

test("a revoked code, an expired one that was revoked, and one of a withdrawn key are revoked; without its list nobody says to when it was known", async () => {
  const text = codeText(await signed({ ...claims, index: 9 }), "https://hocvuso.vn");
  assert.deepEqual(await checkCode(text, held, given), { is: "revoked", claims: { ...claims, index: 9 }, statusAsOfMs: held.asOfMs });
  assert.equal((await checkCode(text, held, { ...given, nowMs: claims.expiresAtS * 2_000 })).is, "revoked");
  assert.deepEqual(await checkCode(text, { ...held, revoked: new Map() }, given), { is: "valid", claims: { ...claims, index: 9 } });
  const good = codeText(await signed(claims), "https://hocvuso.vn");
  assert.equal((await checkCode(good, { ...held, keys: held.keys.map((each) => ({ ...each, isWithdrawn: true })) }, given)).is, "revoked");
});

test("what is no code, what another issuer signed, and a date at which the key did not sign are told apart", async () => {
  const text = codeText(await signed(claims), "https://hocvuso.vn");
  for (const other of ["", "https://vi.wikipedia.org/wiki/V", "00020101021138570010A000000727", "https://hocvuso.vn/hoc/"]) assert.deepEqual(await checkCode(other, held, given), { is: "unknown", why: "not-a-code" });
  assert.deepEqual(await checkCode(text, { ...held, keys: [] }, given), { is: "unknown", why: "issuer" });
  const [own] = held.keys;
  assert.ok(own !== undefined);
  assert.equal((await checkCode(text, { ...held, keys: [{ ...own, signsFromMs: issuedAtS * 1_000 + 3 * 86_400_000 }] }, given)).is, "tampered");
  assert.equal((await checkCode(text, { ...held, keys: [{ ...own, signsFromMs: 0, signsUntilMs: issuedAtS * 1_000 - 3 * 86_400_000 }] }, given)).is, "tampered");
});

test("the card that was printed first is still read, and its signature holds", async () => {
  const specimen = (name: string) => JSON.parse(readFileSync(new URL(`../../../contract/specimens/credential-${name}-1.json`, import.meta.url), "utf8"));
  const [card]: OwnCredentials["credentials"] = specimen("OwnCredentials").credentials;
  const issuer: CredentialIssuer = specimen("CredentialIssuer");
  const keys = issuer.keys.map(({ id, publicKey, signsFrom }) => ({ id, publicKey: Uint8Array.from(Buffer.from(publicKey, "base64url")), signsFromMs: Date.parse(signsFrom), isWithdrawn: false }));
  assert.ok(card !== undefined);
  assert.deepEqual(await checkCode(card.code, { asOfMs: 0, keys, revoked: new Map() }, { ...given, nowMs: Date.parse(issuer.asOf) }), { is: "valid", claims: card.claims });
});

test("a claim that a later version signed is unknown to this one, not tampered", async () => {
  const later = await signed({ ...claims, achievement: 7 as unknown as string }); // a shape that no schema of today has
  assert.deepEqual(await checkCode(codeText(later, "https://hocvuso.vn"), held, given), { is: "unknown", why: "newer" });
});

test("every single bit of the bytes, changed, is caught", async () => {
  for (const said of [claims, longest]) {
    const bytes = await signed(said);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = bytes.map((byte, at) => (at === bit >> 3 ? byte ^ 1 << (bit & 7) : byte));
      const { is } = await checkCode(codeText(changed, "https://hocvuso.vn"), held, given);
      assert.ok(is === "tampered" || is === "unknown", `bit ${bit}: ${is}`);
    }
  }
});

test("any letter of the text changed, lost or added is caught", async () => {
  const text = codeText(await signed(claims), "https://hocvuso.vn");
  const start = text.lastIndexOf("/") + 1;
  await fc.assert(fc.asyncProperty(fc.integer({ min: start, max: text.length - 1 }), fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), fc.constantFrom("instead", "before", "lost"), async (at, letter, how) => {
    fc.pre(how !== "instead" || letter !== text[at]);
    const changed = text.slice(0, at) + (how === "lost" ? "" : letter) + text.slice(how === "before" ? at : at + 1);
    const { is } = await checkCode(changed, held, given);
    assert.ok(is === "tampered" || is === "unknown", is);
  }), { numRuns: 400 });
});

test("whatever bytes come, the reader says what they are worth and does not fall", async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 180 }), async (bytes) => {
    const { is } = await checkCode(codeText(Uint8Array.of(0xd2, ...bytes), "https://hocvuso.vn"), held, given);
    assert.ok(is === "tampered" || is === "unknown");
  }));
});
