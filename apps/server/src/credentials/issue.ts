/**
 * The server alone issues, and only what the evidence bears: a skill record says the rung on which it was earned, a badge is given by a
 * person. One that still stands is not issued twice. Each has a place drawn by lot in a status list, so that neighbours there say nothing.
 */
import { randomInt, randomUUID } from "node:crypto";
import { STATUS_LIST_ENTRIES, type CredentialClaims, type EvidenceLevel, type OwnCredentials, type PersonId, type UnitId } from "@hocvuso/contract";
import { codeLimits, codeText, earnedLevel, signCode, skillRecord, type Achievement } from "@hocvuso/domain/credential";
import { isUsable } from "../people/restriction.ts";
import type { Transaction } from "../postgres/database.ts";
import type { Services } from "../services.ts";
import { lockIssuing, signingKey } from "../signing/issuer-keys.ts";
import { proveRecord, signJwt, withRegisteredClaims } from "../signing/sign-record.ts";

export type Issuing = Pick<Services, "credentials" | "ladder" | "address" | "dataFolder" | "now">;

/** A credential as it is kept. */
export type KeptCredential = OwnCredentials["credentials"][number] & { readonly id: string; readonly person: PersonId };

export type IssueOrder = {
  readonly person: PersonId;
  readonly achievement: Achievement;
  readonly evidence: EvidenceLevel;
  readonly holder?: string;
  readonly place?: UnitId;
};

export type Issued = { readonly is: "issued"; readonly credential: KeptCredential } | { readonly is: "too-long" };

/** A list is left for the next one when it is so full, so that a free place is soon found by lot. */
const FULL_AT = Math.floor(STATUS_LIST_ENTRIES * 0.75);
const LISTS_AN_EPOCH = 256;

export async function issue(tx: Transaction, { person, achievement, evidence, holder, place }: IssueOrder, services: Issuing): Promise<Issued> {
  const { credentials: policy, ladder, address } = services;
  const key = await signingKey(tx, services); // and the lock under which places are drawn
  const issuedAtS = Math.floor(services.now() / 1_000);
  const claims: CredentialClaims = {
    kind: achievement.kind, achievement: achievement.id, evidence, ...await freePlace(tx), issuedAtS, expiresAtS: issuedAtS + achievement.validDays * 86_400,
    ...(holder === undefined ? {} : { holder: holder.normalize("NFC") }), ...(place === undefined ? {} : { place }),
  };
  const bytes = await signCode(claims, key);
  if (bytes === "too-long") return { is: "too-long" };
  const code = codeText(bytes, address);
  if (code.length > codeLimits.letters) return { is: "too-long" };
  const rung = ladder.rungs.find(({ id }) => id === evidence);
  const id = randomUUID();
  const plain = skillRecord({
    claims, achievement, address, issuerName: policy.issuerName.vi, notice: `${policy.notice.vi} / ${policy.notice.en}`, credentialId: id, subjectId: randomUUID(),
    rung: { title: rung?.title.vi ?? achievement.title.vi, sentence: rung === undefined ? `${achievement.criteria.vi} / ${achievement.criteria.en}` : `${rung.sentence.vi} / ${rung.sentence.en}` },
  });
  const record = await proveRecord(plain, { key, address });
  const jwt = await signJwt(withRegisteredClaims(plain), { key, address, typ: "vc+jwt" });
  await tx.query(
    "INSERT INTO credential (person, id, achievement, key_id, list, list_index, issued_at, expires_at, claims, code, record, jwt) VALUES ($1, $2, $3, $4, $5, $6, to_timestamp($7), to_timestamp($8), $9, $10, $11, $12)",
    [person, id, achievement.id, key.id, claims.list, claims.index, claims.issuedAtS, claims.expiresAtS, JSON.stringify(claims), code, JSON.stringify(record), jwt]);
  return { is: "issued", credential: { id, person, claims, code, record, jwt } };
}

/**
 * What the person has earned and does not hold yet, or holds on a lower rung only; the lower one goes on to stand. Nothing for sample people,
 * nothing for those whose data are only kept, and nothing for those who were erased: of them nothing is left to earn by.
 */
