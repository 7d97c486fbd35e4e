/** GET /api/tests, POST /api/tests/own: what the province made of whole tests, for people of staff and for the phones on which they were taken. */
import { UnitId, type FactKey, type OwnTests, type PersonId, type TestFault, type TestOutcome, type TestPurpose, type TestRecords } from "@hocvuso/contract";
import { Type } from "typebox";
import { auditMany } from "../identity/audit.ts";
import { liesInToday, visitorOf } from "../identity/visitor.ts";
import { OWN_REQUEST_BYTES, personsOfPhone } from "../people/persons-of-phone.ts";
import { isUsable } from "../people/restriction.ts";
import { bytes, query } from "./endpoint.ts";

const SHOWN = 200;

type Row = {
  person: PersonId; test: FactKey; purpose: TestPurpose; outcome: TestOutcome; fault: TestFault | null; fault_at: number | null; ability: number | null; posterior_sd: number | null; decision: "pass" | "not-yet" | null;
  was_supervised: boolean; begun_ms: string; answers: number; neutralised: number; resumed: number; phone_ability: number | null; phone_posterior_sd: number | null; is_sample: boolean;
};

function saidOf({ test, purpose, outcome, fault, fault_at, ability, posterior_sd, decision, was_supervised }: Row): OwnTests["tests"][number] {
  return {
    test, purpose, outcome, wasSupervised: was_supervised, ...(fault === null ? {} : { fault }), ...(fault_at === null ? {} : { faultAt: fault_at }),
    ...(ability === null ? {} : { ability }), ...(posterior_sd === null ? {} : { posteriorSd: posterior_sd }), ...(decision === null ? {} : { decision }),
  };
}

/** Newest first. */
export const getOwnTests = bytes(OWN_REQUEST_BYTES, (body, { database, primitives }): Promise<OwnTests> => database.transaction(async (tx) => {
  const persons = await personsOfPhone(tx, body, { where: "tests", primitives });
  const { rows } = await tx.query<Row>("SELECT t.* FROM test_result t LEFT JOIN alias a ON a.root = t.person WHERE t.person = ANY ($1::uuid[]) OR a.person = ANY ($1::uuid[]) ORDER BY t.begun_ms DESC, t.test", [persons]);
  return { tests: [...new Map(rows.map((row) => [row.test, row])).values()].map(saidOf) };
}));

/** Those that are not borne out by their facts first, then the newest. */
export const getTests = query(Type.Object({ unit: UnitId }), ({ unit }, services, c): Promise<TestRecords> => services.database.transaction(async (tx) => {
  const { rows } = await tx.query<Row & { place: UnitId | null; received_at: Date }>(
    `SELECT t.*, s.place, (SELECT max(g.received_at) FROM test_fact f JOIN segment g ON g.hash = substr(f.source, 1, 32) WHERE (f.person, f.test) = (t.person, t.test)) AS received_at
     FROM test_result t JOIN standing s ON s.person = t.person AND ${isUsable("s.person")} ORDER BY t.outcome <> 'refused', t.begun_ms DESC, t.test`);
  const lies = liesInToday(services.register);
  const shown = rows.filter(({ place }) => place !== null && lies(place, unit)).slice(0, SHOWN);
  const { staff } = await visitorOf(c, services);
  // Whoever looks around before anybody has signed in sees invented people only: no line for that.
  if (staff !== undefined) await auditMany(tx, { act: "records-seen", by: staff, persons: [...new Set(shown.map(({ person }) => person))], unit, said: { record: "tests" } }, services);
  return {
    unit, isSample: shown.some(({ is_sample }) => is_sample),
    tests: shown.map((row) => ({
      ...saidOf(row), person: row.person, begunAt: new Date(Number(row.begun_ms)).toISOString(), receivedAt: row.received_at.toISOString(), answers: row.answers, neutralised: row.neutralised, resumed: row.resumed,
      ...(row.phone_ability === null ? {} : { phoneAbility: row.phone_ability }), ...(row.phone_posterior_sd === null ? {} : { phonePosteriorSd: row.phone_posterior_sd }),
    })),
  };
}));
