/** The province: what was found, three groups against their targets, then place by place. */
import type { ProvinceProgress } from "@hocvuso/contract";
import { FourLanes } from "../charts/four-lanes.tsx";
import { findCapable } from "../figures/finding.ts";
import { useAnswer } from "../live/reading.ts";
import { messages } from "../messages/messages.ts";
import { say } from "../messages/say-figure.ts";
import { groups } from "../routes.ts";
import { ContextLine } from "./context-line.tsx";
import { mapAsked, MapChoice } from "./map-choice.tsx";
import { Forecast } from "./forecast.tsx";
import { usePage } from "./frame.tsx";
import { Places } from "./places.tsx";
import { NothingYet, TroubleNote } from "./waiting.tsx";

export function ProvincePage() {
  const asked = mapAsked.value;
  const { answer, trouble, again } = useAnswer<ProvinceProgress>(`/api/progress${asked}`, () => true);
  const m = messages();
  usePage({ title: m.wholeProvince, provenance: answer?.provenance ?? null });
  if (answer === null) return <NothingYet trouble={trouble} again={again} />;
  const { province, communes, provenance, targets, unplaced, boundarySets } = answer;
  const finding = findCapable(province.groups);
  return (
    <>
      <TroubleNote trouble={trouble} kept={provenance} again={again} />
      <h1>{m.sayFinding(finding)}</h1>
      <ContextLine place={say(province.name)} provenance={provenance} more={[m.communeCount(communes.length)]} />
      <MapChoice boundarySets={boundarySets} />
      {finding.kind === "nobodyListed" && (
        <div class="empty">
          <p>{m.emptyProvince}</p>
          <p>{m.emptyProvinceWhat}</p>
        </div>
      )}
      <div class="wall">
        <section class="numbers" aria-labelledby="numbers">
          <h2 id="numbers">{m.lanesTitle}</h2>
          <p class="note">{m.lanesNote}</p>
          {groups.map((group) => <FourLanes key={group} unit={province} group={group} provenance={provenance} targets={targets} decimals={1} />)}
          {unplaced.reached > 0 && <p class="note unplaced">{m.unplaced(unplaced.reached, unplaced.capable)}</p>}
        </section>
        <Places communes={communes} provenance={provenance} />
      </div>
      <Forecast />
    </>
  );
}
