/** Place by place: map, tiles and table of the same figures, by the number and group chosen. On a narrow screen the list comes first. */
import type { Provenance, UnitFigures } from "@hocvuso/contract";
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { fetchLandMap, type LandMap } from "../map/boundaries.ts";
import { Choropleth } from "../map/choropleth.tsx";
import { Legend } from "../map/legend.tsx";
import { shadeCommunes } from "../map/shades.ts";
import { Tiles } from "../map/tiles.tsx";
import { messages } from "../messages/messages.ts";
import { groups, measures } from "../routes.ts";
import { Choice } from "./choice.tsx";
import { UnitsTable } from "./units-table.tsx";

/** Kept while the page is left and come back to. */
const chosenMeasure = signal(measures[1] ?? "capable");
export const chosenGroup = signal(groups[2] ?? "adult");

export function Places({ communes, provenance }: { communes: readonly UnitFigures[]; provenance: Provenance }) {
  const m = messages();
  const measure = chosenMeasure.value;
  const group = chosenGroup.value;
  const isNarrow = useNarrowScreen();
  const { shades, steps, isMeasured } = shadeCommunes({ communes, measure, group, provenance });
  const hasEstimates = communes.some(({ basis }) => basis === "estimated");

  const table = <UnitsTable key="table" communes={communes} provenance={provenance} group={group} />;
  const maps = (
    <section key="maps" class="maps-section" aria-labelledby="maps">
      <h2 id="maps">{m.mapTitle}</h2>
      <p class="note">{m.mapNote(m.measuresInSentence[measure], m.groups[group])}</p>
      <div class="choices">
        <Choice legend={m.chooseMeasure} name="measure" options={measures} words={m.measures} chosen={measure} choose={(picked) => { chosenMeasure.value = picked; }} />
        <Choice legend={m.chooseGroup} name="group" options={groups} words={m.groups} chosen={group} choose={(picked) => { chosenGroup.value = picked; }} />
      </div>
      {!isMeasured && <p class="nothing-measured">{m.nothingMeasured(m.measures[measure])}</p>}
      <Legend measure={measure} steps={steps} hasEstimates={hasEstimates} />
      <Maps shades={shades} measure={measure} name={{ map: m.mapName(m.measuresInSentence[measure], m.groups[group]), tiles: m.tilesName(m.measuresInSentence[measure], m.groups[group]) }} />
    </section>
  );
  return <>{isNarrow ? [table, maps] : [maps, table]}</>;
}

function Maps({ shades, measure, name }: Omit<Parameters<typeof Choropleth>[0], "land" | "name"> & { name: { map: string; tiles: string } }) {
  const m = messages();
  const [land, setLand] = useState<LandMap | "waiting" | "missing">("waiting");
  useEffect(() => {
    fetchLandMap().then(setLand, () => setLand("missing"));
  }, []);
  if (land === "missing") return <p>{m.mapMissing}</p>;
  if (land === "waiting") return <div class="maps maps-waiting" />;
  return (
    <div class="maps">
      <figure>
        <a class="skip-here" href="#after-map">{m.skipMap}</a>
        <Choropleth land={land} shades={shades} measure={measure} name={name.map} />
        <figcaption class="note" id="after-map" tabIndex={-1}>{m.mapCaption}</figcaption>
      </figure>
      <figure>
        <a class="skip-here" href="#after-tiles">{m.skipTiles}</a>
        <Tiles land={land} shades={shades} measure={measure} name={name.tiles} />
        <figcaption class="note" id="after-tiles" tabIndex={-1}>{m.tilesCaption}</figcaption>
      </figure>
    </div>
  );
}

function useNarrowScreen(): boolean {
  const [query] = useState(() => matchMedia("(max-width: 700px)"));
  const [isNarrow, setNarrow] = useState(query.matches);
  useEffect(() => {
    const change = () => setNarrow(query.matches);
    query.addEventListener("change", change);
    return () => query.removeEventListener("change", change);
  }, [query]);
  return isNarrow;
}
