/** Ambassadors at the commune's desk: who offered, who is appointed, who ends. And what an ambassador's phone is sent: the people its holder serves, and nobody else. */
import { FactKey, UnitId, type Ambassadors, type PeopleServed } from "@hocvuso/contract";
import { openServedRequest, replicaIdOf } from "@hocvuso/journal";
import type { Context } from "hono";
import { Type } from "typebox";
import { issue, standingCredentials } from "../credentials/issue.ts";
import { revokeCredential } from "../credentials/revoke.ts";
import { audit, auditMany } from "../identity/audit.ts";
import { liesInToday, signedIn } from "../identity/visitor.ts";
import { appendAtOffice } from "../office-log.ts";
import { ambassadorsOf, appointmentOf, peopleServed, recognitionOf } from "../people/ambassadors.ts";
import { bytes, posted, query } from "./endpoint.ts";
import { Problem } from "./problem.ts";

const REQUEST_BYTES = 1_024;
/** A request overheard is worth nothing after this, and a phone's clock may be off by so much. */
const FRESH_MS = 15 * 60_000;

/** POST /api/people/served */
export const getPeopleServed = bytes(REQUEST_BYTES, async (body, services): Promise<PeopleServed> => {
  const request = await openServedRequest(body, services.primitives);
  if (request === undefined) throw new Problem("malformed", { where: "served" });
  if (Math.abs(services.now() - request.atMs) > FRESH_MS) throw new Problem("request-stale");
  const replica = await replicaIdOf(request.publicKey, services.primitives);
  return services.database.transaction(async (tx) => {
    const held = await appointmentOf(tx, replica, services);
    if (held === undefined) return { places: [], people: [], recognition: { sessions: 0, seenAgain: 0, lasted: 0 } };
    const people = await peopleServed(tx, held, services);
    await auditMany(tx, { act: "people-sent-down", by: undefined, persons: people.map(({ person }) => person), unit: held.places[0], said: { replica, appointment: held.appointment } }, services);
    return { appointment: held.appointment, until: held.until, places: [...held.places], people, recognition: await recognitionOf(tx, held.person) };
  });
});

export const getAmbassadors = query(Type.Object({ unit: UnitId }), async ({ unit }, services): Promise<Ambassadors> =>
  ({ unit, ambassadors: [...await services.database.transaction((tx) => ambassadorsOf(tx, unit, services))] }));

/** POST /api/ambassadors/appoint?unit=: with the badge, where the name was told. */
export const appointAmbassador = posted(Type.Object({ application: FactKey, places: Type.Array(UnitId, { minItems: 1, maxItems: 60 }), until: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" }) }), async ({ application, places, until }, services, c) => {
  const by = await signedIn(c, services);
  const unit = unitOf(c);
  const liesIn = liesInToday(services.register);
  if (!places.every((place) => liesIn(place, unit))) throw new Problem("not-allowed");
  return appendAtOffice(by.id, services, async (tx, envelope) => {
    const asked = (await ambassadorsOf(tx, unit, services)).find((each) => each.application === application);
    if (asked === undefined || (asked.appointment !== undefined && !asked.isEnded)) throw new Problem("application-unknown");
    const fact = { ...envelope(), kind: "ambassador-appointed" as const, subject: asked.person, application, places, until };
    await audit(tx, { act: "ambassador-appointed", by, person: asked.person, unit, said: { appointment: fact.key, replica: asked.replica } }, services);
    const achievement = services.credentials.achievements.find(({ kind }) => kind === "helper");
    const [place] = places;
    if (achievement !== undefined && asked.name !== undefined && place !== undefined) await issue(tx, { person: asked.person, achievement, evidence: "none", holder: asked.name, place }, services);
    return { facts: [fact], answer: { appointment: fact.key } };
  });
});

/** POST /api/ambassadors/end?unit=: the phone is sent nobody more, and the badge is taken back, at once. */
export const endAmbassador = posted(Type.Object({ appointment: FactKey, because: Type.String({ minLength: 1, maxLength: 400 }) }), async ({ appointment, because }, services, c) => {
  const by = await signedIn(c, services);
  const unit = unitOf(c);
  return appendAtOffice(by.id, services, async (tx, envelope) => {
    const ended = (await ambassadorsOf(tx, unit, services)).find((each) => each.appointment === appointment);
    if (ended === undefined) throw new Problem("application-unknown");
    await audit(tx, { act: "ambassador-ended", by, person: ended.person, unit, said: { appointment } }, services);
    for (const credential of await standingCredentials(tx, [ended.person], services)) {
      if (credential.claims.kind === "helper") await revokeCredential(tx, credential, { because, nowMs: services.now() });
    }
    return { facts: ended.isEnded ? [] : [{ ...envelope(), kind: "ambassador-ended" as const, key: appointment, subject: ended.person }], answer: {} };
  });
});

function unitOf(c: Context): UnitId {
  return (c.req.query("unit") ?? "") as UnitId; // the door let them in for this unit
}
