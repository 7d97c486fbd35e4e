/** Planning a round: the question is chosen, and what it takes and what it can tell is worked out here, before anything is sent. */
import type { PopulationGroup, ProvinceProgress, RoundDecided, RoundPlanned, UnitId } from "@hocvuso/contract";
import { inflationPower, passProbability, proposeRound, type RoundProposal, type RoundQuestion } from "@hocvuso/domain/measurement";
import { useState } from "preact/hooks";
import { PassingCurve } from "../charts/passing-curve.tsx";
import { dayOf } from "../figures/dates.ts";
import { useAnswer } from "../live/reading.ts";
import { tell } from "../live/server.ts";
import { messages } from "../messages/messages.ts";
import { say } from "../messages/say-figure.ts";
import { goTo } from "../navigation.ts";
import { groups, roundPath, roundsPath } from "../routes.ts";
import { Choice } from "./choice.tsx";
import { ContextLine } from "./context-line.tsx";
import { usePage } from "./frame.tsx";
import { NothingYet, TroubleNote } from "./waiting.tsx";

const questions = ["triage", "certify", "check-report"] as const satisfies readonly RoundPlanned["question"][];
const stoppings = ["fixed", "curtailed", "sequential"] as const satisfies readonly RoundPlanned["stopping"][];
const replacements = ["none", "next-in-list"] as const satisfies readonly RoundPlanned["replacement"][];

/** Percents are whole points, as a fact keeps them. */
type Wish = {
  readonly question: RoundPlanned["question"];
  readonly group: PopulationGroup;
  readonly commune: UnitId | "";
  readonly title: string;
  readonly upper: number;
  readonly lower: number;
  readonly risk: number;
  readonly anticipated: number;
  readonly chance: number;
  readonly reported: number;
  readonly truth: number;
  readonly perHamlet: number;
  readonly hamlets: number;
  readonly stopping: RoundPlanned["stopping"];
  readonly replacement: RoundPlanned["replacement"];
  readonly closes: string;
};

const twoWeeksMs = 14 * 86_400_000;

export function PlanRoundPage() {
  const { answer, trouble, again } = useAnswer<ProvinceProgress>("/api/progress", () => false);
  const m = messages();
  usePage({ title: m.rounds.planNew, provenance: answer?.provenance ?? null });
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;
  return (
    <>
      <TroubleNote trouble={trouble} kept={answer.provenance} again={again} />
      <p class="back"><a href={roundsPath}>← {m.rounds.backToRounds}</a></p>
      <h1>{m.rounds.planTitle}</h1>
      <ContextLine provenance={answer.provenance} />
      <p class="note">{m.rounds.planNote}</p>
      <Planning progress={answer} />
    </>
  );
}

