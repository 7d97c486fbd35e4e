/** On which boundaries the province is shown, and as known on which day. The choice stands in the address, so that a link keeps it. */
import type { ProvinceProgress } from "@hocvuso/contract";
import { computed, signal } from "@preact/signals";
import { messages } from "../messages/messages.ts";
import { say } from "../messages/say-figure.ts";
import { base } from "../routes.ts";

type Choice = { readonly boundaries: string; readonly knownOn: string };

function read(): Choice {
  const asked = new URLSearchParams(location.search);
  return { boundaries: asked.get("boundaries") ?? "", knownOn: asked.get("knownOn") ?? "" };
}

const chosen = signal<Choice>(read());
addEventListener("popstate", () => { chosen.value = read(); });

/** What is asked of the server after its path: "" for today's map and all that is known. */
export const mapAsked = computed(() => {
  const given = Object.entries(chosen.value).filter(([, value]) => value !== "");
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
});

function choose(change: Partial<Choice>): void {
  chosen.value = { ...chosen.value, ...change };
  history.replaceState(null, "", base + mapAsked.value);
}

export function MapChoice({ boundarySets }: Pick<ProvinceProgress, "boundarySets">) {
  const m = messages();
  const { boundaries, knownOn } = chosen.value;
  const today = boundarySets.at(-1)?.asOf ?? "";
  return (
    <details class="map-choice" open={mapAsked.value !== ""}>
      <summary>{m.mapChoice}</summary>
      <div class="sheet">
        <label class="field">
          <span>{m.onBoundaries}</span>
          <select value={boundaries === "" ? today : boundaries} onChange={(event) => choose({ boundaries: event.currentTarget.value === today ? "" : event.currentTarget.value })}>
            {boundarySets.toReversed().map(({ asOf, label }) => <option key={asOf} value={asOf}>{say(label)}</option>)}
          </select>
        </label>
        <label class="field">
          <span>{m.knownOn}</span>
          <input type="date" value={knownOn} onChange={(event) => choose({ knownOn: event.currentTarget.value })} />
        </label>
      </div>
      <p class="note">{m.mapChoiceMeaning}</p>
    </details>
  );
}
