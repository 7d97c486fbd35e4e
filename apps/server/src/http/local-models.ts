/** Under /api/local-models: a commune's own way (mô hình riêng), from the library, from another commune or written anew; run in its hamlets, with its sessions. */
import { FactKey, LocalModelPlanned, type LocalModels, type ModelSessions, type MovementDecided } from "@hocvuso/contract";
import { unitsAt } from "@hocvuso/domain/units";
import { sql } from "kysely";
import type { Context } from "hono";
import { Type } from "typebox";
import { liesInToday, signedIn, worksFor } from "../identity/visitor.ts";
import { appendAtOffice } from "../office-log.ts";
import { communeOn, currentBoundaries, nameOf } from "../projections/read-progress.ts";
import { readSessions, readTopics, type HeldSession } from "../projections/read-movement.ts";
import type { Services } from "../services.ts";
import { posted, query } from "./endpoint.ts";
import { Problem } from "./problem.ts";
import { midnightInVietnam } from "../vietnam-clock.ts";

const closed = { additionalProperties: false } as const;
const { commune, title, aim, who, hamlets, skills, startsOn, endsOn, costVnd, library } = LocalModelPlanned.properties;
const Plan = Type.Object({ commune, title, aim, who, hamlets, skills, startsOn, endsOn, costVnd, library }, closed);
const OfModel = Type.Object({ model: FactKey }, closed);

async function checkPlan(plan: Pick<LocalModelPlanned, "commune" | "hamlets" | "startsOn" | "endsOn" | "library">, c: Context, services: Services): Promise<void> {
  const { asOf } = currentBoundaries(services.register);
  if (!unitsAt(services.register, "commune", asOf).includes(plan.commune)) throw new Problem("unit-unknown", { unit: plan.commune });
  if (!(await worksFor(plan.commune, c, services))) throw new Problem("not-allowed");
  const stranger = plan.hamlets.find((hamlet) => communeOn(services.register, hamlet, asOf) !== plan.commune);
  if (stranger !== undefined) throw new Problem("unit-unknown", { unit: stranger });
  if (Number.isNaN(Date.parse(plan.startsOn)) || Number.isNaN(Date.parse(plan.endsOn)) || plan.endsOn < plan.startsOn) throw new Problem("malformed", { where: "/endsOn" });
  if (plan.library !== undefined && !services.localModels.models.some(({ id }) => id === plan.library)) throw new Problem("malformed", { where: "/library" });
}

export const planModel = posted(Plan, async (plan, services, c): Promise<MovementDecided> => {
  const by = await signedIn(c, services);
  await checkPlan(plan, c, services);
  return appendAtOffice(by.id, services, async (_, envelope) => {
    const planned: LocalModelPlanned = { kind: "local-model-planned", ...envelope(), ...plan };
    return { facts: [planned], answer: { key: planned.key } };
  });
});

/** What another commune does, in hamlets of one's own, from a day on and as long as there. One act; the cost is asked anew, for it is another purse. */
export const copyModel = posted(Type.Object({ model: FactKey, commune, hamlets, startsOn, costVnd }, closed), async ({ model, ...own }, services, c): Promise<MovementDecided> => {
  const by = await signedIn(c, services);
  const { kind: _, key, actor: __, subject: ___, wallMs: ____, monoMs: _____, copiedFrom: ______, ...plan } = await modelOf(model, services);
  const endsOn = new Date(Date.parse(own.startsOn) + Date.parse(plan.endsOn) - Date.parse(plan.startsOn));
  if (Number.isNaN(endsOn.getTime())) throw new Problem("malformed", { where: "/startsOn" });
  const copy = { ...plan, ...own, endsOn: endsOn.toISOString().slice(0, 10), copiedFrom: key };
  await checkPlan(copy, c, services);
  return appendAtOffice(by.id, services, async (_tx, envelope) => {
    const planned: LocalModelPlanned = { kind: "local-model-planned", ...envelope(), ...copy };
    return { facts: [planned], answer: { key: planned.key } };
  });
});

export const tagSession = posted(Type.Object({ model: FactKey, session: FactKey }, closed), async ({ model, session }, services, c): Promise<MovementDecided> => {
  const by = await signedIn(c, services);
  const planned = await modelOf(model, services);
  if (!(await worksFor(planned.commune, c, services))) throw new Problem("not-allowed");
  if (!(await sessionsOf(planned, services)).some((held) => held.session === session)) throw new Problem("session-of-no-model");
  return appendAtOffice(by.id, services, async (_, envelope) => ({ facts: [{ kind: "session-tagged", ...envelope(), model, session }], answer: { key: model } }));
});

/** Held in its hamlets on its days: what may belong to it. */
async function sessionsOf({ hamlets: own, startsOn: from, endsOn: until }: LocalModelPlanned, services: Services): Promise<readonly HeldSession[]> {
  const liesIn = liesInToday(services.register);
  const held = await readSessions({ fromMs: midnightInVietnam(from), untilMs: midnightInVietnam(until) + 86_400_000 }, services);
  return held.filter(({ place }) => own.some((hamlet) => place === hamlet || liesIn(place, hamlet)));
}

export const getModelSessions = query(OfModel, async ({ model }, services, c): Promise<ModelSessions> => {
  const planned = await modelOf(model, services);
  if (!(await worksFor(planned.commune, c, services))) throw new Problem("not-allowed");
  const tagged = await taggedOf(model, services);
  const held = await sessionsOf(planned, services);
  return { model, sessions: held.toReversed().map(({ session, place, heldMs, persons }) => ({ session, place, heldAt: new Date(heldMs).toISOString(), persons, isTagged: tagged.has(session) })) };
});

/** Every commune's: what works elsewhere is there to be copied. Sums of sessions and people, and nobody by name. */
export const getModels = query(Type.Object({}), async (_, services): Promise<LocalModels> => {
  const { asOf } = currentBoundaries(services.register);
  const topics = [...(await readTopics("local-model-planned", services)).values()];
  const models = await Promise.all(topics.map(async ({ first, others }) => {
    const { kind: __, key, actor: ___, subject: ____, wallMs: _____, monoMs: ______, ...plan } = first;
    const sessions = others.flatMap((other) => (other.kind === "session-tagged" ? [other.session] : []));
    return { ...plan, model: key, communeName: nameOf(services.register, plan.commune, asOf), sessions: sessions.length, reached: await reachedAt(sessions, services) };
  }));
  return {
    models: models.toSorted((a, b) => (a.model > b.model ? -1 : 1)),
    library: services.localModels.models.map(({ id, title: called, aim: to, who: by, skills: taught, days, place, source }) => ({ id, title: called, aim: to, who: by, skills: taught, days, place, source: source.url ?? source.title })),
  };
});

async function reachedAt(sessions: readonly FactKey[], { database }: Pick<Services, "database">): Promise<number> {
  const { rows: [row] } = await sql<{ persons: number }>`SELECT count(DISTINCT person)::int AS persons FROM fact WHERE kind = 'attendance-marked' AND what = ANY (${sessions}::text[])`.execute(database.reads);
  return row?.persons ?? 0;
}

async function taggedOf(model: FactKey, services: Services): Promise<ReadonlySet<FactKey>> {
  const others = (await readTopics("local-model-planned", services, model)).get(model)?.others ?? [];
  return new Set(others.flatMap((other) => (other.kind === "session-tagged" ? [other.session] : [])));
}

async function modelOf(model: FactKey, services: Services): Promise<LocalModelPlanned> {
  const found = (await readTopics("local-model-planned", services, model)).get(model)?.first;
  if (found === undefined) throw new Problem("local-model-unknown");
  return found;
}

