/**
 * Who offered to help, whom the commune appointed, and whom each of them serves. An appointment names an application, and so the one phone that signed it:
 * that phone alone is sent people, and only those of its places who agreed that helpers may call on them.
 */
import type { Ambassadors, AmbassadorApplied, AmbassadorAppointed, FactKey, PeopleServed, PersonId, ReplicaId, UnitId } from "@hocvuso/contract";
import { HOUSEHOLD_SKILLS } from "@hocvuso/domain/people";
import { liesInToday, todayOf } from "../identity/visitor.ts";
import type { Transaction } from "../postgres/database.ts";
import type { Services } from "../services.ts";
import { profileHeads, wordsOf } from "./person-record.ts";
import { isUsable } from "./restriction.ts";

const APPLICATIONS = `SELECT a.state AS application, encode(g.replica, 'hex') AS replica, p.state AS appointment,
    EXISTS (SELECT FROM ambassador_fact e WHERE e.kind = 'ambassador-ended' AND e.key = p.key) AS is_ended
  FROM ambassador_fact a JOIN segment g ON g.hash = substr(a.source, 1, 32)
  LEFT JOIN ambassador_fact p ON p.kind = 'ambassador-appointed' AND p.state->>'application' = a.key::text
  WHERE a.kind = 'ambassador-applied'`;

type Row = { readonly application: AmbassadorApplied; readonly replica: ReplicaId; readonly appointment: AmbassadorAppointed | null; readonly is_ended: boolean };

/** Those whose places lie in the unit: who waits first, then by time. */
export async function ambassadorsOf(tx: Transaction, unit: UnitId, services: Services): Promise<Ambassadors["ambassadors"]> {
  const liesIn = liesInToday(services.register);
  const { rows } = await tx.query<Row>(`${APPLICATIONS} ORDER BY p.key IS NOT NULL, (a.state->>'wallMs')::bigint, a.key`);
  const own = rows.filter(({ application }) => application.places.every((place) => liesIn(place, unit)));
  return Promise.all(own.map(async ({ application, replica, appointment, is_ended }) => {
    const words = await wordsOf(tx, application, services);
    return {
      application: application.key, person: application.subject, replica, places: [...(appointment ?? application).places], times: [...application.times],
      appliedAt: new Date(application.wallMs).toISOString(), isEnded: is_ended,
      ...(words === undefined ? {} : { name: words.name }),
      ...(appointment === null ? {} : { appointment: appointment.key, until: appointment.until }),
    };
  }));
}

export type Appointment = { readonly appointment: FactKey; readonly person: PersonId; readonly until: string; readonly places: readonly UnitId[] };

/** In force today, of the phone that asks. A phone that was revoked has none. */
export async function appointmentOf(tx: Transaction, replica: ReplicaId, services: Pick<Services, "now">): Promise<Appointment | undefined> {
  const { rows } = await tx.query<Row>(
    `${APPLICATIONS} AND g.replica = decode($1, 'hex') AND p.state->>'until' >= $2 AND NOT EXISTS (SELECT FROM revocation r WHERE r.replica = g.replica) ORDER BY p.key DESC`, [replica, todayOf(services)]);
  const inForce = rows.find(({ is_ended, appointment }) => !is_ended && appointment !== null)?.appointment;
  return inForce === undefined || inForce === null ? undefined : { appointment: inForce.key, person: inForce.subject, until: inForce.until, places: inForce.places };
}

/** More than one ambassador serves on foot; the phone is told of the rest when some have moved. */
const PEOPLE = 2_000;

/**
 * People of the places who agreed that helpers may call on them and did not take it back, in the order of their ids; nobody whose data are only kept, nobody invented,
 * nobody without a name that this store can open.
 */
export async function peopleServed(tx: Transaction, { places }: Pick<Appointment, "places">, services: Services): Promise<PeopleServed["people"]> {
  const { rows } = await tx.query<{ person: PersonId; own_simulators: string[]; is_reached: boolean }>(
    `SELECT s.person, s.own_simulators, s.is_reached FROM standing s
     WHERE (s.place = ANY ($1::text[]) OR split_part(s.place, '-', 1) = ANY ($1::text[])) AND NOT s.is_sample AND ${isUsable("s.person")}
       AND EXISTS (SELECT FROM fact f WHERE f.person = s.person AND f.kind = 'consent-given' AND f.what = 'contact'
         AND NOT EXISTS (SELECT FROM fact w WHERE w.person = f.person AND w.kind = 'consent-withdrawn' AND f.identity = encode(substr(sha256(convert_to('consent-given|' || w.what, 'UTF8')), 1, 16), 'hex')::uuid))
     ORDER BY s.person LIMIT ${PEOPLE}`, [places]);
  const heads = await profileHeads(tx, rows.map(({ person }) => person));
  const shown = await Promise.all(rows.map(async ({ person, own_simulators, is_reached }): Promise<PeopleServed["people"]> => {
    const found = heads.get(person);
    const words = found === undefined ? undefined : await wordsOf(tx, found.winner.state, services);
    if (found === undefined || words === undefined) return [];
    const { birthYear, group, place, household } = found.winner.state;
    return [{
      person, name: words.name, group, place, lacks: [...(words.lacks ?? [])], heads: found.heads.map(({ key }) => key), skills: skillsOf(own_simulators, services), isReached: is_reached,
      ...(birthYear === undefined ? {} : { birthYear }), ...(household === undefined ? {} : { household }),
      ...(words.hamletName === undefined ? {} : { hamletName: words.hamletName }), ...(words.languages === undefined ? {} : { languages: words.languages }),
    }];
  }));
  return shown.flat();
}

/** Of the five skills of a household, by their places in the ladder, those of which some task was done alone. */
function skillsOf(ownSimulators: readonly string[], { ladder }: Pick<Services, "ladder">): number[] {
  return ladder.essentialSkills.slice(0, HOUSEHOLD_SKILLS).flatMap(({ simulators }, at) => (simulators.some((simulator) => ownSimulators.includes(simulator)) ? [at] : []));
}

const LASTING_MS = 30 * 86_400_000;

/** Sessions led and closed, people who came to two of them or more, people of them who did a task alone and again thirty days later. */
export async function recognitionOf(tx: Transaction, person: PersonId): Promise<PeopleServed["recognition"]> {
  const { rows: [found] } = await tx.query<{ sessions: number; seen_again: number; lasted: number }>(
    `WITH held AS (SELECT what FROM fact WHERE kind = 'class-held' AND person = coalesce((SELECT root FROM alias WHERE person = $1), $1::uuid)),
       came AS (SELECT f.person, count(DISTINCT f.what)::int AS times FROM fact f JOIN held USING (what) WHERE f.kind = 'attendance-marked' GROUP BY f.person)
     SELECT (SELECT count(*)::int FROM held) AS sessions, (SELECT count(*)::int FROM came WHERE times >= 2) AS seen_again,
       (SELECT count(*)::int FROM came WHERE EXISTS (SELECT FROM fact a WHERE a.person = came.person AND a.kind = 'simulator-finished' AND a.rung = 2
          GROUP BY a.what HAVING max(a.device_ms) - min(a.device_ms) >= ${LASTING_MS})) AS lasted`, [person]);
  return { sessions: found?.sessions ?? 0, seenAgain: found?.seen_again ?? 0, lasted: found?.lasted ?? 0 };
}
