/**
 * Answers as calibration reads them: the first try of each question and each run without guidance, raw, and what is known of who answered. Each row is
 * a function of the set of facts: of two with one name the smallest source stands.
 */
import type { ItemAnswered, PersonId, PersonRegistered, SimulatorFinished } from "@hocvuso/contract";
import type { FactInPlace } from "@hocvuso/domain/measurement";
import { copiedWhole, escapedForCopy } from "../postgres/copy.ts";
import type { Transaction } from "../postgres/database.ts";

type OwnedFact = FactInPlace & { readonly person: PersonId };
type Owned<Kind> = Omit<OwnedFact, "fact"> & { readonly fact: Kind };

export async function projectAnswers(tx: Transaction, facts: readonly OwnedFact[]): Promise<void> {
  const answers = new Map<string, Owned<ItemAnswered | SimulatorFinished>>();
  const traits = new Map<PersonId, Owned<PersonRegistered>>();
  for (const { fact, ...owned } of facts) {
    if ((fact.kind === "item-answered" && fact.try === 0) || (fact.kind === "simulator-finished" && (fact.mode === "on-my-own" || fact.mode === "test"))) {
      keepFirst(answers, `${owned.person}|${fact.key}|${itemOf(fact)}`, { ...owned, fact });
    } else if (fact.kind === "person-registered" && (fact.sex !== undefined || fact.birthYear !== undefined)) keepFirst(traits, owned.person, { ...owned, fact });
  }
  if (answers.size > 0) await keepAnswers(tx, [...answers.values()]);
  if (traits.size > 0) await keepTraits(tx, [...traits.values()]);
}

function keepFirst<Name, Kind extends { readonly source: string }>(kept: Map<Name, Kind>, name: Name, one: Kind): void {
  const other = kept.get(name);
  if (other === undefined || one.source < other.source) kept.set(name, one);
}

function itemOf(fact: ItemAnswered | SimulatorFinished): string {
  return fact.kind === "item-answered" ? fact.item : fact.simulator;
}

type AnswerRow = Owned<ItemAnswered | SimulatorFinished>;

const runOf = ({ fact }: AnswerRow) => (fact.kind === "simulator-finished" ? fact : undefined);

function lineOf(row: AnswerRow): string {
  const { person, fact, source, isSample } = row;
  const { mode = "\\N", stepsReached = "\\N", stepCount = "\\N" } = runOf(row) ?? {};
  return `${person}\t${fact.key}\t${escapedForCopy(itemOf(fact))}\t${fact.kind === "item-answered" ? escapedForCopy(listOf(fact.picked)) : "\\N"}\t${mode}\t${stepsReached}\t${stepCount}\t${fact.dwellMs}\t${fact.actor}\t${fact.wallMs}\t\\\\x${source}\t${isSample}\n`;
}

/** PostgreSQL 8.15.2: the members of an array between quotes, a quote or a backslash escaped. */
function listOf(words: readonly string[]): string {
  return `{${words.map((word) => `"${word.replaceAll(/["\\]/g, "\\$&")}"`).join(",")}}`;
}

async function keepAnswers(tx: Transaction, rows: readonly AnswerRow[]): Promise<void> {
  if (await copiedWhole(tx, "answer", rows.map(lineOf))) return;
  await tx.query(
    `INSERT INTO answer SELECT p, k, i, CASE WHEN c IS NULL THEN NULL ELSE ARRAY(SELECT jsonb_array_elements_text(c)) END, m, r, n, d, a, w, decode(s, 'hex'), e
     FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[], $5::text[], $6::smallint[], $7::smallint[], $8::integer[], $9::uuid[], $10::bigint[], $11::text[], $12::boolean[]) AS u(p, k, i, c, m, r, n, d, a, w, s, e)
     ON CONFLICT (person, sitting, item) DO UPDATE SET ${ANSWER_STANDS}`,
    [
      rows.map(({ person }) => person), rows.map(({ fact }) => fact.key), rows.map(({ fact }) => itemOf(fact)), rows.map(({ fact }) => (fact.kind === "item-answered" ? JSON.stringify(fact.picked) : null)),
      rows.map((row) => runOf(row)?.mode ?? null), rows.map((row) => runOf(row)?.stepsReached ?? null), rows.map((row) => runOf(row)?.stepCount ?? null),
      rows.map(({ fact }) => fact.dwellMs), rows.map(({ fact }) => fact.actor), rows.map(({ fact }) => fact.wallMs), rows.map(({ source }) => source), rows.map(({ isSample }) => isSample),
    ]);
}

const ANSWER_STANDS = `picked = excluded.picked, mode = excluded.mode, steps_reached = excluded.steps_reached, step_count = excluded.step_count, dwell_ms = excluded.dwell_ms,
       actor = excluded.actor, device_ms = excluded.device_ms, source = excluded.source, is_sample = excluded.is_sample WHERE excluded.source < answer.source`;

const TRAIT_STANDS = "sex = excluded.sex, birth_year = excluded.birth_year, source = excluded.source WHERE excluded.source < person_trait.source";

async function keepTraits(tx: Transaction, rows: readonly Owned<PersonRegistered>[]): Promise<void> {
  await tx.query(
    `INSERT INTO person_trait SELECT p, x, b, decode(s, 'hex') FROM unnest($1::uuid[], $2::text[], $3::smallint[], $4::text[]) AS u(p, x, b, s) ON CONFLICT (person) DO UPDATE SET ${TRAIT_STANDS}`,
    [rows.map(({ person }) => person), rows.map(({ fact }) => fact.sex ?? null), rows.map(({ fact }) => fact.birthYear ?? null), rows.map(({ source }) => source)]);
}

/** What the persons of the first list did is from now on what those of the second did. */
export async function moveAnswers(tx: Transaction, columns: readonly (readonly PersonId[])[]): Promise<void> {
  await tx.query(
    `WITH moved AS (DELETE FROM answer USING unnest($1::uuid[], $2::uuid[]) AS m(mover, root) WHERE answer.person = m.mover RETURNING m.root, answer.*)
     INSERT INTO answer SELECT DISTINCT ON (root, sitting, item) root, sitting, item, picked, mode, steps_reached, step_count, dwell_ms, actor, device_ms, source, is_sample FROM moved ORDER BY root, sitting, item, source
     ON CONFLICT (person, sitting, item) DO UPDATE SET ${ANSWER_STANDS}`, [...columns]);
  await tx.query(
    `WITH moved AS (DELETE FROM person_trait t USING unnest($1::uuid[], $2::uuid[]) AS m(mover, root) WHERE t.person = m.mover RETURNING m.root, t.*)
     INSERT INTO person_trait SELECT DISTINCT ON (root) root, sex, birth_year, source FROM moved ORDER BY root, source ON CONFLICT (person) DO UPDATE SET ${TRAIT_STANDS}`, [...columns]);
  await tx.query("DELETE FROM second_look WHERE person = ANY ($1::uuid[])", [columns[0]]);
}
