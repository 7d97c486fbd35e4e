/** Ed25519 by the browser; where it lacks that (before Chrome 137), by a small library, for a card must not look forged because a phone is old. */

export type Ed25519Claim = { readonly publicKey: Uint8Array; readonly message: Uint8Array; readonly signature: Uint8Array };

const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

/** @param subtle the browser's own; given in tests. */
export async function verifyEd25519({ publicKey, message, signature }: Ed25519Claim, subtle: Pick<SubtleCrypto, "importKey" | "verify"> | undefined = globalThis.crypto?.subtle): Promise<boolean> {
  const key = await subtle?.importKey("raw", owned(publicKey), "Ed25519", false, ["verify"]).catch(() => undefined); // not known to this browser, or no key
  if (subtle !== undefined && key !== undefined) return subtle.verify("Ed25519", key, owned(signature), owned(message));
  const { verifyAsync } = await import("@noble/ed25519");
  return verifyAsync(signature, message, publicKey, { zip215: false }); // as strict as browsers and the server
}
