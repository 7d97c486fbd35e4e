/** What became of everybody drawn: one bar in parts, each with its number in words below. */
import type { RoundProgress } from "@hocvuso/contract";
import { sayCount } from "../figures/numbers.ts";
import { language, messages } from "../messages/messages.ts";

const parts = ["tested", "refused", "absent", "gone", "notYet"] as const satisfies readonly (keyof RoundProgress)[];

export function ProgressBar({ progress }: { progress: RoundProgress }) {
  const m = messages().rounds;
  const { drawn } = progress;
  return (
    <div class="round-progress">
      <span class="round-bar" aria-hidden="true">
        {parts.map((part) => progress[part] > 0 && <i key={part} class={`part-${part}`} style={{ width: `${(100 * progress[part]) / Math.max(1, drawn)}%` }} />)}
      </span>
      <ul>
        {parts.map((part) => progress[part] > 0 && <li key={part}><i class={`swatch part-${part}`} aria-hidden="true" /> {m.progressParts[part]} <b>{sayCount(progress[part], language.value)}</b></li>)}
      </ul>
    </div>
  );
}
