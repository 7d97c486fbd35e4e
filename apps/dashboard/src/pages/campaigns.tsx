/** Campaigns: planned with quotas by type of commune, and each day's figures beside them, as facts stand or as they stood at 20:00. */
import type { CampaignReport, Campaigns, FactKey, MovementDecided } from "@hocvuso/contract";
import { useState } from "preact/hooks";
import { sayDay, sayMoment } from "../figures/dates.ts";
import { useAnswer } from "../live/reading.ts";
import { sayTrouble, tell } from "../live/server.ts";
import { may } from "../live/visitor.ts";
import { language, messages } from "../messages/messages.ts";
import { say } from "../messages/say-figure.ts";
import { goTo } from "../navigation.ts";
import { base, campaignPath, officePaths } from "../routes.ts";
import { Choice } from "./choice.tsx";
import { usePage } from "./frame.tsx";
import { Said } from "./sign-in.tsx";
import { useUnits } from "./unit-choice.tsx";
import { NothingYet } from "./waiting.tsx";

export function CampaignsPage() {
  const m = messages();
  const words = m.movement;
  const { answer, trouble, again } = useAnswer<Campaigns>("/api/campaigns", () => false);
  usePage({ title: words.campaignsTitle, provenance: null });
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;
  return (
    <>
      <p class="back"><a href={base}>← {m.backToProvince}</a></p>
      <h1>{words.campaignsTitle}</h1>
      <p>{words.campaignsMeaning}</p>
      {answer.campaigns.length === 0 ? <div class="empty"><p>{words.noCampaigns}</p></div> : (
        <ul class="people">
          {answer.campaigns.map(({ campaign, title, startsOn, endsOn, communes }) => (
            <li key={campaign}><h2><a href={campaignPath(campaign)}>{title}</a></h2><p class="note">{words.campaignDates(startsOn, endsOn)} · {words.campaignCommunes(communes)}</p></li>
          ))}
        </ul>
      )}
      {may("POST /api/campaigns") && <Plan given={answer} />}
    </>
  );
}

const lengths = ["30", "44", "100"] as const;

function Plan({ given: { measures, types, today } }: { given: Campaigns }) {
  const words = messages().movement;
  const { communes } = useUnits();
  const [title, setTitle] = useState("");
  const [startsOn, setStartsOn] = useState(today);
  const [days, setDays] = useState<(typeof lengths)[number]>("44");
  const [quotas, setQuotas] = useState<ReadonlyMap<string, number>>(new Map(types.flatMap(({ type, quotas: own }) => own.map(({ measure, atLeast }) => [`${type}|${measure}`, atLeast] as const))));
  const [typeOf, setTypeOf] = useState<ReadonlyMap<string, string>>(new Map());
  const [trouble, setTrouble] = useState<string | null>(null);
  const first = types[0]?.type ?? "";

  async function plan(event: Event): Promise<void> {
    event.preventDefault();
    const takingPart = communes.map(({ unit }) => ({ unit, type: typeOf.get(unit) ?? first })).filter(({ type }) => type !== "");
    const used = types.filter(({ type }) => takingPart.some((one) => one.type === type)).map(({ type }) => ({
      type, quotas: measures.flatMap(({ measure }) => { const atLeast = quotas.get(`${type}|${measure}`); return atLeast === undefined ? [] : [{ measure, atLeast }]; }),
    }));
    if (takingPart.length === 0 || used.some((one) => one.quotas.length === 0)) return setTrouble(words.needsQuota);
    const asked = await tell<MovementDecided>("/api/campaigns", { title, startsOn, days: Number(days), communeTypes: used, communes: takingPart });
    if (asked.kind === "answered") goTo(campaignPath(asked.answer.key));
    else setTrouble(sayTrouble(asked.trouble));
  }
  function setQuota(name: string, value: number): void {
    const rest = [...quotas].filter(([other]) => other !== name);
    setQuotas(new Map(value >= 1 ? [...rest, [name, Math.round(value)]] : rest));
  }

  return (
    <section class="rule" aria-labelledby="lap-dot">
      <h2 id="lap-dot">{words.planCampaign}</h2>
      <form class="sheet" onSubmit={(event) => void plan(event)}>
        <Said trouble={trouble} />
        <label class="field"><span>{words.campaignFields.title}</span><input required maxLength={120} value={title} onInput={(event) => setTitle(event.currentTarget.value)} /></label>
        <label class="field"><span>{words.campaignFields.startsOn}</span><input type="date" required value={startsOn} onInput={(event) => setStartsOn(event.currentTarget.value)} /></label>
        <div class="wide"><Choice legend={words.campaignFields.days} name="so-ngay" options={lengths} words={{ 30: words.days(30), 44: words.days(44), 100: words.days(100) }} chosen={days} choose={setDays} /></div>
        <div class="wide"><h3>{words.quotasTitle}</h3><p class="note">{words.quotasNote}</p></div>
        {types.map(({ type, name }) => (
          <fieldset key={type} class="ticks wide">
            <legend><b>{say(name)}</b></legend>
            {measures.map(({ measure, name: of }) => (
              <label key={measure} class="field"><span>{say(of)}</span><input type="number" inputMode="numeric" min={1} value={quotas.get(`${type}|${measure}`) ?? ""} onInput={(event) => setQuota(`${type}|${measure}`, event.currentTarget.valueAsNumber)} /></label>
            ))}
          </fieldset>
        ))}
        <h3 class="wide">{words.typesTitle}</h3>
        {communes.map(({ unit, name }) => (
          <label key={unit} class="field"><span>{name}</span>
            <select value={typeOf.get(unit) ?? first} onChange={(event) => setTypeOf(new Map([...typeOf, [unit, event.currentTarget.value]]))}>
              {types.map(({ type, name: of }) => <option key={type} value={type}>{say(of)}</option>)}
              <option value="">{words.notIn}</option>
            </select>
          </label>
        ))}
        <p class="actions"><button class="press">{words.planThisCampaign}</button></p>
      </form>
    </section>
  );
}

