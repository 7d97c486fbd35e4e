/**
 * Whole tests from facts: every fact is kept, and each test judged anew from all of them whenever one comes, so that the result is a function
 * of the set. What does not fit is kept and shown, never dropped, and never told as somebody's fault.
 */
import type { Fact, FactKey, ItemNeutralised, PersonId, SimulatorFinished, ItemAnswered, TestBegun, TestEnded, TestFault, TestOutcome, TestResumed } from "@hocvuso/contract";
import { replayTest, type TestPart } from "@hocvuso/domain/assessment";
import type { FactInPlace } from "@hocvuso/domain/measurement";
import type { TestBench } from "../assessment/test-bench.ts";
import type { Transaction } from "../postgres/database.ts";

type OfTest = TestBegun | TestResumed | ItemNeutralised | TestEnded | ItemAnswered | SimulatorFinished;
type Named = { readonly person: PersonId; readonly test: FactKey };

export async function projectTests(tx: Transaction, facts: readonly (FactInPlace & { readonly person: PersonId })[], bench: TestBench): Promise<void> {
  const own = facts.flatMap(({ fact, ...owned }) => {
    const test = testOf(fact);
    return test === undefined ? [] : [{ ...owned, test, fact }];
  });
  if (own.length === 0) return;
  await tx.query(
    "INSERT INTO test_fact SELECT decode(s, 'hex'), p, t, f, e FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::jsonb[], $5::boolean[]) AS u(s, p, t, f, e) ON CONFLICT DO NOTHING",
    [own.map(({ source }) => source), own.map(({ person }) => person), own.map(({ test }) => test), own.map(({ fact }) => JSON.stringify(fact)), own.map(({ isSample }) => isSample)]);
  await judge(tx, own, bench);
}

/** What the persons of the first list did is from now on what those of the second did. */
export async function moveTests(tx: Transaction, columns: readonly (readonly PersonId[])[], bench: TestBench): Promise<void> {
  const { rows } = await tx.query<Named>("UPDATE test_fact SET person = m.root FROM unnest($1::uuid[], $2::uuid[]) AS m(mover, root) WHERE test_fact.person = m.mover RETURNING test_fact.person, test_fact.test", [...columns]);
  await tx.query("DELETE FROM test_result WHERE person = ANY ($1::uuid[])", [columns[0]]);
  await judge(tx, rows, bench);
}

function testOf(fact: Fact): FactKey | undefined {
  switch (fact.kind) {
    case "test-begun": case "test-resumed": case "item-neutralised": case "test-ended": return fact.key;
    case "item-answered": return fact.inTest === undefined ? undefined : fact.key;
    case "simulator-finished": return fact.inTest?.test;
    default: return undefined;
  }
}

async function judge(tx: Transaction, named: readonly Named[], bench: TestBench): Promise<void> {
  for (const { person, test } of new Map(named.map((one) => [`${one.person}|${one.test}`, { person: one.person, test: one.test }])).values()) {
    const { rows } = await tx.query<{ fact: OfTest; is_sample: boolean }>("SELECT fact, is_sample FROM test_fact WHERE (person, test) = ($1, $2) ORDER BY source", [person, test]);
    const judged = await judgeFacts(tx, rows.map(({ fact }) => fact), bench);
    if (judged === undefined) continue; // its beginning has not come: what it was is not known yet
    const { begun, outcome, fault, faultAt, ability, posteriorSd, decision, end } = judged;
    await tx.query(
      `INSERT INTO test_result VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
       ON CONFLICT (person, test) DO UPDATE SET purpose = excluded.purpose, outcome = excluded.outcome, fault = excluded.fault, fault_at = excluded.fault_at, ability = excluded.ability, posterior_sd = excluded.posterior_sd,
         decision = excluded.decision, was_supervised = excluded.was_supervised, begun_ms = excluded.begun_ms, answers = excluded.answers, neutralised = excluded.neutralised, resumed = excluded.resumed,
         phone_ability = excluded.phone_ability, phone_posterior_sd = excluded.phone_posterior_sd, is_sample = excluded.is_sample`,
      [
        person, test, begun.purpose, outcome, fault ?? null, faultAt ?? null, ability ?? null, posteriorSd ?? null, decision ?? null, begun.supervisor !== undefined && begun.supervisor !== person, begun.wallMs,
        judged.answers, judged.neutralised, judged.resumed, end?.score?.ability ?? null, end?.score?.posteriorSd ?? null, rows.some(({ is_sample }) => is_sample),
      ]);
  }
}

