import assert from "node:assert/strict";
import { test } from "node:test";
import { verifyEd25519 } from "./verify-ed25519.ts";

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));

/** RFC 8032 §7.1, test 2. */
const claim = {
  publicKey: bytes("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"),
  message: bytes("72"),
  signature: bytes("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
};
/** Of a browser before Chrome 137. */
const withoutEd25519: Pick<SubtleCrypto, "importKey" | "verify"> = { importKey: () => Promise.reject(new DOMException("", "NotSupportedError")), verify: () => Promise.reject(new TypeError("not reached")) };

for (const [name, subtle] of [["a browser that knows Ed25519", globalThis.crypto.subtle], ["one that does not", withoutEd25519]] as const) {
  test(`${name} takes a good signature, and none whose message was changed`, async () => {
    assert.equal(await verifyEd25519(claim, subtle), true);
    assert.equal(await verifyEd25519({ ...claim, message: bytes("73") }, subtle), false);
  });
}
