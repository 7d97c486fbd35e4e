/** What the province made of the tests of whoever has this phone: kept here, asked for where there is a network. */
import type { OwnTests } from "@hocvuso/contract";
import type { Device } from "./device.ts";

const name = "own-tests";
const PATIENCE_MS = 10_000;

export type OwnTest = OwnTests["tests"][number];

/** Newest first. */
export async function keptTests(device: Device): Promise<readonly OwnTest[]> {
  return (await device.bookmark(name) as readonly OwnTest[] | undefined) ?? []; // only this file writes it
}

/** Rejects where nobody answered; what is kept stays. */
export async function askForTests(device: Device): Promise<readonly OwnTest[]> {
  const { person } = await device.profile();
  const machine = await device.machine();
  const answer = await fetch("/api/tests/own", { method: "POST", body: new Uint8Array(await machine.credentialRequest([person])), signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new Error(`/api/tests/own answered ${answer.status}`);
  const { tests } = await answer.json() as OwnTests; // from our own origin, whose shape it is
  await device.saveBookmark(name, tests);
  return tests;
}
