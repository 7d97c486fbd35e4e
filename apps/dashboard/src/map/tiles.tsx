/** The province by equal tiles: each commune counted once, near its place, its share written on it where there is room. */
import type { Measure, UnitId } from "@hocvuso/contract";
import { placeName } from "../figures/table-order.ts";
import { communePath } from "../routes.ts";
import type { LandMap } from "./boundaries.ts";
import { shadeClass } from "./choropleth.tsx";
import type { Shade } from "./shades.ts";

export function Tiles({ land, shades, measure, name }: { land: LandMap; shades: ReadonlyMap<UnitId, Shade>; measure: Measure; name: string }) {
  const columns = Math.max(1, ...land.outlines.map(({ tile }) => tile.column + 1));
  return (
    <div class="tiles" role="group" aria-label={name} style={{ gridTemplateColumns: `repeat(${columns}, 1fr)` }}>
      {land.outlines.map(({ unit, tile }) => {
        const shade = shades.get(unit);
        return shade === undefined ? null : (
          <a
            key={unit}
            href={communePath(unit)}
            aria-label={shade.sentence}
            data-tip={shade.sentence}
            class={`tile ${shadeClass(measure, shade)}${shade.isEstimated ? " is-estimated" : ""}`}
            style={{ gridColumn: `${tile.column + 1}`, gridRow: `${tile.row + 1}` }}
          >
            <span class="tile-name">{placeName(shade.name)}</span>{" "}
            <span class="tile-value">{shade.colourClass === null ? "" : shade.value.replace("%", "")}</span>
          </a>
        );
      })}
    </div>
  );
}
