/** Where records and re-tests differ more than chance explains: an invitation, what the commune says to it, what the office found. Nobody is accused. */
import type { CaseAnswered, RoundCase, RoundDecided, RoundReport } from "@hocvuso/contract";
import { useState } from "preact/hooks";
import { sayMoment } from "../figures/dates.ts";
import { tell } from "../live/server.ts";
import { may } from "../live/visitor.ts";
import { language, messages } from "../messages/messages.ts";
import { say } from "../messages/say-figure.ts";
import { communePath } from "../routes.ts";
import { Choice } from "./choice.tsx";

export function RoundCases({ report: { summary, communes, cases }, again }: { report: RoundReport; again: () => void }) {
  const m = messages();
  const words = m.rounds;
  const [trouble, setTrouble] = useState("");
  const invited = new Set(cases.map(({ commune }) => commune));
  const flagged = communes.filter(({ unit, check }) => check?.isFlagged === true && !invited.has(unit));
  const open = async (commune: string) => {
    const asked = await tell<RoundDecided>(`/api/rounds/${summary.round}/cases`, { commune });
    setTrouble(asked.kind === "answered" ? "" : asked.trouble.kind === "refused" ? asked.trouble.message : m.unreachable);
    again();
  };
  return (
    <div class="cases">
      <h2>{words.casesTitle}</h2>
      {flagged.length === 0 && cases.length === 0 && <p>{words.casesNone}</p>}
      <p role="status" class="form-trouble">{trouble}</p>
      <ol>
        {flagged.map(({ unit, name, reportedCount, populationSize, progress }) => (
          <li key={unit}>
            <h3><a href={communePath(unit)}>{say(name)}</a></h3>
            <p>{words.caseFound(reportedCount / populationSize, progress.tested, progress.passed)}</p>
            {may("POST /api/rounds/:round/cases") && <button type="button" class="do" onClick={() => void open(unit)}>{words.caseInvite(say(name))}</button>}
          </li>
        ))}
        {cases.map((one) => <OneCase key={one.case} one={one} round={summary.round} again={again} />)}
      </ol>
      {(flagged.length > 0 || cases.length > 0) && <p class="note"><b>{words.caseAsk}.</b> {words.caseQuestions}</p>}
    </div>
  );
}

function OneCase({ one, round, again }: { one: RoundCase; round: string; again: () => void }) {
  const words = messages().rounds;
  return (
    <li>
      <h3><a href={communePath(one.commune)}>{say(one.name)}</a> <span class="note">{one.isOpen ? words.caseOpen : words.caseClosed}</span></h3>
      <p>{words.caseFound(one.reportedCount / Math.max(1, one.populationSize), one.sampleSize, one.successes)} {one.isOpen && <b>{words.caseAnswerBy(one.answerBy)}</b>}</p>
      {one.answers.map(({ by, finding, words: said, at }) => (
        <blockquote key={at + said}><p><b>{words.caseBy[by]}: {words.caseFindings[finding]}.</b> {said}</p><footer class="note">{sayMoment(at, language.value)}</footer></blockquote>
      ))}
      {one.isOpen && may("POST /api/rounds/:round/cases/:case") && <AnswerForm one={one} round={round} again={again} />}
    </li>
  );
}

const sides = ["commune", "office"] as const satisfies readonly CaseAnswered["by"][];
const findings = ["explained", "records-corrected", "test-again"] as const satisfies readonly CaseAnswered["finding"][];
const officeFindings = [...findings, "closed"] as const;

function AnswerForm({ one, round, again }: { one: RoundCase; round: string; again: () => void }) {
  const m = messages();
  const words = m.rounds;
  const [by, setBy] = useState<CaseAnswered["by"]>("commune");
  const [finding, setFinding] = useState<CaseAnswered["finding"]>("explained");
  const [said, setSaid] = useState("");
  const [trouble, setTrouble] = useState("");
  const send = async () => {
    const asked = await tell<RoundDecided>(`/api/rounds/${round}/cases/${one.case}`, { by, finding, words: said });
    if (asked.kind === "answered") setSaid("");
    setTrouble(asked.kind === "answered" ? "" : asked.trouble.kind === "refused" ? asked.trouble.message : m.unreachable);
    again();
  };
  return (
    <form class="answer-form" onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <Choice legend={words.caseWho} name={`by-${one.case}`} options={may("POST /api/rounds/:round/close") ? sides : ["commune"]} words={words.caseBy} chosen={by} choose={(side) => { setBy(side); if (side === "commune" && finding === "closed") setFinding("explained"); }} />
      <Choice legend={words.caseWhat} name={`finding-${one.case}`} options={by === "office" ? officeFindings : findings} words={words.caseFindings} chosen={finding} choose={setFinding} />
      <label class="field wide"><span>{words.caseWords}</span><textarea rows={3} maxLength={4_000} value={said} onInput={({ currentTarget: { value } }) => setSaid(value)} /></label>
      <p role="status" class="form-trouble">{trouble}</p>
      <button type="submit">{words.caseSend}</button>
    </form>
  );
}
