/**
 * Under /api/help-requests: the commune's desk sees who asked for help, for whom nobody came, and the nearest free helpers with the reason; it asks for somebody who
 * comes to the desk, and closes for who was helped and has no phone. Requests and their steps are versions of one record, whether a phone or the desk writes them.
 */
import { FactKey, HelpRequestChanged, PersonId, UnitId, type HelpRequests, type MovementDecided } from "@hocvuso/contract";
import { isEscalated, matchHelp, mayFollow, type Helper } from "@hocvuso/domain/campaign";
import { headsOf, type Heads, type Version } from "@hocvuso/domain/records";
import { uuidv7 } from "@hocvuso/journal";
import { Type } from "typebox";
import { auditMany } from "../identity/audit.ts";
import { liesInToday, signedIn } from "../identity/visitor.ts";
import { appendAtOffice, type OfficeEnvelope } from "../office-log.ts";
import { profileHeads, rootOf, wordsOf } from "../people/person-record.ts";
import { isUsable } from "../people/restriction.ts";
import type { Transaction } from "../postgres/database.ts";
import type { Services } from "../services.ts";
import { posted, query } from "./endpoint.ts";
import { Problem } from "./problem.ts";

const SHOWN = 100;
const { about, language } = HelpRequestChanged.properties;

type HelpVersion = Version & { readonly state: HelpRequestChanged };
type Request = { readonly record: FactKey; readonly heads: Heads<HelpVersion>; readonly askedMs: number; readonly state: HelpRequestChanged["state"] };

export const getHelpRequests = query(Type.Object({ unit: UnitId }), ({ unit }, services, c): Promise<HelpRequests> => services.database.transaction(async (tx) => {
  const by = await signedIn(c, services);
  const own = (await readRequests(tx)).filter(({ heads: { winner } }) => liesInToday(services.register)(winner.state.place, unit));
  const shown = own.toSorted((a, b) => Number(a.state === "closed") - Number(b.state === "closed") || (a.state === "closed" ? b.askedMs - a.askedMs : a.askedMs - b.askedMs) || (a.record < b.record ? -1 : 1)).slice(0, SHOWN);
  const helpers = await readHelpers(tx, own, services);
  const names = await namesOf(tx, shown.flatMap(({ heads: { winner: { state } } }) => [state.subject, ...(state.helper === undefined ? [] : [state.helper])]), services);
  await auditMany(tx, { act: "records-seen", by, persons: [...new Set(shown.map(({ heads }) => heads.winner.state.subject))], unit, said: { record: "help-request-changed" } }, services);
  return {
    unit,
    requests: shown.map(({ record, heads: { winner }, askedMs, state }) => {
      const { subject, place, about: what, language: tongue, by: asker, helper } = winner.state;
      const [name, helperName] = [names.get(subject), helper === undefined ? undefined : names.get(helper)];
      return {
        request: record, version: winner.key, person: subject, place, about: what, state, askedAt: new Date(askedMs).toISOString(), isEscalated: isEscalated({ state, askedMs, nowMs: services.now() }),
        ...(name === undefined ? {} : { name }), ...(tongue === undefined ? {} : { language: tongue }), ...(asker === undefined ? {} : { by: asker }),
        ...(helper === undefined ? {} : { helper: { person: helper, ...(helperName === undefined ? {} : { name: helperName }) } }),
        matches: state === "open" ? [...matchHelp({ person: subject, place, about: what, ...(tongue === undefined ? {} : { language: tongue }) }, helpers, { isNear: () => false })] : [],
      };
    }),
  };
}));

/** For somebody of the unit who came to the desk. */
export const askForHelp = posted(Type.Object({ person: PersonId, about, language }), async ({ person, about: what, language: tongue }, services, c): Promise<MovementDecided> => {
  const unit = c.req.query("unit") ?? "";
  return appendAtOffice((await signedIn(c, services)).id, services, async (tx, envelope) => {
    const subject = await rootOf(tx, person);
    const { rows: [standing] } = await tx.query<{ place: UnitId | null }>(`SELECT place FROM standing WHERE person = $1 AND ${isUsable("standing.person")}`, [subject]);
    if (standing?.place === undefined || standing.place === null || !liesInToday(services.register)(standing.place, unit as UnitId)) throw new Problem("not-allowed"); // a unit's id or none that anything lies in
    const record = uuidv7({ nowMs: services.now(), random: services.primitives.random(10) }) as FactKey; // a UUIDv7, as the brand asks
    return { facts: [versionOf({ envelope: envelope(), record, supersedes: [], subject, place: standing.place, about: what, state: "open", by: "desk", ...(tongue === undefined ? {} : { language: tongue }) })], answer: { key: record } };
  });
});

const Step = Type.Object({ request: FactKey, state: HelpRequestChanged.properties.state, helper: Type.Optional(PersonId) });

