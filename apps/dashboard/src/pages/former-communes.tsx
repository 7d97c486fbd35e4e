/** The former communes of a commune: the ribbon that shows what was put together, and the table that says it in figures. */
import type { PopulationGroup, Provenance, UnitFigures } from "@hocvuso/contract";
import { Ribbons, type RibbonPart } from "../charts/ribbons.tsx";
import { messages } from "../messages/messages.ts";
import { say } from "../messages/say-figure.ts";
import { groups } from "../routes.ts";
import { FigureCell } from "./units-table.tsx";

export function FormerCommunes({ commune, formerCommunes, group, provenance }: {
  commune: UnitFigures;
  formerCommunes: readonly UnitFigures[];
  group: PopulationGroup;
  provenance: Provenance;
}) {
  const m = messages();
  if (formerCommunes.length === 0) return <p>{m.unchanged}</p>;
  const known = formerCommunes.map((former): RibbonPart => ({ name: say(former.name), persons: listedIn(former), isEstimated: former.basis === "estimated" }));
  const rest = listedIn(commune) - known.reduce((sum, { persons }) => sum + persons, 0);
  const parts = rest > 0 ? [...known, { name: m.formerUnknown, persons: rest, isEstimated: false }] : known;
  return (
    <>
      <p>{m.mergedFrom(formerCommunes.map(({ name }) => say(name)).join(", "))}</p>
      <p class="note">
        {m.formerNote} {known.some(({ isEstimated }) => isEstimated) && m.formerEstimatedNote} {rest > 0 && `${m.formerUnknown}: ${m.formerUnknownMeaning}`} {rest < 0 && m.formerSumsDiffer}
      </p>
      {listedIn(commune) > 0 && <Ribbons parts={parts} unitName={say(commune.name)} />}
      <table class="stacking" role="table" aria-labelledby="former">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">{m.columnFormer}</th>
            <th scope="col" role="columnheader">{m.columnBasis}</th>
            <th scope="col" role="columnheader" class="number">{m.groups[group]}</th>
            <th scope="col" role="columnheader" class="number">{m.measures.reached}</th>
            <th scope="col" role="columnheader" class="number">{m.measures.capable}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {formerCommunes.map((former) => (
            <tr key={former.unit} role="row">
              <th scope="row" role="rowheader">{say(former.name)}</th>
              <td role="cell" data-label={m.columnBasis}>{m.basis[former.basis]}</td>
              <td role="cell" class="number" data-label={m.groups[group]}>{m.persons(former.groups[group].listed)}</td>
              <FigureCell unit={former} group={group} measure="reached" provenance={provenance} within={commune.unit} />
              <FigureCell unit={former} group={group} measure="capable" provenance={provenance} within={commune.unit} />
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function listedIn(unit: UnitFigures): number {
  return groups.reduce((sum, group) => sum + unit.groups[group].listed, 0);
}