export function CampaignPage({ campaign }: { campaign: FactKey }) {
  const words = messages().movement;
  const [day, setDay] = useState("");
  const { answer, trouble, again } = useAnswer<CampaignReport>(`/api/campaigns/${campaign}${day === "" ? "" : `?day=${day}`}`, () => day === "");
  usePage({ title: answer?.title ?? words.campaignsTitle, provenance: null });
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;
  const { shown, measures, types } = answer;
  const nameOf = (wanted: string) => { const found = measures.find(({ measure }) => measure === wanted); return found === undefined ? wanted : say(found.name); };
  const typeName = (wanted: string) => { const found = types.find(({ type }) => type === wanted); return found === undefined ? wanted : say(found.name); };
  return (
    <>
      <p class="back"><a href={officePaths.campaigns}>← {words.backToCampaigns}</a></p>
      <h1>{answer.title}</h1>
      <p class="note">{words.campaignDates(answer.startsOn, answer.endsOn)} · {words.days(answer.days)}</p>
      <p>{shown.frozenAt === undefined ? words.shownNow(shown.day) : words.shownFrozen(shown.day, sayMoment(shown.frozenAt, language.value))}</p>
      {answer.frozenDays.length > 0 && (
        <div class="sheet">
          <label class="field"><span>{words.otherDays}</span>
            <select value={day} onChange={(event) => setDay(event.currentTarget.value)}>
              <option value="">{words.shownNow(answer.today)}</option>
              {answer.frozenDays.map((one) => <option key={one} value={one}>{sayDay(one, language.value)}</option>)}
            </select>
          </label>
        </div>
      )}
      <section class="rule" aria-labelledby="con-thieu">
        <h2 id="con-thieu">{words.missingTitle(shown.missing.length)}</h2>
        {shown.missing.length > 0 && <p class="note">{words.missingNote}</p>}
        <ul class="tally">
          {shown.missing.map(({ unit, name, noSession, behind }) => <li key={unit}><b>{say(name)}</b>: {[...(noSession ? [words.noSession] : []), ...(behind.length > 0 ? [words.behind(behind.map(nameOf).join(", "))] : [])].join("; ")}</li>)}
        </ul>
      </section>
      <section class="rule" aria-labelledby="tung-xa">
        <h2 id="tung-xa">{words.withCommunes}</h2>
        <p class="note">{words.campaignNote}</p>
        <ul class="people">
          {shown.communes.map(({ unit, name, type, figures }) => (
            <li key={unit}>
              <h3>{say(name)} <span class="note">{typeName(type)}</span></h3>
              <dl class="quotas">{figures.map(({ measure, soFar, atLeast, onDay }) => <div key={measure}><dt>{nameOf(measure)}</dt><dd><b>{words.soFarOf(soFar, atLeast)}</b> <span class="note">{words.onDay(onDay)}</span></dd></div>)}</dl>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
