/**
 * The events of the comparison: what one shared phone of a class of 30 keeps as they learn. Invented, the same for the same seed. Times,
 * choices and ids have the entropy of real ones, for zeros would deflate to nothing; every run is played by the engine that ships.
 */
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Fact, FactKey, Item, Lesson, PersonId, Simulator, SimulatorFinished } from "@hocvuso/contract";
import { prove, replay } from "@hocvuso/domain/scenario";
import { uuidv7 } from "@hocvuso/journal";
import { seededRandom, type Random } from "../../apps/server/src/sample/invented-province.ts";
import { registered } from "../../tests/given.ts";

const LEARNERS = 30;
const FIRST_DAY_MS = Date.UTC(2026, 8, 7, 12);

const content = join(import.meta.dirname, "../../content");
const lesson = read<Lesson>("lessons/tra-tien-qr.json");
const practised = globSync("*.json", { cwd: join(content, "simulators") }).toSorted().map((name) => {
  const simulator = read<Simulator>(`simulators/${name}`);
  return { simulator, version: createHash("sha256").update(readFileSync(join(content, "simulators", name))).digest("hex").slice(0, 8), ways: prove(simulator).shortest.map(({ acts }) => acts) };
});

/** In the order the phone kept them; the first 30 register the learners. @param count at least 30. */
export function eventsOf({ count, seed }: { readonly count: number; readonly seed: number }): Fact[] {
  const random = seededRandom(seed);
  let [nowMs, openedMs] = [FIRST_DAY_MS, FIRST_DAY_MS];
  const mint = () => uuidv7({ nowMs, random: Uint8Array.from({ length: 10 }, () => Math.floor(256 * random())) });
  const newKey = () => mint() as FactKey; // uuidv7 is what the brand asks
  const learners = Array.from({ length: LEARNERS }, () => mint() as PersonId); // likewise

  const facts: Fact[] = learners.map((who) => ({ ...registered(""), key: who as string as FactKey, ...done(who, 40_000) })); // a registration is keyed by its person
  while (facts.length < count) {
    const who = learners[Math.floor(LEARNERS * random())];
    if (who === undefined) throw new RangeError("nobody learns");
    nowMs += 60_000 + Math.floor(600_000 * random());
    openedMs = nowMs - Math.floor(5_000 * random());
    // Two sittings of three are the lesson; the other is a simulator on its own, played twice.
    if (random() < 2 / 3) facts.push(...sitting(who));
    else facts.push(...playedTwice(who, practised[Math.floor(practised.length * random())]));
  }
  return facts.slice(0, count);

  /** Every stop of the lesson as the player keeps it; a wrong choice is answered and another one tried. */
  function sitting(who: PersonId): Fact[] {
    const key = newKey();
    return lesson.steps.flatMap((step, at): Fact[] => {
      const before: Fact[] = step.kind === "practise" ? [played(who, practised.find(({ simulator }) => simulator.id === step.simulator), step.mode)]
        : step.kind === "question" ? tries(who, read<Item>(`items/${step.item}.json`), key) : [];
      const dwellMs = drawMs(14_000, random);
      return [...before, { kind: "lesson-step-done", key, ...done(who, dwellMs), lesson: lesson.id, step: at, dwellMs }];
    });
  }

  function tries(who: PersonId, item: Item, key: FactKey): Fact[] {
    const left = item.choices.map(({ id }) => id);
    const facts: Fact[] = [];
    for (let picked: string | undefined; picked !== item.right;) {
      picked = random() < 0.65 ? item.right : left[Math.floor(left.length * random())];
      if (picked === undefined) throw new RangeError(`${item.id} has no choice left`);
      left.splice(left.indexOf(picked), 1);
      const dwellMs = drawMs(9_000, random);
      facts.push({ kind: "item-answered", key, ...done(who, dwellMs), item: item.id, try: facts.length, picked: [picked], dwellMs });
    }
    return facts;
  }

  function playedTwice(who: PersonId, practice: (typeof practised)[number] | undefined): Fact[] {
    return [played(who, practice, "with-hints"), played(who, practice, "on-my-own")];
  }

  function played(who: PersonId, practice: (typeof practised)[number] | undefined, mode: SimulatorFinished["mode"]): SimulatorFinished {
    if (practice === undefined) throw new RangeError("the lesson practises what does not ship");
    const { simulator, version, ways } = practice;
    const key = newKey();
    const seed = Math.floor(2 ** 32 * random());
    for (const way of ways) {
      const acts = way.map((act) => act.replace(/@0$/, `@${drawMs(4_000, random)}`));
      if (mode === "with-hints" && random() < 0.4) acts.unshift(`?@${drawMs(12_000, random)}`);
      const run = replay(simulator, { seed, mode, acts });
      // The ways are one for each variant; the seed drew another variant.
      if (run.kind === "not-played" || !run.outcome.goalReached || run.outcome.wrongActCount > 0) continue;
      const dwellMs = acts.reduce((sum, act) => sum + Number(act.slice(act.indexOf("@") + 1)), 0);
      return { kind: "simulator-finished", key, ...done(who, dwellMs), simulator: simulator.id, simulatorVersion: version, seed, mode, ...run.outcome, dwellMs, acts };
    }
    throw new RangeError(`no shortest way of ${simulator.id} fits seed ${seed}`);
  }

  /** Moves the clock on by the time the act took. */
  function done(who: PersonId, tookMs: number) {
    nowMs += tookMs;
    return { actor: who, subject: who, wallMs: nowMs, monoMs: nowMs - openedMs };
  }
}

/** Log-normal around `medianMs`, whole milliseconds: most are near it, a few very long, none of them alike. */
function drawMs(medianMs: number, random: Random): number {
  return Math.round(medianMs * Math.exp(0.8 * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())));
}

function read<Kind>(name: string): Kind {
  return JSON.parse(readFileSync(join(content, name), "utf8")) as Kind; // `npm run content` checks the files that ship
}
