/**
 * A test that somebody takes on this phone, as plain data that is written down after every answer: killed at any moment, it goes on exactly
 * where it was. What is asked next is drawn again from it each time. Must not know screens.
 */
import type { FactKey, ItemAnswered, ItemId, ItemNeutralised, PersonId, SimulatorFinished, TestPurpose } from "@hocvuso/contract";
import {
  abilityNow, beginTest, neutraliseItem, nextItem, optionOrder, orderText, recordResponse, type TestState, type WholeTest,
} from "@hocvuso/domain/assessment";
import type { Device, FactDraft } from "../../device/device.ts";

type Draft<Kind> = Omit<Kind, "actor" | "subject" | "wallMs" | "monoMs">;

/** One place: what its fact says, and the score where the phone can give one. */
export type TakenPart = {
  readonly fact: Draft<ItemAnswered> | Draft<SimulatorFinished> | Draft<ItemNeutralised>;
  readonly score?: number;
};

export type TakenTest = {
  readonly format: 1;
  readonly key: FactKey;
  readonly purpose: TestPurpose;
  readonly policy: string;
  readonly bank: string;
  readonly seed: number;
  readonly startMilliLogits: number;
  readonly supervisor?: PersonId;
  readonly parts: readonly TakenPart[];
  /** How many of the parts are surely facts; of the next it is not known where the phone was killed in between. */
  readonly kept: number;
  readonly resumedTimes: number;
  readonly isResting?: true;
  /** The task that is open. */
  readonly task?: { readonly key: FactKey; readonly place: number; readonly saved?: unknown };
  readonly ended?: "rule" | "left";
  readonly isEndKept?: true;
};

export const bookmarkOf = (purpose: TestPurpose): string => `test/${purpose}`;

/** A bookmark as it comes from the phone. */
export async function readTaken(device: Device, purpose: TestPurpose): Promise<TakenTest | undefined> {
  const bookmark = await device.bookmark(bookmarkOf(purpose));
  return typeof bookmark === "object" && bookmark !== null && "format" in bookmark && bookmark.format === 1 ? bookmark as TakenTest : undefined; // only this app writes it
}

/**
 * The state after all parts. What the phone cannot score it takes for no point: of such a test neither the items nor their number depend on it,
 * and no score of it is shown or sent.
 */
export function stateOf(test: WholeTest, { seed, startMilliLogits, parts }: Pick<TakenTest, "seed" | "startMilliLogits" | "parts">): TestState {
  let state = beginTest(test, { seed, startMilliLogits });
  for (const { fact, score = 0 } of parts) {
    state = fact.kind === "item-neutralised" ? neutraliseItem(test.plan, state, fact.item)
      : recordResponse(test.plan, state, { itemId: fact.kind === "item-answered" ? fact.item : fact.inTest?.item ?? "", score, seconds: fact.dwellMs / 1_000 });
  }
  return state;
}

/** Every item that the test will ask, where nothing of it depends on answers. */
export function wholeForm(test: WholeTest, begin: Pick<TakenTest, "seed" | "startMilliLogits">): readonly string[] {
  let state = beginTest(test, begin);
  const asked: string[] = [];
  for (;;) {
    const next = nextItem(test.plan, state);
    if (next.kind === "finished") return asked;
    asked.push(next.itemId);
    state = recordResponse(test.plan, state, { itemId: next.itemId, score: 0, seconds: 0 });
  }
}

export function beginFact({ key, purpose, policy, bank, seed, startMilliLogits, supervisor }: TakenTest): FactDraft {
  return { kind: "test-begun", key, purpose, policy, bank, parameters: 0, seed, startMilliLogits, ...(supervisor === undefined ? {} : { supervisor }) };
}

export function answerPart({ key, seed, parts }: TakenTest, { item, picked, count, dwellMs, score }: { item: ItemId; picked: readonly string[]; count: number; dwellMs: number; score: number | undefined }): TakenPart {
  return {
    fact: { kind: "item-answered", key, item, try: 0, picked: [...picked], dwellMs, inTest: { place: parts.length, order: orderText(optionOrder({ seed, itemId: item, count })) } },
    ...(score === undefined ? {} : { score }),
  };
}

export function neutralisedPart({ key, parts }: TakenTest, item: ItemId, why: ItemNeutralised["why"]): TakenPart {
  return { fact: { kind: "item-neutralised", key, item, place: parts.length, why } };
}

export function endFact(test: WholeTest, taken: TakenTest): FactDraft {
  const { key, purpose, parts, ended = "left" } = taken;
  const { ability, posteriorSd } = abilityNow(stateOf(test, taken));
  return {
    kind: "test-ended", key, because: ended, places: parts.length,
    ...(purpose === "placement" ? { score: { abilityPicoLogits: Math.round(ability * 1e12), posteriorSdPicoLogits: Math.round(posteriorSd * 1e12) } } : {}),
  };
}

/**
 * Writes down that somebody goes on, and once more the last part if the phone was killed before it was surely a fact. The same fact twice is one.
 * @returns the test as it stands.
 */
export async function resume(device: Device, test: WholeTest, taken: TakenTest): Promise<TakenTest> {
  const { isResting, ...rest } = taken;
  const times = taken.resumedTimes + 1;
  if (taken.parts.length === 0) await device.keep(beginFact(taken));
  for (const { fact } of taken.parts.slice(taken.kept)) await device.keep(fact);
  await device.keep({ kind: "test-resumed", key: taken.key, place: taken.parts.length, times, after: isResting === true ? "rest" : "closed" });
  const now: TakenTest = { ...rest, kept: taken.parts.length, resumedTimes: times };
  await save(device, now);
  return now.ended === undefined || now.isEndKept === true ? now : end(device, test, now, now.ended);
}

/** First the place, then the fact: killed in between, the fact is written at the next opening. */
export async function advance(device: Device, taken: TakenTest, part: TakenPart): Promise<TakenTest> {
  const { task: _, ...rest } = taken;
  const now: TakenTest = { ...rest, kept: taken.parts.length, parts: [...taken.parts, part] };
  await save(device, now);
  await device.keep(part.fact);
  return now;
}

export async function end(device: Device, test: WholeTest, taken: TakenTest, because: "rule" | "left"): Promise<TakenTest> {
  const ended: TakenTest = { ...taken, ended: because };
  await save(device, ended);
  await device.keep(endFact(test, ended));
  const kept: TakenTest = { ...ended, isEndKept: true };
  await save(device, kept);
  return kept;
}

export async function save(device: Device, taken: TakenTest): Promise<void> {
  await device.saveBookmark(bookmarkOf(taken.purpose), taken);
}
