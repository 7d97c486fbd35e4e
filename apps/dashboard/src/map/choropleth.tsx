/** The province by land. Every commune is a link that Tab reaches and Enter opens; what has no share is dotted, what is estimated is hatched. */
import type { Measure, UnitId } from "@hocvuso/contract";
import { placeName } from "../figures/table-order.ts";
import { communePath } from "../routes.ts";
import type { LandMap, Outline } from "./boundaries.ts";
import type { Shade } from "./shades.ts";

/** Land smaller than this cannot be seen or pressed, so a ring is drawn around it. */
const smallestSeen = 40;
const ringRadius = 8;

export function Choropleth({ land, shades, measure, name }: { land: LandMap; shades: ReadonlyMap<UnitId, Shade>; measure: Measure; name: string }) {
  const drawn = land.outlines.flatMap((outline) => {
    const shade = shades.get(outline.unit);
    return shade === undefined ? [] : [{ outline, shade }];
  });
  return (
    <svg class="land" viewBox={`0 0 ${land.width} ${land.height}`} role="group" aria-label={name}>
      <defs>
        <pattern id="missing" width="6" height="6" patternUnits="userSpaceOnUse"><circle cx="2" cy="2" r="1" class="dot" /></pattern>
        <pattern id="estimated" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="1.7" height="5" class="hatch" /></pattern>
      </defs>
      {drawn.map(({ outline, shade }) => (
        <a key={shade.unit} href={communePath(shade.unit)} aria-label={shade.sentence} data-tip={shade.sentence} class={shadeClass(measure, shade)}>
          <path d={outline.path} class="fill" />
          {(shade.isEstimated || shade.colourClass === null) && <path d={outline.path} fill={shade.colourClass === null ? "url(#missing)" : "url(#estimated)"} />}
          {outline.area < smallestSeen && <circle cx={outline.centre[0]} cy={outline.centre[1]} r={ringRadius} class="ring" />}
        </a>
      ))}
      <g class="place-names" aria-hidden="true">
        {placeNames(drawn, land).map(({ name: place, from, to }) => (
          <g key={place}>
            <line x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} />
            <circle cx={from[0]} cy={from[1]} r="2" />
            <text x={to[0] + 4} y={to[1] + 4.5}>{place}</text>
          </g>
        ))}
      </g>
    </svg>
  );
}

/** The colours of a class on one number: `shade-capable class-3`; `class-none` where there is no share. */
export function shadeClass(measure: Measure, shade: Shade): string {
  return `shade-${measure} class-${shade.colourClass ?? "none"}`;
}

type Drawn = { readonly outline: Outline; readonly shade: Shade };
type PlaceName = { readonly name: string; readonly from: readonly [number, number]; readonly to: readonly [number, number] };

/** The few places with the most people on the list that lie near the eastern edge, where a name finds room; none closer than a line of text. */
function placeNames(drawn: readonly Drawn[], land: LandMap): PlaceName[] {
  const most = 6;
  const names: PlaceName[] = [];
  for (const { outline, shade } of drawn.toSorted((a, b) => b.shade.listed - a.shade.listed)) {
    const [x, y] = outline.centre;
    const east = land.eastAt(y);
    const isNearShore = east - x < land.width / 9;
    if (names.length < most && isNearShore && names.every((other) => Math.abs(other.from[1] - y) > land.height / 10)) {
      names.push({ name: placeName(shade.name), from: [x, y], to: [east + 14, y] });
    }
  }
  return names;
}
