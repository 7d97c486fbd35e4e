/** What a calibration is made from: items as declared, and the first answer of each person to each. Plain data, so that another thread can have it. */
import { hash } from "node:crypto";
import type { CalibrationPolicy, CertifyingItem, PersonId, Text, UnitId } from "@hocvuso/contract";
import { declaredBank, meanDifficulty, scoreOfPicked, type BankItem, type KeyedItem } from "@hocvuso/domain/assessment";
import { isUsable } from "../people/restriction.ts";
import type { Transaction } from "../postgres/database.ts";
import { communeOn, currentBoundaries } from "../projections/read-progress.ts";
import type { Services } from "../services.ts";

export type AnsweredItem = {
  /** Of an item, or `on-my-own/` and a simulator. */
  readonly id: string;
  readonly use: "certifying" | "practice" | "run";
  readonly title: Text;
  readonly level: number;
  readonly stepCount: number;
  readonly optionCount?: number;
  readonly declaredDifficulty: number;
  /** Of certifying items. */
  readonly bank?: BankItem;
};

export type AnsweringPerson = { readonly id: PersonId; readonly sex?: "female" | "male"; readonly isSixty?: boolean; readonly commune?: UnitId };

export type GivenAnswer = {
  /** Places in the lists beside it. */
  readonly person: number;
  readonly item: number;
  readonly score: number;
  readonly seconds: number;
  readonly picked: string;
  readonly sitting: string;
  /** Whose hands were on the phone, where they were another's. */
  readonly helper?: string;
  readonly phone: string;
  /** Microseconds since 1970, by this server's clock. */
  readonly receivedUs: number;
};

export type AnswerSet = {
  readonly items: readonly AnsweredItem[];
  readonly persons: readonly AnsweringPerson[];
  /** In the order of persons, and of time within each. */
  readonly answers: readonly GivenAnswer[];
  readonly isSample: boolean;
  readonly untilUs: number;
  /** SHA-256 of all of it and of the policy: the same answers make the same calibration. */
  readonly madeFrom: string;
};

/** Rises when the same answers would give other parameters. */
const METHOD = 1;

export function onMyOwn(simulator: string): string {
  return `on-my-own/${simulator}`;
}

type Declared = { readonly item: AnsweredItem; readonly score: (picked: readonly string[]) => number };

/** Every item that can be calibrated, under the name by which its answers stand: a question's id, a simulator's run in a test or alone. */
export function declaredItems({ certifying, practice, framework, simulators }: Pick<Services, "certifying" | "practice" | "framework" | "simulators">): ReadonlyMap<string, Declared> {
  const declared = new Map<string, Declared>();
  const shipped = new Map([...simulators.values()].map((simulator) => [simulator.id, simulator]));
  const bank = new Map(declaredBank(certifying.items, { framework, scoreSteps: new Map([...shipped].map(([id, { scoreSteps }]) => [id, scoreSteps.length])) }).map((item) => [item.id, item]));
  for (const item of certifying.items) {
    const own = bank.get(item.id);
    if (own === undefined) continue;
    declared.set(item.form === "task" ? `test/${item.simulator}` : item.id, {
      item: {
        id: item.id, use: "certifying", title: item.shown, level: item.level, stepCount: own.stepDifficulties.length, declaredDifficulty: meanDifficulty(own), bank: own,
        ...(own.optionCount === undefined ? {} : { optionCount: own.optionCount }),
      },
      score: (picked) => (isKeyed(item) ? scoreOfPicked(item, picked) : 0),
    });
  }
  for (const { id, shown, level, expectedDifficultyLogits = 0, choices, right } of practice) {
    declared.set(id, { item: { id, use: "practice", title: shown, level, stepCount: 1, optionCount: choices.length, declaredDifficulty: expectedDifficultyLogits }, score: ([picked]) => (picked === right ? 1 : 0) });
  }
  for (const [id, { title, level, scoreSteps }] of shipped) {
    declared.set(onMyOwn(id), { item: { id: onMyOwn(id), use: "run", title, level, stepCount: scoreSteps.length, declaredDifficulty: 0 }, score: () => 0 });
  }
  return declared;
}

function isKeyed(item: CertifyingItem): item is KeyedItem {
  return item.form !== "task";
}

type AnswerRow = {
  person: PersonId; sitting: string; item: string; picked: string[] | null; mode: string | null; steps_reached: number | null; step_count: number | null;
  dwell_ms: number; helper: string | null; phone: string; source: string; received_us: string; sex: "female" | "male" | null; birth_year: number | null; place: UnitId | null;
};

