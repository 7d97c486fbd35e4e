/**
 * The PIN of the helper who sits beside tests on this phone. It lies here as a salted slow hash, wrong tries are slowed. It keeps a learner from
 * ticking "somebody sat beside me" alone, and nobody else from anything: see docs/adr/019-whole-tests.md.
 */
import type { PersonId } from "@hocvuso/contract";
import type { Device } from "./device.ts";
import { isHashOf, makePin, waitMs, type PictureSecret, type WrongTries } from "./picture-secret.ts";

export const PIN_DIGITS = 6;

type HelperPin = { readonly person: PersonId; readonly secret: PictureSecret; readonly tries?: WrongTries };

export type PinEntry = { readonly kind: "entered"; readonly person: PersonId } | { readonly kind: "wrong" | "wait"; /** Until the next try. */ readonly waitMs: number };

/** Of the phone, not of the person who has it in hand. */
const name = "helper-pin";

/** Whose PIN it is; undefined: nobody has set one. */
export async function helperOfPhone(device: Device): Promise<PersonId | undefined> {
  return (await readPin(device))?.person;
}

/** The PIN of whoever has the phone now. Whoever changes it has entered the old one (`enterPin`) before. */
export async function setPin(device: Device, pin: string): Promise<void> {
  const { person } = await device.profile();
  await writePin(device, { person, secret: await makePin(pin, { salt: crypto.getRandomValues(new Uint8Array(16)) }) });
}

/** A try is counted before it is judged: whoever kills the page has tried. */
export async function enterPin(device: Device, pin: string): Promise<PinEntry> {
  const kept = await readPin(device);
  const now = Date.now();
  if (kept === undefined) return { kind: "wrong", waitMs: 0 };
  const wait = waitMs(kept.tries, now);
  if (wait > 0) return { kind: "wait", waitMs: wait };
  const tries = { count: (kept.tries?.count ?? 0) + 1, lastAtMs: now };
  await writePin(device, { ...kept, tries });
  if (!(await isHashOf(pin, kept.secret))) return { kind: "wrong", waitMs: waitMs(tries, now) };
  await writePin(device, { person: kept.person, secret: kept.secret });
  return { kind: "entered", person: kept.person };
}

async function readPin(device: Device): Promise<HelperPin | undefined> {
  const { shelf } = await device.machine();
  return await shelf.read(["bookmarks"], (tx) => tx.get("bookmarks", name)) as HelperPin | undefined; // only this file writes it
}

async function writePin(device: Device, pin: HelperPin): Promise<void> {
  const { shelf } = await device.machine();
  await shelf.write(["bookmarks"], (tx) => tx.put("bookmarks", name, pin));
}
