/** Under /api/campaigns: planned by the province, read by whoever works for a commune of it; its figures come from facts, and no route takes one. */
import { CampaignPlanned, FactKey, type CampaignDay, type CampaignReport, type Campaigns, type MovementDecided } from "@hocvuso/contract";
import { lastDay } from "@hocvuso/domain/campaign";
import { unitsAt } from "@hocvuso/domain/units";
import { Type } from "typebox";
import { ownCommunes, signedIn, todayOf } from "../identity/visitor.ts";
import { appendAtOffice } from "../office-log.ts";
import { currentBoundaries } from "../projections/read-progress.ts";
import { campaignDay, frozenDay, frozenDays, readCampaigns } from "../projections/read-campaigns.ts";
import { posted, query } from "./endpoint.ts";
import { Problem } from "./problem.ts";

const closed = { additionalProperties: false } as const;
const { title, startsOn, days, communeTypes, communes } = CampaignPlanned.properties;

export const planCampaign = posted(Type.Object({ title, startsOn, days, communeTypes, communes }, closed), async (plan, services, c): Promise<MovementDecided> => {
  const by = await signedIn(c, services);
  const known = new Set(unitsAt(services.register, "commune", currentBoundaries(services.register).asOf));
  const stranger = plan.communes.find(({ unit }) => !known.has(unit));
  if (stranger !== undefined) throw new Problem("unit-unknown", { unit: stranger.unit });
  if (Number.isNaN(Date.parse(`${plan.startsOn}T00:00:00Z`))) throw new Problem("malformed", { where: "/startsOn" });
  if (new Set(plan.communes.map(({ unit }) => unit)).size < plan.communes.length) throw new Problem("malformed", { where: "/communes" });
  const types = new Set(plan.communeTypes.map(({ type }) => type));
  const measures = new Set<string>(services.campaigns.measures.map(({ measure }) => measure));
  if (plan.communes.some(({ type }) => !types.has(type)) || plan.communeTypes.some(({ quotas }) => quotas.some(({ measure }) => !measures.has(measure)))) throw new Problem("malformed", { where: "/communeTypes" });
  return appendAtOffice(by.id, services, async (_, envelope) => {
    const planned: CampaignPlanned = { kind: "campaign-planned", ...envelope(), ...plan };
    return { facts: [planned], answer: { key: planned.key } };
  });
});

export const getCampaigns = query(Type.Object({}), async (_, services, c): Promise<Campaigns> => {
  const shown = await Promise.all([...(await readCampaigns(services)).values()].map(async (campaign) => {
    const own = await ownCommunes(campaign.communes.map(({ unit }) => unit), c, services);
    return own.length === 0 ? [] : [{ campaign: campaign.key, title: campaign.title, startsOn: campaign.startsOn, endsOn: lastDay(campaign.startsOn, campaign.days), communes: own.length }];
  }));
  const { measures, communeTypes } = services.campaigns;
  return {
    today: todayOf(services), campaigns: shown.flat().toSorted((a, b) => (a.startsOn > b.startsOn ? -1 : 1)),
    measures: measures.map(({ measure, name }) => ({ measure, name })), types: communeTypes.map(({ type, name, quotas }) => ({ type, name, quotas })),
  };
});

const Asked = Type.Object({ campaign: FactKey, day: Type.Optional(Type.String({ pattern: "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$" })) });

/** Today as facts stand, or the last day; a day that is over as it stood at 20:00, where that was kept. */
export const getCampaign = query(Asked, async ({ campaign: asked, day }, services, c): Promise<CampaignReport> => {
  const campaign = (await readCampaigns(services, asked)).get(asked);
  if (campaign === undefined) throw new Problem("campaign-unknown");
  const own = new Set(await ownCommunes(campaign.communes.map(({ unit }) => unit), c, services));
  if (own.size === 0) throw new Problem("not-allowed");
  const today = todayOf(services);
  const endsOn = lastDay(campaign.startsOn, campaign.days);
  const wanted = day ?? (today > endsOn ? endsOn : today < campaign.startsOn ? campaign.startsOn : today);
  const shown: CampaignDay = (day === undefined ? undefined : await frozenDay(asked, wanted, services)) ?? await campaignDay(campaign, wanted, services);
  const { measures, communeTypes } = services.campaigns;
  return {
    campaign: asked, title: campaign.title, startsOn: campaign.startsOn, endsOn, days: campaign.days, today,
    measures: measures.map(({ measure, name }) => ({ measure, name })), types: communeTypes.map(({ type, name }) => ({ type, name })),
    frozenDays: [...await frozenDays(asked, services)],
    shown: { ...shown, communes: shown.communes.filter(({ unit }) => own.has(unit)), missing: shown.missing.filter(({ unit }) => own.has(unit)) },
  };
});
