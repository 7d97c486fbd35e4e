/** Whole tests of a commune's people as the server scored them; those that do not fit their facts stand first, with the reason. */
import type { TestRecords } from "@hocvuso/contract";
import { sayMoment } from "../figures/dates.ts";
import { useAnswer } from "../live/reading.ts";
import { may } from "../live/visitor.ts";
import { language, messages } from "../messages/messages.ts";
import { base } from "../routes.ts";
import { usePage } from "./frame.tsx";
import { UnitChoice, useOwnUnit } from "./unit-choice.tsx";
import { NothingYet } from "./waiting.tsx";

type Record = TestRecords["tests"][number];

export function TestsPage() {
  const m = messages();
  const [unit, setUnit] = useOwnUnit();
  usePage({ title: m.tests.title, provenance: null });
  return (
    <>
      <p class="back"><a href={base}>← {m.backToProvince}</a></p>
      <h1>{m.tests.title}</h1>
      <p>{m.tests.meaning}</p>
      <div class="sheet"><UnitChoice label={m.office.unit} chosen={unit} choose={setUnit} withProvince={may("GET /api/conflicts")} /></div>
      {unit !== "" && <Tests key={unit} unit={unit} />}
    </>
  );
}

function Tests({ unit }: { unit: string }) {
  const words = messages().tests;
  const { answer, trouble, again } = useAnswer<TestRecords>(`/api/tests?unit=${unit}`, () => true);
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;
  const refused = answer.tests.filter(({ outcome }) => outcome === "refused");
  const others = answer.tests.filter(({ outcome }) => outcome !== "refused");
  if (answer.tests.length === 0) return <p role="status">{words.none}</p>;
  return (
    <>
      {answer.isSample && <p><strong>{words.sample}</strong></p>}
      <section class="rule" aria-labelledby="chua-khop">
        <h2 id="chua-khop">{refused.length === 0 ? words.refusedNone : words.refused(refused.length)}</h2>
        {refused.length > 0 && <Table tests={refused} />}
      </section>
      <section class="rule" aria-labelledby="bai-khac">
        <h2 id="bai-khac">{words.others(others.length)}</h2>
        {others.length > 0 && <Table tests={others} />}
      </section>
    </>
  );
}

function Table({ tests }: { tests: readonly Record[] }) {
  const { table, ...words } = messages().tests;
  return (
    <table class="stacking records" role="table">
      <thead><tr role="row">{Object.entries(table).map(([column, called]) => <th key={column} role="columnheader" scope="col">{called}</th>)}</tr></thead>
      <tbody role="rowgroup">
        {tests.map(({ test, person, begunAt, purpose, outcome, decision, fault, faultAt, ability, posteriorSd, phoneAbility, phonePosteriorSd, answers, neutralised, resumed, wasSupervised }) => (
          <tr key={`${person}${test}`} role="row">
            <td role="cell" data-label={table.when}>{sayMoment(begunAt, language.value)}</td>
            <td role="cell" data-label={table.purpose}>{words.purposes[purpose]}</td>
            <td role="cell" data-label={table.outcome}><span><b>{decision === undefined ? words.outcomes[outcome] : words.decisions[decision]}</b>{wasSupervised && <>, {words.supervised}</>}{fault !== undefined && <>. {words.faults[fault]}{faultAt !== undefined && <> {words.faultAt(faultAt)}</>}</>}</span></td>
            <td role="cell" data-label={table.ability}>{ability !== undefined && posteriorSd !== undefined ? words.score(ability, posteriorSd) : "–"}</td>
            <td role="cell" data-label={table.phone}>{phoneAbility !== undefined && phonePosteriorSd !== undefined ? words.score(phoneAbility, phonePosteriorSd) : "–"}</td>
            <td role="cell" data-label={table.answers}>{words.counted(answers, neutralised)}</td>
            <td role="cell" data-label={table.resumed}>{resumed}</td>
            <td role="cell" data-label={table.person}><code>{person.slice(-12)}</code></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