function Planning({ progress: { communes, provenance } }: { progress: ProvinceProgress }) {
  const m = messages();
  const words = m.rounds;
  const [wish, setWish] = useState<Wish>({
    question: "triage", group: "adult", commune: "", title: "", upper: 80, lower: 50, risk: 10, anticipated: 85, chance: 90, reported: 90, truth: 70, perHamlet: 1, hamlets: 12,
    stopping: "fixed", replacement: "none", closes: dayOf(new Date(new Date(provenance.asOf).getTime() + twoWeeksMs).toISOString()),
  });
  const [trouble, setTrouble] = useState("");
  const [isSending, setSending] = useState(false);
  const change = (part: Partial<Wish>) => setWish((before) => ({ ...before, ...part }));
  const listed = communes.filter(({ groups: own }) => own[wish.group].listed > 0);
  const chosen = wish.question === "check-report" ? listed.filter(({ unit }) => unit === (wish.commune === "" ? listed[0]?.unit : wish.commune)) : listed;
  const proposal = chosen.length === 0 ? "nobody" : propose(wish, chosen.map(({ groups: own }) => own[wish.group].listed));

  async function send(): Promise<void> {
    if (typeof proposal === "string") return;
    if (wish.title.trim() === "") return setTrouble(words.needsTitle);
    setSending(true);
    const asked = await tell<RoundDecided>("/api/rounds", {
      title: wish.title.trim(), question: wish.question, group: wish.group, communes: chosen.map(({ unit }) => unit), sampleSize: proposal.sampleSize, allocation: proposal.allocation,
      personsPerHamlet: proposal.personsPerHamlet, upperPercent: wish.question === "check-report" ? wish.reported : wish.upper, lowerPercent: wish.question === "check-report" ? wish.truth : Math.min(wish.lower, wish.upper - 1),
      minimumPasses: proposal.minimumPasses, stopping: proposal.stopping, replacement: wish.replacement, reportClosesOn: wish.closes,
    });
    setSending(false);
    if (asked.kind === "answered") goTo(roundPath(asked.answer.round));
    else setTrouble(asked.trouble.kind === "refused" ? asked.trouble.message : m.unreachable);
  }

  const number = (field: keyof typeof words.fields & keyof Wish, least: number, most: number) => (
    <label class="field">
      <span>{words.fields[field]}</span>
      <input type="number" inputMode="numeric" min={least} max={most} value={wish[field]} onInput={({ currentTarget: { valueAsNumber } }) => { if (valueAsNumber >= least && valueAsNumber <= most) change({ [field]: Math.round(valueAsNumber) }); }} />
    </label>
  );

  return (
    <div class="planning">
      <form onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <Choice legend={words.chooseQuestion} name="question" options={questions} words={namesOf(words.questions)} chosen={wish.question} choose={(question) => change({ question })} />
        <p class="note">{words.questions[wish.question].meaning}</p>
        <Choice legend={words.chooseGroup} name="round-group" options={groups} words={m.groups} chosen={wish.group} choose={(group) => change({ group })} />
        <div class="fields">
          {wish.question === "check-report" && (
            <label class="field wide">
              <span>{words.chooseCommune}</span>
              <select value={chosen[0]?.unit ?? ""} onChange={({ currentTarget: { value } }) => change({ commune: listed.find(({ unit }) => unit === value)?.unit ?? "" })}>
                {listed.map(({ unit, name }) => <option key={unit} value={unit}>{say(name)}</option>)}
              </select>
            </label>
          )}
          {wish.question === "triage" && <>{number("upper", 10, 100)}{number("lower", 1, 95)}{number("risk", 1, 30)}</>}
          {wish.question === "certify" && <>{number("upper", 10, 99)}{number("anticipated", 11, 99)}{number("chance", 50, 99)}</>}
          {wish.question === "check-report" && <>{number("reported", 10, 100)}{number("truth", 1, 95)}{number("chance", 50, 99)}</>}
          {number("perHamlet", 1, 10)}
          {number("hamlets", 1, 200)}
          <label class="field"><span>{words.fields.closes}</span><input type="date" value={wish.closes} required onInput={({ currentTarget: { value } }) => { if (value !== "") change({ closes: value }); }} /></label>
        </div>
        {wish.question === "triage" && (
          <>
            <Choice legend={words.stoppingLegend} name="stopping" options={stoppings} words={words.stoppings} chosen={wish.stopping} choose={(stopping) => change({ stopping })} />
            <p class="note">{words.stoppingNote[wish.stopping]}</p>
          </>
        )}
        <Choice legend={words.replacementLegend} name="replacement" options={replacements} words={words.replacements} chosen={wish.replacement} choose={(replacement) => change({ replacement })} />
        <label class="field wide"><span>{words.fields.title}</span><input type="text" maxLength={120} value={wish.title} onInput={({ currentTarget: { value } }) => { change({ title: value }); setTrouble(""); }} /></label>
        <p role="status" class="form-trouble">{trouble}</p>
        <button type="submit" disabled={typeof proposal === "string" || isSending}>{words.planThis}</button>
      </form>
      <section class="proposal" aria-live="polite" aria-labelledby="proposal">
        <h2 id="proposal">{words.willTake}</h2>
        {proposal === "nobody" && <p>{words.nobodyToPlan}</p>}
        {proposal === "impossible" && <p>{words.cannotPlan}</p>}
        {typeof proposal !== "string" && <Proposed proposal={proposal} wish={wish} />}
      </section>
    </div>
  );
}

