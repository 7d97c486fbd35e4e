/**
 * Three pictures that a person taps to open their book on a shared phone. Kept as a salted slow hash, wrong tries are slowed.
 * It keeps out a neighbour with the same phone in hand, and nobody else: see docs/adr/013-shared-phones-and-voice.md.
 */

/** In the order in which they are always shown. */
export const secretPictures = ["non", "sen", "lua", "thuyen", "den", "trong", "nha", "trang", "chuoi", "ot", "banh", "xe"] as const;
export type SecretPicture = (typeof secretPictures)[number];
export const SECRET_LENGTH = 3;

/** `salt` and `hash` in base64. */
export type PictureSecret = { readonly salt: string; readonly hash: string; readonly rounds: number };

/** Wrong tries since the last right one; the last of them by this phone's clock, ms since 1970. */
export type WrongTries = { readonly count: number; readonly lastAtMs: number };

/** PBKDF2 with SHA-256; half a second on a phone of the year. */
const ROUNDS = 250_000;
const FREE_TRIES = 3;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 120_000;

/** In whatever order they are tapped: an old hand remembers which, seldom in what order. */
export async function makeSecret(pictures: readonly SecretPicture[], { salt, rounds = ROUNDS }: { salt: Uint8Array; rounds?: number }): Promise<PictureSecret> {
  return { salt: toBase64(salt), hash: await slowHash(inAnyOrder(pictures), { salt, rounds }), rounds };
}

export async function isSecret(pictures: readonly SecretPicture[], { salt, hash, rounds }: PictureSecret): Promise<boolean> {
  return isHashOf(inAnyOrder(pictures), { salt, hash, rounds });
}

/** How long the next try has to wait, ms; 0: not at all. A clock that was put back makes nobody wait longer than a wait is long. */
export function waitMs(tries: WrongTries | undefined, nowMs: number): number {
  if (tries === undefined || tries.count < FREE_TRIES) return 0;
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries.count - FREE_TRIES));
  return Math.max(0, Math.min(wait, tries.lastAtMs + wait - nowMs));
}

function inAnyOrder(pictures: readonly SecretPicture[]): string {
  return pictures.toSorted().join(" ");
}

/** The PIN of whoever sits beside tests, kept and slowed alike. */
export async function makePin(pin: string, { salt, rounds = ROUNDS }: { salt: Uint8Array; rounds?: number }): Promise<PictureSecret> {
  return { salt: toBase64(salt), hash: await slowHash(pin, { salt, rounds }), rounds };
}

export async function isHashOf(words: string, { salt, hash, rounds }: PictureSecret): Promise<boolean> {
  return await slowHash(words, { salt: Uint8Array.from(atob(salt), (letter) => letter.charCodeAt(0)), rounds }) === hash;
}

async function slowHash(words: string, { salt, rounds }: { salt: Uint8Array; rounds: number }): Promise<string> {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(words), "PBKDF2", false, ["deriveBits"]);
  return toBase64(new Uint8Array(await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: new Uint8Array(salt), iterations: rounds }, key, 256)));
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
