/** What was put together: former communes flow into today's, as wide as the people on their lists. The table beside it holds the figures. */
import { messages } from "../messages/messages.ts";
import { layRibbons } from "./ribbon-layout.ts";

export type RibbonPart = { readonly name: string; readonly persons: number; readonly isEstimated: boolean };

/** Drawn in sixteenths of the text size, so that it grows with the text. */
const bandHeight = 176;
const slotHeight = 44;
const gap = 10;
const left = 0;
const right = 360;
const textWidth = 210;

export function Ribbons({ parts, unitName }: { parts: readonly RibbonPart[]; unitName: string }) {
  const m = messages();
  const { ribbons, height, targetTop, targetHeight } = layRibbons(parts.map(({ persons }) => persons), { height: bandHeight, slotHeight, gap });
  const total = parts.reduce((sum, { persons }) => sum + persons, 0);
  const captionHeight = 24;
  const [boxWidth, boxHeight] = [right + textWidth, height + captionHeight + 6];
  return (
    <svg class="ribbons" viewBox={`0 ${-captionHeight} ${boxWidth} ${boxHeight}`} style={{ width: `${boxWidth / 16}rem`, height: `${boxHeight / 16}rem` }} role="img" aria-label={m.ribbonName(unitName)}>
      <defs>
        <pattern id="apportioned" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2" height="6" class="hatch" /></pattern>
      </defs>
      <text x={left} y="-9" class="quiet-text">{m.before}</text>
      <text x={right} y={targetTop - 9} class="quiet-text">{m.now}</text>
      {parts.map((part, index) => {
        const ribbon = ribbons[index];
        if (ribbon === undefined) return null;
        const path = ribbonPath(ribbon);
        const middle = ribbon.fromTop + ribbon.thickness / 2;
        return (
          <g key={part.name}>
            <path d={path} class="ribbon" />
            {part.isEstimated && <path d={path} fill="url(#apportioned)" />}
            <text x={left + 8} y={middle - 3} class="strong-text">{part.name}</text>
            <text x={left + 8} y={middle + 14}>{m.persons(part.persons)}{part.isEstimated ? ` · ${m.estimated}` : ""}</text>
          </g>
        );
      })}
      <rect x={right} y={targetTop} width="4" height={targetHeight} class="today" />
      <text x={right + 16} y={targetTop + targetHeight / 2 - 3} class="strong-text">{unitName}</text>
      <text x={right + 16} y={targetTop + targetHeight / 2 + 15}>{m.persons(total)}</text>
    </svg>
  );
}

function ribbonPath({ fromTop, toTop, thickness }: { fromTop: number; toTop: number; thickness: number }): string {
  const bend = (left + right) / 2;
  return `M${left} ${fromTop}C${bend} ${fromTop} ${bend} ${toTop} ${right} ${toTop}V${toTop + thickness}C${bend} ${toTop + thickness} ${bend} ${fromTop + thickness} ${left} ${fromTop + thickness}Z`;
}
