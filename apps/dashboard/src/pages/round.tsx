/** One sampling round: its plan and seals, how far it is, what it knows and does not know, and what is to be looked into together. */
import type { CommuneResult, FactKey, RoundDecided, RoundReport } from "@hocvuso/contract";
import { inflationPower, passProbability } from "@hocvuso/domain/measurement";
import { useEffect, useState } from "preact/hooks";
import { DotInterval } from "../charts/dot-interval.tsx";
import { Funnel } from "../charts/funnel.tsx";
import { PassingCurve } from "../charts/passing-curve.tsx";
import { ProgressBar } from "../charts/progress-bar.tsx";
import { sayCount, sayPoints } from "../figures/numbers.ts";
import { useAnswer } from "../live/reading.ts";
import { tell } from "../live/server.ts";
import { may } from "../live/visitor.ts";
import { language, messages } from "../messages/messages.ts";
import { say } from "../messages/say-figure.ts";
import { communePath, roundsPath } from "../routes.ts";
import { ContextLine } from "./context-line.tsx";
import { usePage } from "./frame.tsx";
import { RoundCases } from "./round-cases.tsx";
import { NothingYet, TroubleNote } from "./waiting.tsx";

/** Results change no figure of the province, so no change of figures tells of them. */
const lookAgainMs = 10_000;

export function RoundPage({ round }: { round: FactKey }) {
  const { answer, trouble, again } = useAnswer<RoundReport>(`/api/rounds/${round}`, () => true);
  const m = messages();
  const words = m.rounds;
  usePage({ title: answer?.summary.title ?? words.nav, provenance: answer?.provenance ?? null });
  useEffect(() => {
    const timer = setInterval(again, lookAgainMs);
    return () => clearInterval(timer);
  }, []);
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;
  const { summary, provenance, plan, communes } = answer;
  const isWalked = summary.progress.tested > 0;
  return (
    <>
      <TroubleNote trouble={trouble} kept={provenance} again={again} />
      <p class="back"><a href={roundsPath}>← {words.backToRounds}</a></p>
      <h1>{words.headline(summary.title, summary.state, summary.progress)}</h1>
      <ContextLine provenance={provenance} more={[words.context(summary.communes, m.groups[summary.group]), words.states[summary.state]]} />
      <NextStep report={answer} again={again} />
      {summary.state !== "planned" && (
        <section aria-labelledby="progress">
          <h2 id="progress">{words.progressTitle(summary.progress)}</h2>
          <p class="note">{words.progressNote[plan.replacement]}</p>
          <ProgressBar progress={summary.progress} />
          <Definition words={words.definitions.progress} />
        </section>
      )}
      {isWalked && <Province report={answer} />}
      {isWalked && <Results communes={communes} mark={plan.upperShare} />}
      {isWalked && <Differences report={answer} again={again} />}
      {answer.screens.length > 0 && (
        <section class="rule" aria-labelledby="screens">
          <h2 id="screens">{words.screensTitle}</h2>
          <ul class="plain-list">{answer.screens.map((screen) => <li key={`${screen.kind} ${screen.assessor}`}><code>{screen.assessor.slice(-8)}</code> {words.screens[screen.kind](screen.visits)}</li>)}</ul>
        </section>
      )}
      <Plan report={answer} />
    </>
  );
}

function NextStep({ report: { summary }, again }: { report: RoundReport; again: () => void }) {
  const m = messages();
  const words = m.rounds;
  const [trouble, setTrouble] = useState("");
  const [isSending, setSending] = useState(false);
  const isPlanned = summary.state === "planned";
  if (summary.state === "closed" || !may(`POST /api/rounds/:round/${isPlanned ? "draw" : "close"}`)) return null;
  const act = async () => {
    setSending(true);
    const asked = await tell<RoundDecided>(`/api/rounds/${summary.round}/${isPlanned ? "draw" : "close"}`, {});
    setSending(false);
    setTrouble(asked.kind === "answered" ? "" : asked.trouble.kind === "refused" ? asked.trouble.message : m.unreachable);
    again();
  };
  return (
    <div class="next-step">
      <p>{isPlanned ? words.drawMeaning : words.closeMeaning}</p>
      <button type="button" disabled={isSending} onClick={() => void act()}>{isPlanned ? words.drawNow : words.closeNow}</button>
      <p role="status" class="form-trouble">{trouble}</p>
    </div>
  );
}

