/** The sampling rounds, the newest first, and the way to plan one. */
import type { Rounds } from "@hocvuso/contract";
import { sayDay, sayMoment } from "../figures/dates.ts";
import { useAnswer } from "../live/reading.ts";
import { may } from "../live/visitor.ts";
import { language, messages } from "../messages/messages.ts";
import { base, planRoundPath, roundPath } from "../routes.ts";
import { usePage } from "./frame.tsx";
import { NothingYet, TroubleNote } from "./waiting.tsx";

export function RoundsPage() {
  const { answer, trouble, again } = useAnswer<Rounds>("/api/rounds", () => true);
  const m = messages();
  const words = m.rounds;
  usePage({ title: words.title, provenance: null });
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;
  const { rounds } = answer;
  return (
    <>
      <TroubleNote trouble={trouble} kept={answer} again={again} />
      <p class="back"><a href={base}>← {m.backToProvince}</a></p>
      <h1>{words.title}</h1>
      <p>{words.meaning}</p>
      {may("POST /api/rounds") && <p class="actions"><a class="do" href={planRoundPath}>{words.planNew}</a></p>}
      {rounds.length === 0 ? <div class="empty"><p>{words.none}</p><p>{words.noneWhat}</p></div> : (
        <section aria-label={words.title}>
          <table class="stacking" role="table">
            <thead role="rowgroup">
              <tr role="row">{Object.entries(words.columns).map(([column, name]) => <th key={column} scope="col" role="columnheader">{name}</th>)}</tr>
            </thead>
            <tbody role="rowgroup">
              {rounds.map((round) => (
                <tr key={round.round} role="row">
                  <th scope="row" role="rowheader"><a href={roundPath(round.round)}>{round.title}</a><span class="note matched">{m.groups[round.group]} · {sayMoment(round.plannedAt, language.value)}</span></th>
                  <td role="cell" data-label={words.columns.question}>{words.questions[round.question].name}</td>
                  <td role="cell" data-label={words.columns.state}>{words.states[round.state]}</td>
                  <td role="cell" data-label={words.columns.progress}>{words.testedOf(round.progress.tested, round.progress.drawn)}</td>
                  <td role="cell" data-label={words.columns.closes}>{sayDay(round.reportClosesOn, language.value)}</td>
                  <td role="cell" data-label={words.columns.cases}>{round.openCases === 0 ? words.noOpenCase : words.openCases(round.openCases)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}