export async function issueEarned(tx: Transaction, person: PersonId, services: Issuing, { holder }: Pick<IssueOrder, "holder"> = {}): Promise<readonly KeptCredential[]> {
  const { rows: [standing] } = await tx.query<{ person: PersonId; own_simulators: string[] }>(
    `SELECT person, own_simulators FROM standing WHERE person = coalesce((SELECT root FROM alias WHERE person = $1), $1::uuid) AND NOT is_sample AND ${isUsable("standing.person")}`, [person]);
  if (standing === undefined) return [];
  const { rows: watched } = await tx.query<{ task: string }>(
    `SELECT DISTINCT split_part(f.what, '#', 1) AS task FROM fact f JOIN segment g ON g.hash = substr(f.source, 1, 32)
     WHERE f.person = $1 AND f.kind = 'task-observed' AND f.what LIKE '%#whole' AND EXISTS (
       SELECT FROM ambassador_fact a JOIN segment s ON s.hash = substr(a.source, 1, 32) JOIN ambassador_fact p ON p.kind = 'ambassador-appointed' AND p.state->>'application' = a.key::text
       WHERE a.kind = 'ambassador-applied' AND s.replica = g.replica)`, [standing.person]);
  const evidence = new Map<string, EvidenceLevel>([
    ...standing.own_simulators.map((simulator) => [simulator, "simulator-without-hints"] as const),
    ...watched.map(({ task }) => [task, "observed"] as const), // by an ambassador, every line of the checklist
  ]);
  const { rows: passed } = await tx.query("SELECT FROM test_result WHERE person = $1 AND purpose = 'certification' AND outcome = 'scored' AND decision = 'pass' AND NOT is_sample LIMIT 1", [standing.person]);
  const lacking = async () => {
    const held = await standingCredentials(tx, [standing.person], services);
    return services.credentials.achievements.flatMap((achievement) => {
      const level = earnedLevel(achievement, evidence, passed.length > 0);
      return level === undefined || held.some(({ claims }) => claims.achievement === achievement.id && claims.evidence === level) ? [] : [{ achievement, level }];
    });
  };
  if ((await lacking()).length === 0) return [];
  await lockIssuing(tx); // asked twice at once, it is issued once
  const made: KeptCredential[] = [];
  for (const { achievement, level } of await lacking()) {
    const issued = await issue(tx, { person: standing.person, achievement, evidence: level, ...(holder === undefined ? {} : { holder }) }, services);
    if (issued.is === "issued") made.push(issued.credential);
  }
  return made;
}

/** Those of the persons, under any id that stands for them, that are neither revoked nor expired, by a key that is still believed; newest first. */
export async function standingCredentials(tx: Transaction, persons: readonly PersonId[], { now }: Pick<Services, "now">): Promise<readonly KeptCredential[]> {
  const { rows } = await tx.query<KeptCredential>(
    `SELECT c.id, c.person, c.claims, c.code, c.record, c.jwt FROM credential c LEFT JOIN alias a ON a.person = c.person
     WHERE coalesce(a.root, c.person) IN (SELECT coalesce((SELECT root FROM alias WHERE alias.person = p), p) FROM unnest($1::uuid[]) AS p)
       AND c.expires_at > $2 AND NOT EXISTS (SELECT FROM revoked_credential r WHERE (r.list, r.list_index) = (c.list, c.list_index))
       AND NOT EXISTS (SELECT FROM issuer_key k WHERE k.id = c.key_id AND k.withdrawn_at IS NOT NULL)
     ORDER BY c.issued_at DESC, c.id`, [persons, new Date(now())]);
  return rows;
}

async function freePlace(tx: Transaction): Promise<{ readonly list: number; readonly index: number }> {
  const { rows: [state] } = await tx.query<{ epoch: number; list: number | null; held: number }>(
    `SELECT epoch, newest.list, (SELECT count(*)::int FROM credential WHERE list = newest.list) AS held
     FROM store_state, LATERAL (SELECT max(list) AS list FROM credential WHERE list >= epoch * ${LISTS_AN_EPOCH} AND list < (epoch + 1) * ${LISTS_AN_EPOCH}) newest`);
  if (state === undefined) throw new Error("store_state has lost its only row");
  const list = state.list === null ? state.epoch * LISTS_AN_EPOCH : state.held < FULL_AT ? state.list : state.list + 1;
  for (;;) {
    const index = randomInt(STATUS_LIST_ENTRIES);
    const { rowCount } = await tx.query("SELECT FROM credential WHERE (list, list_index) = ($1, $2) UNION ALL SELECT FROM revoked_credential WHERE (list, list_index) = ($1, $2)", [list, index]);
    if (rowCount === 0) return { list, index };
  }
}