function Definition({ words }: { words: string }) {
  return <details class="definition"><summary>{messages().rounds.definition}</summary><p>{words}</p></details>;
}

function Province({ report: { province, plan } }: { report: RoundReport }) {
  const words = messages().rounds;
  return (
    <section class="rule" aria-labelledby="province">
      <h2 id="province">{words.provinceTitle}</h2>
      {province === undefined ? <p>{plan.stopping === "fixed" ? words.noProvinceYet : words.noProvince}</p> : (
        <>
          <p class="lead k-verified">{words.provinceSentence(province.share, province.lower, province.upper, province.sampleSize)}</p>
          <div class="province-interval">
            <DotInterval share={province.share} lower={province.lower} upper={province.upper} canTell={province.certified !== "cannotTell"} mark={plan.upperShare} />
            <span class="axis-ends" aria-hidden="true"><i>0</i><i style={{ left: `${100 * plan.upperShare}%` }}>{sayPoints(plan.upperShare, 0, language.value)}</i><i>100</i></span>
          </div>
          <p><b>{words.certified[province.certified](plan.upperShare)}</b></p>
          <p>{words.reportedBeside(province.reportedShare)} {province.confirmedShare !== undefined && words.confirmed(province.confirmedShare)} {province.unrecordedShare !== undefined && words.unrecorded(province.unrecordedShare)}</p>
          <Definition words={words.definitions.province(province.method)} />
        </>
      )}
    </section>
  );
}

const columns = ["below", "cannotTell", "above"] as const;

function Results({ communes, mark }: { communes: readonly CommuneResult[]; mark: number }) {
  const words = messages().rounds;
  const [having, few] = [communes.filter(({ estimate }) => estimate !== undefined), communes.filter(({ estimate }) => estimate === undefined)];
  const counted = (answer: CommuneResult["answer"]) => communes.filter((commune) => commune.answer === answer).length;
  return (
    <section class="rule" aria-labelledby="results">
      <h2 id="results">{words.resultsTitle(counted("below"), counted("above"), counted("cannotTell"), mark)}</h2>
      <p class="note">{words.resultsNote(few.length)}</p>
      <div class="board">
        {columns.map((column) => {
          const own = having.filter(({ answer }) => answer === column).toSorted((a, b) => (a.estimate?.share ?? 0) - (b.estimate?.share ?? 0));
          return (
            <div key={column}>
              <h3 id={`board-${column}`}>{words.boardColumns[column]} <span class="note">{sayCount(own.length, language.value)}</span></h3>
              {own.length === 0 ? <p class="note">{words.boardNone}</p> : <ul aria-labelledby={`board-${column}`}>{own.map((commune) => <BoardRow key={commune.unit} commune={commune} mark={mark} />)}</ul>}
            </div>
          );
        })}
      </div>
      {few.length > 0 && <p class="note"><b>{words.tooFewTitle}:</b> {few.map(({ name }) => say(name)).join(", ")}.</p>}
      <Definition words={words.definitions.communes} />
      <details class="definition"><summary>{words.tableTitle}</summary><CommuneTable communes={communes} /></details>
    </section>
  );
}

function BoardRow({ commune: { unit, name, estimate, answer }, mark }: { commune: CommuneResult; mark: number }) {
  const words = messages().rounds;
  if (estimate === undefined) return null;
  const sentence = words.estimateSentence(say(name), estimate.share, estimate.lower, estimate.upper, estimate.sampleSize, words.answers[answer]);
  return (
    <li>
      <a class="board-row" href={communePath(unit)} aria-label={sentence} data-tip={sentence}>
        <span class="board-name">{say(name)}</span>{" "}
        <DotInterval share={estimate.share} lower={estimate.lower} upper={estimate.upper} canTell={answer !== "cannotTell"} mark={mark} />
        <span class="board-answer">{sayPoints(estimate.lower, 0, language.value)}–{sayPoints(estimate.upper, 0, language.value)}</span>
      </a>
    </li>
  );
}

