/** The five classes and the two patterns, with the same colours as the map. */
import type { Measure } from "@hocvuso/contract";
import type { Steps } from "../charts/colour-classes.ts";
import { messages } from "../messages/messages.ts";

export function Legend({ measure, steps, hasEstimates }: { measure: Measure; steps: Steps; hasEstimates: boolean }) {
  const m = messages();
  const words = [m.below(steps[0]), m.between(steps[0], steps[1]), m.between(steps[1], steps[2]), m.between(steps[2], steps[3]), m.from(steps[3])];
  return (
    <div class="legend" role="group" aria-label={m.legend}>
      <ul class="steps">{words.map((word, index) => <li key={word}><i class={`swatch shade-${measure} class-${index + 1}`} />{word}</li>)}</ul>
      <ul class="patterns">
        <li><i class={`swatch shade-${measure} class-none`} />{m.legendMissing}</li>
        {hasEstimates && <li><i class={`swatch shade-${measure} class-3 is-estimated`} />{m.legendEstimated}</li>}
      </ul>
    </div>
  );
}
