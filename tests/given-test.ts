/** A whole test as a phone would take it, made of the same functions: its facts, to be sent or changed. */
import type { CertifyingItem, Fact, FactKey, ItemAnswered, ItemId, PersonId, SimulatorFinished, TestEnded, TestPurpose } from "@hocvuso/contract";
import {
  abilityNow, beginTest, itemProbability, nextItem, optionOrder, orderText, recordResponse, scoreOfPicked, taskSeed, uniformAt, type KeyedItem, type WholeTest,
} from "@hocvuso/domain/assessment";
import { prove, replay } from "@hocvuso/domain/scenario";
import type { Services } from "../apps/server/src/services.ts";
import { idOf } from "./given.ts";
import { rightPick } from "./given-answers.ts";

type Bench = Pick<Services, "tests" | "certifying" | "practice" | "simulators">;
export type TakenTest = { readonly person: PersonId; readonly test: FactKey; readonly facts: readonly Fact[]; readonly ability: number; readonly posteriorSd: number };

/** @param whole of the bank that is current. Each question is answered rightly as often as one of this ability would; tasks are left at once, or done whole. */
export function takenTest(name: string, whole: WholeTest, { purpose, seed, ability = 0, doesTasks = false, at = Date.UTC(2026, 10, 20) }: { purpose: TestPurpose; seed: number; ability?: number; doesTasks?: boolean; at?: number }, { tests, certifying, practice, simulators }: Bench): TakenTest {
  const person = idOf<PersonId>(name);
  const test = idOf<FactKey>(`${name}'s ${purpose}`);
  let monoMs = 0;
  const envelope = () => ({ actor: person, subject: person, wallMs: at + monoMs, monoMs: monoMs += 1_000 });
  const startMilliLogits = -300;
  const facts: Fact[] = [{ kind: "test-begun", key: test, ...envelope(), purpose, policy: tests.policy.version, bank: tests.versions[purpose], parameters: 0, seed, startMilliLogits }];
  let state = beginTest(whole, { seed, startMilliLogits });
  for (let place = 0; ; place += 1) {
    const next = nextItem(whole.plan, state);
    if (next.kind === "finished") break;
    const item = next.itemId as ItemId; // of the bank
    const count = whole.optionCounts.get(item);
    const dwellMs = 8_000 + 37 * place;
    const parameters = whole.plan.bank.items[whole.plan.bank.indexOf.get(item) ?? -1];
    const isRight = parameters !== undefined && uniformAt(seed, 50 + place) < (itemProbability(parameters, ability).at(-1) ?? 0);
    let score: number;
    if (count === undefined) {
      const run = playedTask(certifying.items.find(({ id }) => id === item), simulators, taskSeed({ seed, itemId: item }), doesTasks);
      score = run.stepsReached;
      facts.push({ ...run, key: idOf<FactKey>(`${name}'s ${item}`), ...envelope(), dwellMs, inTest: { test, item, place } });
    } else {
      const asked = practice.find(({ id }) => id === item);
      const keyed = certifying.items.find((one): one is KeyedItem => one.id === item && one.form !== "task");
      const picked = asked !== undefined ? [isRight ? asked.right : asked.choices.find(({ id }) => id !== asked.right)?.id ?? ""] : keyed === undefined ? [] : isRight ? rightPick(keyed) : [];
      score = asked !== undefined ? Number(isRight) : keyed === undefined ? 0 : scoreOfPicked(keyed, picked);
      facts.push({ kind: "item-answered", key: test, ...envelope(), item, try: 0, picked, dwellMs, inTest: { place, order: orderText(optionOrder({ seed, itemId: item, count })) } });
    }
    state = recordResponse(whole.plan, state, { itemId: item, score, seconds: dwellMs / 1_000 });
  }
  const { ability: found, posteriorSd } = abilityNow(state);
  facts.push({
    kind: "test-ended", key: test, ...envelope(), because: "rule", places: state.answers.length,
    ...(purpose === "placement" ? { score: { abilityPicoLogits: Math.round(found * 1e12), posteriorSdPicoLogits: Math.round(posteriorSd * 1e12) } } : {}),
  } satisfies TestEnded);
  return { person, test, facts, ability: found, posteriorSd };
}

/** A task that is done by a shortest way, or opened and left: no act, no step. */
function playedTask(item: CertifyingItem | undefined, simulators: Bench["simulators"], seed: number, isDone: boolean): Omit<SimulatorFinished, "key" | "actor" | "subject" | "wallMs" | "monoMs" | "dwellMs"> {
  const named = item?.form === "task" ? item.simulator : undefined;
  const [name = "", simulator] = [...simulators].find(([, { id }]) => id === named) ?? [];
  if (simulator === undefined) throw new RangeError(`no simulator for ${item?.id ?? ""}`);
  for (const acts of isDone ? prove(simulator).shortest.map((way) => way.acts) : [[]]) {
    const run = replay(simulator, { seed, mode: "test", acts });
    if (run.kind === "replayed" && run.outcome.goalReached === isDone && run.outcome.wrongActCount === 0) {
      return { kind: "simulator-finished", simulator: simulator.id, simulatorVersion: name.slice(-8), seed, mode: "test", ...run.outcome, acts: [...acts] };
    }
  }
  throw new RangeError(`no shortest way of ${simulator.id} fits seed ${seed}`);
}

/** The same facts with one answer changed. */
export function withAnswer(facts: readonly Fact[], place: number, change: (answer: ItemAnswered) => Partial<ItemAnswered>): readonly Fact[] {
  return facts.map((fact) => (fact.kind === "item-answered" && fact.inTest?.place === place ? { ...fact, ...change(fact) } : fact));
}