function CommuneTable({ communes }: { communes: readonly CommuneResult[] }) {
  const words = messages().rounds;
  const names = words.tableColumns;
  const points = (share: number) => sayPoints(share, 0, language.value);
  return (
    <table class="stacking" role="table">
      <thead role="rowgroup"><tr role="row">{Object.entries(names).map(([column, name]) => <th key={column} scope="col" role="columnheader" class={column === "commune" || column === "answer" || column === "rule" ? undefined : "number"}>{name}</th>)}</tr></thead>
      <tbody role="rowgroup">
        {communes.map(({ unit, name, progress, estimate, reportedCount, populationSize, answer, rule, check }) => (
          <tr key={unit} role="row">
            <th scope="row" role="rowheader"><a href={communePath(unit)}>{say(name)}</a></th>
            <td role="cell" class="number" data-label={names.tested}>{sayCount(progress.tested, language.value)}</td>
            <td role="cell" class="number" data-label={names.passed}>{sayCount(progress.passed, language.value)}</td>
            <td role="cell" class="number" data-label={names.estimate}>{estimate === undefined ? words.answers.tooFew : points(estimate.share)}</td>
            <td role="cell" class="number" data-label={names.interval}>{estimate === undefined ? "" : `${points(estimate.lower)}–${points(estimate.upper)}`}</td>
            <td role="cell" class="number" data-label={names.reported}>{points(populationSize === 0 ? 0 : reportedCount / populationSize)}</td>
            <td role="cell" data-label={names.answer}>{words.answers[answer]}</td>
            <td role="cell" data-label={names.rule}>{rule === undefined ? "" : words.rules[rule]}</td>
            <td role="cell" class="number" data-label={names.q}>{check === undefined ? "" : check.qValue.toLocaleString(language.value === "vi" ? "vi-VN" : "en-GB", { maximumFractionDigits: 3 })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Differences({ report, again }: { report: RoundReport; again: () => void }) {
  const words = messages().rounds;
  const { communes, plan, province } = report;
  const typical = Math.round(communes.reduce((sum, { progress }) => sum + progress.tested, 0) / Math.max(1, communes.filter(({ progress }) => progress.tested > 0).length));
  const record = Math.round(100 * (province?.reportedShare ?? 0.8)) / 100;
  const truth = Math.max(0.05, record - 0.2);
  return (
    <section class="rule differences" aria-labelledby="differences">
      <div>
        <h2 id="differences">{words.funnelTitle}</h2>
        <p class="note">{words.funnelNote}</p>
        <Funnel communes={communes} />
        {typical > 0 && record > truth && <p class="note">{words.funnelPower(record, truth, typical, inflationPower({ reportedShare: record, trueShare: truth, sampleSize: typical }).power)}</p>}
        <Definition words={words.definitions.funnel(plan.toleranceShare, plan.falseDiscoveryRate)} />
      </div>
      <RoundCases report={report} again={again} />
    </section>
  );
}

function Plan({ report: { plan, summary } }: { report: RoundReport }) {
  const words = messages().rounds;
  const curve = Array.from({ length: 29 }, (_, i) => 0.3 + 0.025 * i).map((share) => ({ share, passProbability: passProbability({ share, sampleSize: plan.sampleSize, minimumPasses: plan.minimumPasses }) }));
  return (
    <section class="rule" aria-labelledby="plan">
      <h2 id="plan">{words.plan}</h2>
      <p><b>{words.questions[summary.question].name}</b> {words.questions[summary.question].meaning}</p>
      {plan.minimumPasses > 0 && <p>{words.passRule(plan.sampleSize, plan.minimumPasses)}</p>}
      {plan.minimumPasses > 0 && <PassingCurve curve={curve} question={summary.question} zone={[plan.lowerShare, plan.upperShare]} />}
      <h3>{words.seal}</h3>
      <p class="note">{words.sealMeaning}</p>
      <dl class="seals">
        <div><dt>{words.sealSeed}</dt><dd><code>{plan.seedHash}</code></dd></div>
        {plan.drawHash !== undefined && <div><dt>{words.sealLists}</dt><dd><code>{plan.drawHash}</code></dd></div>}
        {plan.seed !== undefined && <div><dt>{words.sealSeedShown}</dt><dd><code>{plan.seed}</code></dd></div>}
      </dl>
    </section>
  );
}
