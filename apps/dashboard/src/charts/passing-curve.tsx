/** How often a plan lets pass what is truly at each share: a curve, the zone where it cannot tell, and a few points in words. Its numbers as a table below. */
import type { RoundPlanned } from "@hocvuso/contract";
import { messages } from "../messages/messages.ts";
import { sayPoints } from "../figures/numbers.ts";
import { language } from "../messages/messages.ts";

const box = { left: 44, right: 616, top: 16, bottom: 216 };
const from = 0.3;

type Curve = readonly { readonly share: number; readonly passProbability: number }[];

export function PassingCurve({ curve, question, zone }: { curve: Curve; question: RoundPlanned["question"]; zone: readonly [lower: number, upper: number] }) {
  const m = messages().rounds;
  const x = (share: number) => box.left + ((share - from) / (1 - from)) * (box.right - box.left);
  const y = (probability: number) => box.bottom - probability * (box.bottom - box.top);
  const path = curve.map(({ share, passProbability }, i) => `${i === 0 ? "M" : "L"}${x(share).toFixed(1)} ${y(passProbability).toFixed(1)}`).join("");
  const shown = curve.filter(({ share }) => [zone[0], (zone[0] + zone[1]) / 2, zone[1]].some((wanted) => Math.abs(share - wanted) < 0.0126)).filter((point, i, all) => i === 0 || point.share - (all[i - 1]?.share ?? 0) > 0.03);
  const rows = curve.filter((_, i) => i % 2 === 0);
  return (
    <figure class="passing-curve">
      <svg viewBox="0 0 640 260" role="img" aria-label={`${m.curveTitle}. ${shown.map(({ share, passProbability }) => m.curvePoint(share, passProbability)).join("; ")}.`}>
        <defs><pattern id="cannot-tell" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V6" class="hatch-line" /></pattern></defs>
        <rect x={x(zone[0])} y={box.top} width={x(zone[1]) - x(zone[0])} height={box.bottom - box.top} fill="url(#cannot-tell)" />
        {[0, 0.5, 1].map((tick) => (
          <g key={tick}>
            <path d={`M${box.left} ${y(tick)}H${box.right}`} class="grid-line" />
            <text x={box.left - 8} y={y(tick) + 4} text-anchor="end">{100 * tick}</text>
          </g>
        ))}
        {[0.3, 0.5, 0.7, 0.8, 1].map((tick) => <text key={tick} x={x(tick)} y={box.bottom + 18} text-anchor="middle">{100 * tick}%</text>)}
        <text x={box.right} y={box.bottom + 38} text-anchor="end" class="quiet-text">{m.curveAxis}</text>
        <path d={path} class="curve-line" />
        {shown.map(({ share, passProbability }) => (
          <g key={share}>
            <circle cx={x(share)} cy={y(passProbability)} r="5" class="curve-dot" />
            <text x={passProbability > 0.5 ? x(share) - 12 : x(share) + 12} y={y(passProbability) + (passProbability > 0.5 ? 0 : 4)} text-anchor={passProbability > 0.5 ? "end" : "start"} class="curve-label">{Math.round(100 * passProbability)}</text>
          </g>
        ))}
      </svg>
      <figcaption class="note"><span class="swatch swatch-hatch" aria-hidden="true" /> {m.curveZone}. {m.curveOf[question]}: {shown.map(({ share, passProbability }) => m.curvePoint(share, passProbability)).join("; ")}.</figcaption>
      <details>
        <summary>{m.curveTable}</summary>
        <table class="small-table">
          <thead><tr><th scope="col">{m.curveAxis}</th><th scope="col" class="number">{m.curveOf[question]}</th></tr></thead>
          <tbody>{rows.map(({ share, passProbability }) => <tr key={share}><th scope="row">{sayPoints(share, 0, language.value)}</th><td class="number">{(100 * passProbability).toFixed(0)}</td></tr>)}</tbody>
        </table>
      </details>
    </figure>
  );
}
