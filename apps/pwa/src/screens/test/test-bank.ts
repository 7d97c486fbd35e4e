/** From what a test is asked: fetched where there is a network, kept whole with the phone, so that a test that has begun ends with what it began from. */
import type { CertifyingBank, Item, KeylessItem, SimulatorId, TestPurpose, TestsPolicy } from "@hocvuso/contract";
import { certificationTest, placementTest, type WholeTest } from "@hocvuso/domain/assessment";
import { content as framework } from "../../../../../content/frameworks/thong-tu-02-2025.json?framework";
import { entries as placementFile } from "../../../../../content/items?placement";
import { content as policyOfApp } from "../../../../../content/policies/tests.json?tests";
import type { Device } from "../../device/device.ts";
import { fetchedFile } from "../../fetched-file.ts";

export type PlacementItem = Pick<Item, "id" | "form" | "components" | "shown" | "spoken" | "right" | "expectedDifficultyLogits" | "expectedSeconds" | "enemies"> & { readonly choices: readonly Pick<Item["choices"][number], "id" | "text">[] };
export type AskedItem = PlacementItem | KeylessItem;

type Policy = Omit<TestsPolicy, "sources">;

export type TestBank =
  | { readonly purpose: "placement"; readonly version: string; readonly policy: Policy; readonly items: readonly PlacementItem[] }
  | { readonly purpose: "certification"; readonly version: string; readonly policy: Policy; readonly items: readonly KeylessItem[]; readonly scoreSteps: Readonly<Record<string, number>> };

const nameOf = (purpose: TestPurpose) => `test-bank/${purpose}`;
const PATIENCE_MS = 15_000;

/** As it was kept; undefined: never. */
export async function keptBank(device: Device, purpose: TestPurpose): Promise<TestBank | undefined> {
  const { shelf } = await device.machine();
  return await shelf.read(["bookmarks"], (tx) => tx.get("bookmarks", nameOf(purpose))) as TestBank | undefined; // only this file writes it
}

/** The newest that can be had, kept from now on. undefined: none is here, and there is no network. */
export async function freshBank(device: Device, purpose: TestPurpose): Promise<TestBank | undefined> {
  const kept = await keptBank(device, purpose);
  const isKept = (version: string) => kept !== undefined && kept.version === version && kept.policy.version === policyOfApp.version;
  if (purpose === "placement" && isKept(placementFile.version)) return kept;
  const fetched = await (purpose === "placement" ? fetchPlacement() : fetchCertification()).catch(() => undefined);
  if (fetched === undefined || isKept(fetched.version)) return kept;
  const { shelf } = await device.machine();
  await shelf.write(["bookmarks"], (tx) => tx.put("bookmarks", nameOf(purpose), fetched));
  return fetched;
}

async function fetchPlacement(): Promise<TestBank | undefined> {
  const items = await fetchedFile(placementFile) as readonly PlacementItem[] | undefined; // its bytes are those that the build wrote
  return items && { purpose: "placement", version: placementFile.version, policy: policyOfApp, items };
}

async function fetchCertification(): Promise<TestBank | undefined> {
  const answer = await fetch("/api/certifying-items", { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) return undefined;
  const { version, items, scoreSteps } = await answer.json() as CertifyingBank; // from our own origin, whose shape it is
  return scoreSteps && { purpose: "certification", version, policy: policyOfApp, items, scoreSteps };
}

export function testOfBank(bank: TestBank): WholeTest {
  return bank.purpose === "placement"
    ? placementTest(bank.items, bank.policy, framework)
    : certificationTest(bank.items, bank.policy, { framework, scoreSteps: new Map(Object.entries(bank.scoreSteps) as [SimulatorId, number][]) }); // the province's own keys
}

export function itemOf(bank: TestBank, id: string): AskedItem | undefined {
  return bank.purpose === "placement" ? bank.items.find((item) => item.id === id) : bank.items.find((item) => item.id === id);
}