function Proposed({ proposal, wish }: { proposal: RoundProposal; wish: Wish }) {
  const words = messages().rounds;
  const [upper, lower, anticipated, reported, truth] = [wish.upper / 100, wish.lower / 100, wish.anticipated / 100, wish.reported / 100, wish.truth / 100];
  const between = Math.round(100 * (upper + lower) / 2) / 100;
  const nearer = Math.round(100 * (reported + truth) / 2) / 100;
  const can = [
    ...(wish.question === "triage" ? [words.triageCan, ...(proposal.provinceHalfWidth === undefined ? [] : [words.provinceWithin(proposal.provinceHalfWidth)])] : []),
    ...(wish.question === "certify" ? [words.certifyCan(anticipated, upper, proposal.chanceOfAnswer), ...(proposal.passesToCertify === undefined ? [] : [words.certifyNeeds(Math.round((proposal.passesToCertify / Math.max(1, proposal.sampleSize)) * proposal.sampleSize), upper)])] : []),
    ...(wish.question === "check-report" ? [words.checkCan(reported, truth, proposal.chanceOfAnswer)] : []),
  ];
  const cannot = [
    ...(wish.question === "triage" ? [
      words.certifyOne(proposal.sampleSize, proposal.passesToCertify, upper),
      words.between(between, passProbability({ share: between, sampleSize: proposal.sampleSize, minimumPasses: proposal.minimumPasses })),
      ...(proposal.provinceHalfWidth === undefined ? [words.noProvince] : []),
    ] : []),
    ...(wish.question === "certify" ? [words.certifyCannot] : []),
    ...(wish.question === "check-report" ? [words.checkCannot(reported, nearer, inflationPower({ reportedShare: reported, trueShare: nearer, sampleSize: proposal.sampleSize }).power)] : []),
  ];
  const zone: readonly [number, number] = wish.question === "triage" ? [lower, upper] : wish.question === "certify" ? [upper, anticipated] : [truth, reported];
  return (
    <>
      <p class="lead">{words.persons(proposal.persons, proposal.sampleSize, proposal.allocation)}</p>
      {proposal.minimumPasses > 0 && <p>{words.passRule(proposal.sampleSize, proposal.minimumPasses)}</p>}
      <p>{words.walking(proposal.hamletVisits, proposal.assessorDays)} <span class="note">{words.walkingNote}</span></p>
      {proposal.meanTested !== undefined && <p>{words.meanTested(proposal.meanTested)}</p>}
      <div class="can-cannot">
        <div><h3>{words.canSay}</h3><ul>{can.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul></div>
        <div><h3>{words.cannotSay}</h3><ul>{cannot.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul></div>
      </div>
      <h3>{words.curveTitle}</h3>
      <PassingCurve curve={proposal.curve} question={wish.question} zone={zone} />
    </>
  );
}

function propose(wish: Wish, sizes: readonly number[]): RoundProposal | "impossible" {
  const asked: RoundQuestion = wish.question === "triage"
    ? { question: "triage", lowerShare: wish.lower / 100, upperShare: wish.upper / 100, maximumRisk: wish.risk / 100, stopping: wish.stopping }
    : wish.question === "certify"
      ? { question: "certify", thresholdShare: wish.upper / 100, anticipatedShare: wish.anticipated / 100, chance: wish.chance / 100 }
      : { question: "check-report", reportedShare: wish.reported / 100, trueShare: wish.truth / 100, chance: wish.chance / 100 };
  try {
    return proposeRound({ asked, communes: sizes.map((populationSize) => ({ populationSize, hamlets: wish.hamlets })), personsPerHamlet: wish.perHamlet });
  } catch (error) {
    // What no sample answers is refused so; anything else is a bug.
    if (error instanceof RangeError) return "impossible";
    throw error;
  }
}

function namesOf<Key extends string>(words: Readonly<Record<Key, { readonly name: string }>>): Readonly<Record<Key, string>> {
  const entries = Object.entries<{ readonly name: string }>(words).map(([key, { name }]) => [key, name] as const);
  return Object.fromEntries(entries) as Record<Key, string>; // the same keys
}