/** Real answers, or invented ones where there are no others; nobody whose data are only kept. */
export async function readAnswers(tx: Transaction, policy: CalibrationPolicy, services: Pick<Services, "certifying" | "practice" | "framework" | "simulators" | "register" | "now">): Promise<AnswerSet> {
  const declared = declaredItems(services);
  const names = [...declared.keys()];
  const placeOf = new Map(names.map((name, at) => [name, at]));
  const items = [...declared.values()].map(({ item }) => item);
  const { rows: [real] } = await tx.query<{ is_sample: boolean }>("SELECT NOT EXISTS (SELECT FROM answer WHERE NOT is_sample) AS is_sample");
  const isSample = real?.is_sample === true;
  const { rows } = await tx.query<AnswerRow>(
    `WITH asked AS (SELECT a.person FROM answer a JOIN standing s ON s.person = a.person WHERE a.is_sample = $1 AND ${isUsable("s.person")} GROUP BY a.person ORDER BY md5(a.person::text), a.person LIMIT $2),
      firsts AS (SELECT DISTINCT ON (a.person, a.item, a.mode) a.* FROM answer a JOIN asked USING (person) WHERE a.is_sample = $1 ORDER BY a.person, a.item, a.mode, a.device_ms, a.source)
     SELECT f.person, f.sitting, f.item, f.picked, f.mode, f.steps_reached, f.step_count, f.dwell_ms, CASE WHEN f.actor = f.person THEN NULL ELSE f.actor::text END AS helper,
       encode(g.replica, 'hex') AS phone, encode(f.source, 'hex') AS source, (extract(epoch FROM g.received_at) * 1000000)::bigint AS received_us,
       coalesce(v.state->>'sex', t.sex) AS sex, coalesce((v.state->>'birthYear')::smallint, t.birth_year) AS birth_year, s.place
     FROM firsts f JOIN LATERAL (SELECT replica, received_at FROM segment WHERE hash = substring(f.source FROM 1 FOR 32) ORDER BY replica LIMIT 1) g ON true
       LEFT JOIN standing s ON s.person = f.person LEFT JOIN person_trait t ON t.person = f.person
       LEFT JOIN LATERAL (SELECT state FROM record_version WHERE kind = 'profile-changed' AND record = f.person ORDER BY device_ms DESC, source LIMIT 1) v ON true
     ORDER BY f.person, f.device_ms, f.source`, [isSample, policy.mostPersons]);
  const { asOf } = currentBoundaries(services.register);
  const sixtyBornIn = new Date(services.now()).getUTCFullYear() - 60;
  const persons: AnsweringPerson[] = [];
  const answers: GivenAnswer[] = [];
  const all: unknown[] = [METHOD, policy, items.map(({ id, stepCount, optionCount, declaredDifficulty }) => [id, stepCount, optionCount, declaredDifficulty])];
  let untilUs = 0;
  for (const row of rows) {
    const name = row.mode === null ? row.item : row.mode === "test" ? `test/${row.item}` : onMyOwn(row.item);
    const at = placeOf.get(name);
    const own = declared.get(name);
    if (at === undefined || own === undefined || (row.step_count !== null && row.step_count !== own.item.stepCount)) continue;
    if (persons.at(-1)?.id !== row.person) {
      const commune = row.place === null ? undefined : communeOn(services.register, row.place, asOf);
      persons.push({
        id: row.person, ...(row.sex === null ? {} : { sex: row.sex }), ...(row.birth_year === null ? {} : { isSixty: row.birth_year <= sixtyBornIn }), ...(commune === undefined ? {} : { commune }),
      });
    }
    const receivedUs = Number(row.received_us);
    untilUs = Math.max(untilUs, receivedUs);
    const picked = row.picked ?? [];
    const score = row.steps_reached ?? own.score(picked);
    answers.push({
      person: persons.length - 1, item: at, score, seconds: Math.max(0.1, row.dwell_ms / 1_000), picked: row.mode === null ? picked.join(" ") : String(score), sitting: row.sitting,
      ...(row.helper === null ? {} : { helper: row.helper }), phone: row.phone, receivedUs,
    });
    all.push(row.person, row.source, score);
  }
  return { items, persons, answers, isSample, untilUs, madeFrom: hash("sha256", JSON.stringify(all), "hex") };
}
