/** The figures of every commune as a table that sorts and is searched by new and old names. Same numbers as the maps, and the way in for who cannot use them. */
import type { Measure, PopulationGroup, Provenance, UnitFigures, UnitId, UnitMatches } from "@hocvuso/contract";
import { foldName } from "@hocvuso/domain/units";
import { useEffect, useState } from "preact/hooks";
import { Fresh } from "../charts/fresh.tsx";
import { hasRecords } from "../charts/four-lanes.tsx";
import { shareOf } from "../figures/share.ts";
import { inTableOrder, pressHeading, type TableOrder } from "../figures/table-order.ts";
import { ask } from "../live/server.ts";
import { messages } from "../messages/messages.ts";
import { say, sayFigure, sayShare } from "../messages/say-figure.ts";
import { communePath, measures, recordsPath, roundPath } from "../routes.ts";

/** Rows shown at first on a narrow screen, where the map comes after the list. */
const rowsAtFirst = 12;

export function UnitsTable({ communes, provenance, group }: { communes: readonly UnitFigures[]; provenance: Provenance; group: PopulationGroup }) {
  const m = messages();
  const [order, setOrder] = useState<TableOrder>({ by: "name", direction: "ascending" });
  const [searched, setSearched] = useState("");
  const [isWhole, setWhole] = useState(false);
  const found = useSearch(searched, communes);
  const shown = inTableOrder(found === null ? communes : communes.filter(({ unit }) => found.byUnit.has(unit)), order, group);
  const isCut = !isWhole && found === null && shown.length > rowsAtFirst;

  return (
    <section class="units" aria-labelledby="units">
      <h2 id="units">{m.tableTitle(communes.length)}</h2>
      <p class="note">{m.tableNote(m.groups[group])}</p>
      <form class="search" role="search" onSubmit={(event) => event.preventDefault()}>
        <label for="search-units">{m.search}</label>
        <input id="search-units" type="search" value={searched} autocomplete="off" placeholder={m.searchHint} onInput={(event) => setSearched(event.currentTarget.value)} />
        <p class="note" role="status">
          {found !== null && m.searchFound(shown.length)}
          {found?.isNewNamesOnly === true && ` ${m.searchNewNamesOnly}`}
        </p>
      </form>
      <table class={`stacking${isCut ? " is-cut" : ""}`} role="table" aria-labelledby="units">
        <thead role="rowgroup">
          <tr role="row">
            <Heading by="name" words={m.columnUnit} order={order} press={setOrder} />
            <Heading by="listed" words={m.columnListed} order={order} press={setOrder} />
            {measures.map((measure) => <Heading key={measure} by={measure} words={m.measures[measure]} order={order} press={setOrder} />)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {shown.map((commune) => (
            <tr key={commune.unit} role="row">
              <th scope="row" role="rowheader">
                <a href={communePath(commune.unit)}>{say(commune.name)}</a>
                {commune.basis === "estimated" && <span class="note"> {m.estimated}</span>}
                {found?.byUnit.get(commune.unit)?.map((name) => <span key={name} class="note matched">{m.matchedName(name)}</span>)}
              </th>
              <td role="cell" class="number" data-label={m.columnListed}>{m.persons(commune.groups[group].listed)}</td>
              {measures.map((measure) => <FigureCell key={measure} unit={commune} group={group} measure={measure} provenance={provenance} />)}
            </tr>
          ))}
        </tbody>
      </table>
      {isCut && <button type="button" class="show-all" onClick={() => setWhole(true)}>{m.showAll(communes.length)}</button>}
    </section>
  );
}

function Heading({ by, words, order, press }: { by: TableOrder["by"]; words: string; order: TableOrder; press: (next: TableOrder) => void }) {
  const isSorted = order.by === by;
  return (
    <th scope="col" role="columnheader" class={by === "name" ? undefined : "number"} aria-sort={isSorted ? order.direction : undefined}>
      <button type="button" onClick={() => press(pressHeading(order, by))} title={messages().sortBy(words)}>
        {words}<i aria-hidden="true">{isSorted ? (order.direction === "ascending" ? "↑" : "↓") : ""}</i>
      </button>
    </th>
  );
}

/** `within` is the commune whose page shows the figure of a smaller unit. */
export function FigureCell({ unit, group, measure, provenance, within }: { unit: UnitFigures; group: PopulationGroup; measure: Measure; provenance: Provenance; within?: UnitId }) {
  const m = messages();
  const { listed, [measure]: figure } = unit.groups[group];
  const share = shareOf(figure, listed);
  const isEstimated = unit.basis === "estimated";
  const sentence = sayFigure({ unitName: say(unit.name), group, measure, share, decimals: 0, provenance, isEstimated });
  const words = <Fresh text={sayShare(share, 0)} />;
  return (
    <td role="cell" class="number" data-label={m.measures[measure]}>
      {share.kind === "share" && share.sampled !== undefined
        ? <a class={`k-${measure}`} href={roundPath(share.sampled.round)} data-tip={sentence} aria-label={`${sentence} ${m.openRound}.`}>{words}</a>
        : hasRecords(share.kind, isEstimated)
        ? <a class={`k-${measure}`} href={recordsPath({ unit: unit.unit, group, measure, ...(within === undefined ? {} : { within }) })} data-tip={sentence} aria-label={`${sentence} ${m.openRecords}.`}>{words}</a>
        : <span class={share.kind === "share" ? `k-${measure}` : "words"} data-tip={sentence}>{words}</span>}
    </td>
  );
}

type Found = {
  /** The names that matched and are not the unit's own of today; empty when its own name did. */
  readonly byUnit: ReadonlyMap<string, readonly string[]>;
  readonly isNewNamesOnly: boolean;
};

const typingPauseMs = 150;

/** Null when nothing is searched. New names are found at once here; old ones when the server has answered. */
function useSearch(searched: string, communes: readonly UnitFigures[]): Found | null {
  const wanted = foldName(searched);
  const [answer, setAnswer] = useState<{ wanted: string; matches: UnitMatches["matches"] | null } | null>(null);
  useEffect(() => {
    if (wanted === "") return;
    let isStale = false;
    const timer = setTimeout(async () => {
      const asked = await ask<UnitMatches>(`/api/units?q=${encodeURIComponent(searched.trim())}`);
      if (!isStale) setAnswer({ wanted, matches: asked.kind === "answered" ? asked.answer.matches : null });
    }, typingPauseMs);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [wanted]);

  if (wanted === "") return null;
  const byUnit = new Map<string, string[]>();
  for (const { unit, name } of communes) {
    if (foldName(name.vi).includes(wanted) || foldName(name.en).includes(wanted)) byUnit.set(unit, []);
  }
  const answered = answer?.wanted === wanted ? answer : null;
  for (const match of answered?.matches ?? []) {
    for (const { unit, name } of match.currentUnits) {
      const names = byUnit.get(unit) ?? [];
      const isItsOwn = foldName(match.matchedName) === foldName(name.vi) || foldName(match.matchedName) === foldName(name.en);
      if (!isItsOwn && !names.includes(match.matchedName)) names.push(match.matchedName);
      byUnit.set(unit, names);
    }
  }
  return { byUnit, isNewNamesOnly: answered !== null && answered.matches === null };
}
