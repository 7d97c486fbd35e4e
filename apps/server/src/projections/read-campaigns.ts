/**
 * Days of campaigns: figures of each commune from facts by the clocks of phones, in the time of Việt Nam; and the state of a day as it stood at 20:00, which
 * stays as it was said whatever comes later.
 */
import type { CampaignCommune, CampaignDay, CampaignPlanned, FactKey, SimulatorId, UnitId } from "@hocvuso/contract";
import { behindPace, dayAfter, dayToFreeze, elapsedDays, quotaState } from "@hocvuso/domain/campaign";
import { sql } from "kysely";
import type { Services } from "../services.ts";
import { communeOn, currentBoundaries, nameOf } from "./read-progress.ts";
import { readSessions, readTopics, sessionsByCommune } from "./read-movement.ts";
import { clockInVietnam, dayInVietnam, midnightInVietnam } from "../vietnam-clock.ts";

export async function readCampaigns(services: Pick<Services, "database">, only?: FactKey): Promise<ReadonlyMap<FactKey, CampaignPlanned>> {
  return new Map([...await readTopics("campaign-planned", services, only)].map(([key, { first }]) => [key, first]));
}

type Counted = ReadonlyMap<UnitId | undefined, { readonly soFar: number; readonly onDay: number }>;

/** @param day in the campaign. Of acts of phones whose clocks run ahead nothing is counted before its time. */
export async function campaignDay(campaign: CampaignPlanned, day: string, services: Services): Promise<CampaignDay> {
  const { register, now, campaigns } = services;
  const { asOf } = currentBoundaries(register);
  const elapsed = elapsedDays(campaign.startsOn, campaign.days, day);
  if (elapsed === "none") return { campaign: campaign.key, day, communes: [], missing: [] };
  const span = { fromMs: midnightInVietnam(campaign.startsOn), dayMs: midnightInVietnam(day), untilMs: Math.min(midnightInVietnam(dayAfter(day, 1)), now() + 1) };
  const held = sessionsByCommune(await readSessions({ fromMs: span.fromMs, untilMs: span.untilMs }, services), services);
  const sessions: Counted = new Map([...held].map(([commune, own]) => [commune, { soFar: own.length, onDay: own.filter(({ heldMs }) => heldMs >= span.dayMs).length }]));
  const counted = new Map<string, Counted>();
  for (const { measure, counts, simulators } of campaigns.measures) counted.set(measure, counts === "sessions" ? sessions : await countPeople(counts, simulators, span, services));
  const communes = campaign.communes.flatMap(({ unit, type }): CampaignCommune[] => {
    const quotas = campaign.communeTypes.find((one) => one.type === type)?.quotas ?? [];
    return [{
      unit, type, name: nameOf(register, unit, asOf),
      figures: quotas.map(({ measure, atLeast }) => quotaState({ measure, atLeast, ...(counted.get(measure)?.get(unit) ?? { soFar: 0, onDay: 0 }), elapsed, days: campaign.days })),
    }];
  }).toSorted((a, b) => (a.name.vi < b.name.vi ? -1 : 1));
  const missing = communes.map(({ unit, name, figures }) => ({ unit, name, noSession: (sessions.get(unit)?.onDay ?? 0) === 0, behind: [...behindPace(figures)] }))
    .filter(({ noSession, behind }) => noSession || behind.length > 0);
  return { campaign: campaign.key, day, communes, missing };
}

/** Of `skills` each person and simulator once, of `persons` and `attended` each person once: by the first time of all, so that what was shown before the campaign is no gain of it. */
async function countPeople(counts: "attended" | "skills" | "persons", simulators: readonly SimulatorId[] | undefined, { fromMs, dayMs, untilMs }: { readonly fromMs: number; readonly dayMs: number; readonly untilMs: number }, services: Services): Promise<Counted> {
  const { rows } = await sql<{ place: UnitId; so_far: number; on_day: number }>`
    WITH firsts AS (
      SELECT f.person, min(f.device_ms) AS ms FROM fact f
      WHERE (CASE WHEN ${counts} = 'attended' THEN f.kind = 'attendance-marked' AND f.device_ms >= ${fromMs} ELSE f.rung = 2 AND (${simulators ?? null}::text[] IS NULL OR f.what = ANY (${simulators ?? null}::text[])) END)
      GROUP BY f.person, CASE WHEN ${counts} = 'skills' THEN f.what ELSE '' END)
    SELECT s.place, count(*)::int AS so_far, count(*) FILTER (WHERE ms >= ${dayMs})::int AS on_day FROM firsts JOIN standing s USING (person)
    WHERE ms >= ${fromMs} AND ms < ${untilMs} AND s.place IS NOT NULL GROUP BY s.place`.execute(services.database.reads);
  const { asOf } = currentBoundaries(services.register);
  const byCommune = new Map<UnitId | undefined, { soFar: number; onDay: number }>();
  for (const { place, so_far, on_day } of rows) {
    const commune = communeOn(services.register, place, asOf);
    const before = byCommune.get(commune) ?? { soFar: 0, onDay: 0 };
    byCommune.set(commune, { soFar: before.soFar + so_far, onDay: before.onDay + on_day });
  }
  return byCommune;
}

/** As it was kept; undefined where that day was not. */
export async function frozenDay(campaign: FactKey, day: string, { database }: Pick<Services, "database">): Promise<CampaignDay | undefined> {
  const { rows: [row] } = await sql<{ state: CampaignDay; frozen_at: Date }>`SELECT state, frozen_at FROM campaign_day WHERE campaign = ${campaign} AND day::text = ${day}`.execute(database.reads);
  return row === undefined ? undefined : { ...row.state, frozenAt: row.frozen_at.toISOString() };
}

/** The newest first. */
export async function frozenDays(campaign: FactKey, { database }: Pick<Services, "database">): Promise<readonly string[]> {
  const { rows } = await sql<{ day: string }>`SELECT day::text FROM campaign_day WHERE campaign = ${campaign} ORDER BY day DESC`.execute(database.reads);
  return rows.map(({ day }) => day);
}

/** Keeps today's state of every campaign once the hour has come. Called again it changes nothing: what was said at 20:00 stays. @returns how many were kept. */
export async function freezeDays(services: Services): Promise<number> {
  const { now, campaigns, database } = services;
  const [today, hour] = [dayInVietnam(now()), Number(clockInVietnam(now()).slice(0, 2))];
  let kept = 0;
  for (const campaign of (await readCampaigns(services)).values()) {
    const day = dayToFreeze({ startsOn: campaign.startsOn, days: campaign.days, today, hour, frozenAtHour: campaigns.frozenAtHour });
    if (day === undefined || await frozenDay(campaign.key, day, services) !== undefined) continue;
    const state = await campaignDay(campaign, day, services);
    const { rowCount } = await database.transaction((tx) => tx.query("INSERT INTO campaign_day VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", [campaign.key, day, new Date(now()), JSON.stringify(state)]));
    kept += rowCount ?? 0;
  }
  return kept;
}
