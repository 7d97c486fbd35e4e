/** Which differences between records and re-tests are larger than chance: one dot a commune, two bands, and vermilion only where there is something to do. */
import type { CommuneResult } from "@hocvuso/contract";
import { messages } from "../messages/messages.ts";
import { say } from "../messages/say-figure.ts";
import { communePath } from "../routes.ts";
import { funnelBand, funnelPoints, type FunnelBand } from "./funnel-points.ts";

const box = { left: 52, right: 628, top: 14, bottom: 330 };

export function Funnel({ communes }: { communes: readonly CommuneResult[] }) {
  const m = messages().rounds;
  const points = funnelPoints(communes);
  if (points.length === 0) return null;
  const bands = [funnelBand(points, 0.998), funnelBand(points, 0.95)];
  const largest = Math.max(5, ...points.map(({ sampleSize }) => sampleSize));
  const least = Math.min(-0.4, ...points.map(({ difference }) => difference - 0.06));
  const most = Math.max(0.3, ...points.map(({ difference }) => difference + 0.04));
  const x = (sampleSize: number) => box.left + (sampleSize / (largest * 1.06)) * (box.right - box.left);
  const y = (difference: number) => box.bottom - ((Math.min(most, Math.max(least, difference)) - least) / (most - least)) * (box.bottom - box.top);
  const area = (band: FunnelBand) => `M${band.map(({ sampleSize, upper }) => `${x(sampleSize).toFixed(1)} ${y(upper).toFixed(1)}`).join("L")}L${band.toReversed().map(({ sampleSize, lower }) => `${x(sampleSize).toFixed(1)} ${y(lower).toFixed(1)}`).join("L")}Z`;
  const ticks = [-0.6, -0.4, -0.2, 0, 0.2].filter((tick) => tick >= least && tick <= most);
  const sizes = [...new Set([5, 10, 20, 40, 80, 160, 320].filter((size) => size < largest * 0.9)), largest];
  // Dots of one sample size are set side by side, so that none hides another.
  const seen = new Map<number, number>();
  const labels = labelHeights(points.filter(({ commune }) => commune.check?.isFlagged === true).map(({ commune, difference }) => ({ unit: commune.unit, y: y(difference) + 4 })));
  return (
    <figure class="funnel">
      <p class="note" aria-hidden="true">{m.funnelY}</p>
      <svg viewBox="0 0 640 372" role="group" aria-label={m.funnelTitle}>
        {bands.map((band, i) => <path key={band.length + i} d={area(band)} class={`funnel-band band-${i}`} />)}
        {ticks.map((tick) => (
          <g key={tick} aria-hidden="true">
            <path d={`M${box.left} ${y(tick)}H${box.right}`} class={tick === 0 ? "zero-line" : "grid-line"} />
            <text x={box.left - 8} y={y(tick) + 4} text-anchor="end">{tick > 0 ? "+" : tick < 0 ? "−" : ""}{Math.abs(Math.round(100 * tick))}</text>
          </g>
        ))}
        <text x={box.left + 6} y={y(0) - 6} class="quiet-text" aria-hidden="true">{m.funnelEqual}</text>
        {sizes.map((size) => <text key={size} x={x(size)} y={box.bottom + 18} text-anchor="middle" aria-hidden="true">{size}</text>)}
        <text x={box.right} y={box.bottom + 38} text-anchor="end" class="quiet-text" aria-hidden="true">{m.funnelX}</text>
        {points.toSorted((a, b) => Number(a.commune.check?.isFlagged) - Number(b.commune.check?.isFlagged)).map(({ commune, sampleSize, difference }) => {
          const nth = seen.get(sampleSize) ?? 0;
          seen.set(sampleSize, nth + 1);
          const aside = ((nth % 7) - 3) * 3;
          const isFlagged = commune.check?.isFlagged === true;
          const sentence = m.funnelSentence(say(commune.name), sampleSize, commune.progress.passed, commune.reportedCount / commune.populationSize);
          return (
            <a key={commune.unit} href={communePath(commune.unit)} aria-label={sentence} data-tip={sentence}>
              <circle cx={x(sampleSize) + aside} cy={y(difference)} r={isFlagged ? 6 : 4.5} class={isFlagged ? "funnel-dot is-flagged" : "funnel-dot"} />
              {isFlagged && <text x={x(sampleSize) + aside - 10} y={labels.get(commune.unit)} text-anchor="end" class="flag-text">{say(commune.name)}</text>}
            </a>
          );
        })}
      </svg>
    </figure>
  );
}

const lineHeight = 17;

/** Names of communes whose dots stand close are written one above the other, the lowest at its dot. */
function labelHeights(flagged: readonly { readonly unit: string; readonly y: number }[]): ReadonlyMap<string, number> {
  let last = Infinity;
  return new Map(flagged.toSorted((a, b) => b.y - a.y).map(({ unit, y }) => {
    last = Math.min(y, last - lineHeight);
    return [unit, last];
  }));
}