type Judged = {
  readonly begun: TestBegun;
  readonly end: { readonly score?: { readonly ability: number; readonly posteriorSd: number } } | undefined;
  readonly outcome: TestOutcome;
  readonly fault?: TestFault;
  readonly faultAt?: number;
  readonly ability?: number;
  readonly posteriorSd?: number;
  readonly decision?: "pass" | "not-yet";
  readonly answers: number;
  readonly neutralised: number;
  readonly resumed: number;
};

async function judgeFacts(tx: Transaction, facts: readonly OfTest[], bench: TestBench): Promise<Judged | undefined> {
  const begins = distinct(facts.filter((fact) => fact.kind === "test-begun"));
  const ends = distinct(facts.filter((fact) => fact.kind === "test-ended"));
  const placed = distinct(facts.filter((fact) => fact.kind === "item-answered" || fact.kind === "simulator-finished" || fact.kind === "item-neutralised"));
  const [begun] = begins;
  if (begun === undefined) return undefined;
  const [ended] = ends;
  const end = ended === undefined ? undefined : {
    because: ended.because, places: ended.places,
    ...(ended.score === undefined ? {} : { score: { ability: ended.score.abilityPicoLogits / PICO, posteriorSd: ended.score.posteriorSdPicoLogits / PICO } }),
  };
  const neutralised = placed.filter(({ kind }) => kind === "item-neutralised").length;
  const known = { begun, end, answers: placed.length - neutralised, neutralised, resumed: distinct(facts.filter(({ kind }) => kind === "test-resumed")).length };
  const refused = (fault: TestFault, faultAt?: number): Judged => ({ ...known, outcome: "refused", fault, ...(faultAt === undefined ? {} : { faultAt }) });
  if (begins.length > 1) return refused("two-beginnings");
  if (ends.length > 1) return refused("after-the-end");
  if (begun.parameters !== 0) return refused("parameters-unknown");
  const bank = await bench.bankOf(tx, begun);
  if (bank === undefined) return refused(begun.policy === bench.policy.version ? "bank-unknown" : "policy-unknown");
  const parts = placed.map((fact): TestPart => {
    switch (fact.kind) {
      case "item-neutralised": return { is: "neutralised", place: fact.place, itemId: fact.item };
      case "item-answered": return { is: "answer", place: fact.inTest?.place ?? 0, itemId: fact.item, order: fact.inTest?.order, score: bank.scoreOf(fact.item, fact.picked), seconds: fact.dwellMs / 1_000 };
      case "simulator-finished": {
        const { item = "", place = 0 } = fact.inTest ?? {};
        return { is: "answer", place, itemId: item, order: undefined, score: fact.inTest === undefined ? undefined : bank.scoreOfTask(fact.inTest.item, fact, begun.seed), seconds: fact.dwellMs / 1_000 };
      }
    }
  });
  const replayed = replayTest(bank.test, { seed: begun.seed, startMilliLogits: begun.startMilliLogits, parts, end });
  switch (replayed.is) {
    case "waiting": return { ...known, outcome: "waiting" };
    case "left": return { ...known, outcome: "left" };
    case "refused": return refused(replayed.fault, replayed.faultAt);
    case "scored": {
      const { ability, posteriorSd, decision } = replayed;
      return { ...known, outcome: "scored", ability, posteriorSd, ...(decision === undefined ? {} : { decision }) };
    }
  }
}

const PICO = 1e12;

/** A phone that died between writing a fact and knowing so writes it once more: the same but for its clocks. */
function distinct<Kind extends OfTest>(facts: readonly Kind[]): readonly Kind[] {
  return [...new Map(facts.map((fact) => [JSON.stringify({ ...fact, wallMs: 0, monoMs: 0, actor: "" }), fact])).values()];
}
