/** One commune: its finding, its four numbers, its hamlets, and the former communes it was made of. */
import type { CommuneProgress, PopulationGroup, Provenance, UnitFigures, UnitId } from "@hocvuso/contract";
import { DumbBell } from "../charts/dumb-bell.tsx";
import { FourLanes } from "../charts/four-lanes.tsx";
import { Mark } from "../charts/mark.tsx";
import { findCapable } from "../figures/finding.ts";
import { fewestForShare } from "../figures/share.ts";
import { inTableOrder } from "../figures/table-order.ts";
import { useAnswer } from "../live/reading.ts";
import { messages } from "../messages/messages.ts";
import { say } from "../messages/say-figure.ts";
import { base, groups } from "../routes.ts";
import { Choice } from "./choice.tsx";
import { ContextLine } from "./context-line.tsx";
import { Forecast } from "./forecast.tsx";
import { FormerCommunes } from "./former-communes.tsx";
import { usePage } from "./frame.tsx";
import { chosenGroup } from "./places.tsx";
import { FigureCell } from "./units-table.tsx";
import { NothingYet, TroubleNote } from "./waiting.tsx";

export function CommunePage({ unit }: { unit: UnitId }) {
  const { answer, trouble, again } = useAnswer<CommuneProgress>(`/api/units/${unit}/progress`, (communes) => communes.includes(unit));
  const m = messages();
  usePage({ title: answer === null ? m.columnUnit : say(answer.commune.name), provenance: answer?.provenance ?? null });
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;
  const { commune, formerCommunes, hamlets, provenance, targets } = answer;
  return (
    <>
      <TroubleNote trouble={trouble} kept={provenance} again={again} />
      <p class="back"><a href={base}>← {m.backToProvince}</a></p>
      <h1>{m.findingAt(say(commune.name), findCapable(commune.groups))}</h1>
      <ContextLine provenance={provenance} more={commune.basis === "estimated" ? [m.estimated] : []} />
      <section aria-labelledby="numbers">
        <h2 id="numbers">{m.communeNumbers}</h2>
        <p class="note">{m.lanesNote}</p>
        {groups.map((group) => <FourLanes key={group} unit={commune} group={group} provenance={provenance} targets={targets} decimals={0} />)}
      </section>
      <Forecast unit={unit} />
      <section class="rule" aria-labelledby="hamlets">
        <h2 id="hamlets">{m.hamletsTitle}</h2>
        {hamlets.length === 0
          ? <p>{m.hamletsNone}</p>
          : <Hamlets hamlets={hamlets} formerCommunes={formerCommunes} group={chosenGroup.value} provenance={provenance} within={unit} />}
      </section>
      <section class="rule" aria-labelledby="former">
        <h2 id="former">{m.formerTitle} {say(commune.name)}</h2>
        <FormerCommunes commune={commune} formerCommunes={formerCommunes} group={chosenGroup.value} provenance={provenance} />
      </section>
    </>
  );
}

type HamletsShown = {
  readonly hamlets: readonly UnitFigures[];
  readonly formerCommunes: readonly UnitFigures[];
  readonly group: PopulationGroup;
  readonly provenance: Provenance;
  readonly within: UnitId;
};

/** In the order of the former communes that registered them, then by name. */
function Hamlets({ hamlets, formerCommunes, group, provenance, within }: HamletsShown) {
  const m = messages();
  const hasFew = hamlets.some(({ groups: own }) => own[group].listed > 0 && own[group].listed < fewestForShare);
  // A hamlet's id begins with that of the commune which registered it.
  const places = formerCommunes.map(({ unit }) => `${unit}-`);
  const formerPlace = ({ unit }: UnitFigures) => places.findIndex((place) => unit.startsWith(place));
  const ordered = inTableOrder(hamlets, { by: "name", direction: "ascending" }, group).toSorted((a, b) => formerPlace(a) - formerPlace(b));
  return (
    <>
      <p class="note">
        <Mark measure="reached" /> <b class="k-reached">{m.measuresInSentence.reached}</b> · <Mark measure="capable" /> <b class="k-capable">{m.measuresInSentence.capable}</b>. {m.hamletsNote} {hasFew && m.hamletsFewNote}
      </p>
      <Choice legend={m.chooseGroup} name="hamlet-group" options={groups} words={m.groups} chosen={group} choose={(picked) => { chosenGroup.value = picked; }} />
      <table class="stacking hamlets" role="table" aria-labelledby="hamlets">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">{m.columnHamlet}</th>
            <th scope="col" role="columnheader" class="number">{m.columnListed}</th>
            <th scope="col" role="columnheader" class="track-column"><span class="unseen">{m.columnReachedCapable}</span></th>
            <th scope="col" role="columnheader" class="number">{m.measures.reached}</th>
            <th scope="col" role="columnheader" class="number">{m.measures.capable}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {ordered.map((hamlet) => (
            <tr key={hamlet.unit} role="row">
              <th scope="row" role="rowheader"><HamletName hamlet={hamlet} former={formerCommunes[formerPlace(hamlet)]} /></th>
              <td role="cell" class="number" data-label={m.columnListed}>{m.persons(hamlet.groups[group].listed)}</td>
              <td role="cell" class="track-column"><DumbBell numbers={hamlet.groups[group]} /></td>
              <FigureCell unit={hamlet} group={group} measure="reached" provenance={provenance} within={within} />
              <FigureCell unit={hamlet} group={group} measure="capable" provenance={provenance} within={within} />
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function HamletName({ hamlet, former }: { hamlet: UnitFigures; former: UnitFigures | undefined }) {
  const m = messages();
  return (
    <>
      {say(hamlet.name)}
      {former !== undefined && <span class="note"> {m.hamletIn(say(former.name))}</span>}
      {hamlet.basis === "estimated" && <span class="note"> {m.estimated}</span>}
    </>
  );
}