/** What the desk writes down: who goes, that they come back, that it was done, that the person says so. */
export const stepHelp = posted(Step, async ({ request, state: next, helper }, services, c): Promise<MovementDecided> => {
  const unit = c.req.query("unit") ?? "";
  return appendAtOffice((await signedIn(c, services)).id, services, async (tx, envelope) => {
    const found = (await readRequests(tx, request))[0];
    if (found === undefined || !liesInToday(services.register)(found.heads.winner.state.place, unit as UnitId)) throw new Problem("help-unknown"); // likewise
    const before = found.heads.winner.state;
    const goes = next === "taken" ? helper : next === "open" ? undefined : before.helper;
    if (!mayFollow(found.state, { state: next, by: "desk" }, { person: before.subject, ...(before.helper === undefined ? {} : { helper: before.helper }) }) || (next === "taken" && goes === undefined)) throw new Problem("help-step-out-of-order");
    if (goes !== undefined && next === "taken" && !(await readHelpers(tx, [], services)).some(({ person }) => person === goes)) throw new Problem("help-unknown");
    const version = versionOf({
      envelope: envelope(), record: request, supersedes: found.heads.heads.map(({ key }) => key), subject: before.subject, place: before.place, about: before.about, state: next,
      ...(before.by === undefined ? {} : { by: before.by }), ...(before.language === undefined ? {} : { language: before.language }), ...(goes === undefined ? {} : { helper: goes }),
    });
    return { facts: [version], answer: { key: version.key } };
  });
});

function versionOf({ envelope, supersedes, ...said }: { readonly envelope: OfficeEnvelope; readonly supersedes: readonly FactKey[] } & Pick<HelpRequestChanged, "record" | "subject" | "place" | "about" | "state" | "by" | "language" | "helper">): HelpRequestChanged {
  const { by, language: tongue, helper, ...rest } = said;
  return {
    kind: "help-request-changed", ...envelope, ...rest, supersedes: [...supersedes],
    ...(by === undefined ? {} : { by }), ...(tongue === undefined ? {} : { language: tongue }), ...(helper === undefined ? {} : { helper }),
  };
}

async function readRequests(tx: Transaction, only?: FactKey): Promise<readonly Request[]> {
  const { rows } = await tx.query<{ record: FactKey; version: FactKey; supersedes: FactKey[]; device_ms: string; state: HelpRequestChanged }>(
    `SELECT v.record, v.version, v.supersedes::text[], v.device_ms, v.state FROM record_version v
     WHERE v.kind = 'help-request-changed' AND ($1::uuid IS NULL OR v.record = $1::uuid) AND NOT EXISTS (SELECT FROM erased e WHERE e.person::text = v.state ->> 'subject')`, [only ?? null]);
  return [...Map.groupBy(rows, ({ record }) => record)].flatMap(([record, versions]): Request[] => {
    const heads = headsOf(versions.map(({ version, supersedes, device_ms, state }): HelpVersion => ({ key: version, supersedes, wallMs: Number(device_ms), state })));
    return heads === undefined ? [] : [{ record, heads, askedMs: Math.min(...versions.map(({ device_ms }) => Number(device_ms))), state: heads.heads.some(({ state: one }) => one.state === "closed" && one.actor === one.subject) ? "closed" : stateIn(heads.winner.state) }];
  });
}

/** Who was helped has the last word, also where they did not know of another step. A helper who closes a request for somebody else has only said that it is done. */
function stateIn({ state, actor, subject, helper }: HelpRequestChanged): HelpRequestChanged["state"] {
  return state === "closed" && actor === helper && actor !== subject ? "answered" : state;
}

/** Ambassadors as their profiles say, with what they did on their own and how many requests they have in hand. */
async function readHelpers(tx: Transaction, requests: readonly Request[], services: Services): Promise<readonly Helper[]> {
  const { rows } = await tx.query<{ person: PersonId; place: UnitId; skills: string[] }>(
    `SELECT s.person, s.place, s.own_simulators AS skills FROM standing s WHERE s.place IS NOT NULL AND ${isUsable("s.person")}
     AND EXISTS (SELECT FROM record_version v WHERE v.kind = 'profile-changed' AND v.record = s.person AND v.state ->> 'isAmbassador' = 'true')`);
  const heads = await profileHeads(tx, rows.map(({ person }) => person));
  return Promise.all(rows.flatMap(({ person, place, skills }) => {
    const profile = heads.get(person)?.winner.state;
    return profile?.isAmbassador === true ? [helperOf(profile)] : [];

    async function helperOf(state: typeof profile & object): Promise<Helper> {
      const words = await wordsOf(tx, state, services);
      return {
        person, place, skills, serves: [], isAvailable: true, languages: (words?.languages ?? "").split(/[,;/]/).map((one) => one.trim()).filter((one) => one !== ""),
        openRequests: requests.filter(({ state: now, heads: { winner } }) => now === "taken" && winner.state.helper === person).length,
        ...(words === undefined ? {} : { name: words.name }),
      };
    }
  }));
}

async function namesOf(tx: Transaction, persons: readonly PersonId[], services: Services): Promise<ReadonlyMap<PersonId, string>> {
  const names = new Map<PersonId, string>();
  const roots = new Map(await Promise.all([...new Set(persons)].map(async (person) => [person, await rootOf(tx, person)] as const)));
  const heads = await profileHeads(tx, [...new Set(roots.values())]);
  for (const [person, root] of roots) {
    const profile = heads.get(root)?.winner.state;
    const words = profile === undefined ? undefined : await wordsOf(tx, profile, services);
    if (words !== undefined) names.set(person, words.name);
  }
  return names;
}
