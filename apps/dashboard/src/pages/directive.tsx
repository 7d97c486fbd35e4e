/** One directive: who has not answered, and how far each commune is by facts. A commune answers here. */
import type { DirectiveReport, DirectiveTask, FactKey, FourNumbers, MovementDecided } from "@hocvuso/contract";
import { useState } from "preact/hooks";
import { sayMoment } from "../figures/dates.ts";
import { shareOf } from "../figures/share.ts";
import { useAnswer } from "../live/reading.ts";
import { sayTrouble, tell } from "../live/server.ts";
import { may } from "../live/visitor.ts";
import { language, messages } from "../messages/messages.ts";
import { say, sayShare } from "../messages/say-figure.ts";
import { measures, officePaths } from "../routes.ts";
import { usePage } from "./frame.tsx";
import { Said } from "./sign-in.tsx";
import { Twice } from "./staff.tsx";
import { NothingYet } from "./waiting.tsx";

export function DirectivePage({ directive }: { directive: FactKey }) {
  const m = messages();
  const words = m.movement;
  const path = `/api/directives/${directive}`;
  const { answer, trouble, again } = useAnswer<DirectiveReport>(path, () => true);
  const [refused, setRefused] = useState<string | null>(null);
  usePage({ title: answer?.title ?? words.directivesTitle, provenance: null });
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;
  const silent = answer.tasks.filter((task) => task.answer === undefined);
  async function act(what: string, said: object): Promise<void> {
    const asked = await tell<MovementDecided>(`${path}/${what}`, said);
    setRefused(asked.kind === "trouble" ? sayTrouble(asked.trouble) : null);
    again();
  }
  const isOpen = answer.ended === undefined;
  const target = answer.measure === "sessions" ? words.sessionsTarget(answer.target) : words.percentTarget(answer.target, m.groups[answer.group]);
  return (
    <>
      <p class="back"><a href={officePaths.directives}>← {words.backToDirectives}</a></p>
      <h1>{answer.title}</h1>
      <p class="note">{words.ofDocument(answer.number, answer.documentDate)} · {words.due(answer.dueOn)}{isOpen && answer.dueOn < answer.today && <b> · {words.isLate}</b>}</p>
      {answer.ended !== undefined && <p><strong>{words.ended[answer.ended.because]}</strong></p>}
      <p class="as-written">{answer.task}</p>
      <p>{words.asks(words.measures[answer.measure], target)}</p>
      <p class="actions">
        {answer.link !== undefined && <a href={answer.link} target="_blank" rel="noopener noreferrer">{words.readDocument}</a>}
        {answer.file !== undefined && <a href={`${path}/document`} target="_blank">{words.saveDocument(answer.file.name)}</a>}
      </p>
      <Said trouble={refused} />
      <section class="rule" aria-labelledby="chua-tra-loi">
        <h2 id="chua-tra-loi">{words.notAnswered(silent.length)}</h2>
        {silent.length > 0 && (
          <>
            {may("POST /api/directives/:directive/remind") && isOpen && <><p class="note">{words.notAnsweredMeaning}</p><p class="actions"><button type="button" onClick={() => void act("remind", {})}>{words.remind}</button></p></>}
            <p>{silent.map(({ name }) => say(name)).join(" · ")}</p>
          </>
        )}
      </section>
      <section class="rule" aria-labelledby="tung-xa">
        <h2 id="tung-xa">{words.withCommunes}</h2>
        <p class="note">{words.progressNote}</p>
        <table class="stacking" role="table">
          <thead role="rowgroup"><tr role="row">{[words.commune, words.answer, words.progress].map((name) => <th key={name} scope="col" role="columnheader">{name}</th>)}</tr></thead>
          <tbody role="rowgroup">{answer.tasks.map((task) => <Task key={task.commune} task={task} />)}</tbody>
        </table>
      </section>
      {isOpen && answer.tasks.length === 1 && answer.tasks[0] !== undefined && <Answering commune={answer.tasks[0].commune} act={act} />}
      {isOpen && may("POST /api/directives/:directive/end") && (
        <p class="actions">
          <Twice act={words.end} ask={words.endAsk} press={() => void act("end", { because: "done" })} />
          <Twice act={words.withdraw} ask={words.endAsk} press={() => void act("end", { because: "withdrawn" })} />
        </p>
      )}
    </>
  );
}

function Task({ task: { name, answer, reminders, remindedAt, figures, sessions, isMet } }: { task: DirectiveTask }) {
  const words = messages().movement;
  const moment = (instant: string) => sayMoment(instant, language.value);
  return (
    <tr role="row">
      <th scope="row" role="rowheader">{say(name)}{isMet && <span class="note matched">{words.isMet}</span>}</th>
      <td role="cell" data-label={words.answer}>
        {answer === undefined ? words.noAnswer : `${words.answers[answer.answer]}, ${moment(answer.at)}`}
        {answer?.words !== undefined && <span class="note matched as-written">{answer.words}</span>}
        {remindedAt !== undefined && <span class="note matched">{words.reminded(moment(remindedAt), reminders)}</span>}
      </td>
      <td role="cell" data-label={words.progress}><b>{words.sessions(sessions)}</b><span class="note matched"><Four figures={figures} /></span></td>
    </tr>
  );
}

/** Each under its own name, never added up. */
function Four({ figures }: { figures: FourNumbers }) {
  const m = messages();
  return <>{measures.map((measure) => `${m.measures[measure]}: ${sayShare(shareOf(figures[measure], figures.listed), 0)}`).join(" · ")}</>;
}

function Answering({ commune, act }: { commune: string; act: (what: string, said: object) => Promise<void> }) {
  const words = messages().movement;
  const [said, setSaid] = useState("");
  const answer = (how: keyof typeof words.answers) => void act("answers", { commune, answer: how, ...(said.trim() === "" ? {} : { words: said.trim() }) });
  return (
    <section class="rule" aria-labelledby="tra-loi">
      <h2 id="tra-loi">{words.answerTitle}</h2>
      <div class="sheet">
        <label class="field wide"><span>{words.words}</span><textarea rows={2} maxLength={2_000} value={said} onInput={(event) => setSaid(event.currentTarget.value)} /></label>
        <p class="actions"><button type="button" class="press" onClick={() => answer("taken-up")}>{words.takeUp}</button><button type="button" onClick={() => answer("asks")}>{words.ask}</button></p>
      </div>
    </section>
  );
}
