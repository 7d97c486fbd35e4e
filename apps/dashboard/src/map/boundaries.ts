/** The outlines of the communes, fetched once and drawn flat. Knows land, not figures. */
import type { UnitId } from "@hocvuso/contract";
import { geoArea, geoCentroid, geoMercator, geoPath } from "d3-geo";
import boundariesUrl from "../../../../content/units/boundaries.geojson?url";
import { placeTiles, type TilePlace } from "./tile-places.ts";

type Ring = [number, number][];
type BoundaryFile = {
  features: {
    properties: { unit: UnitId };
    geometry: { type: "Polygon"; coordinates: Ring[] } | { type: "MultiPolygon"; coordinates: Ring[][] };
  }[];
};

export type Outline = {
  readonly unit: UnitId;
  /** SVG path. */
  readonly path: string;
  readonly centre: readonly [x: number, y: number];
  /** In square units of the map: what is too small to see gets a ring around it. */
  readonly area: number;
  readonly tile: TilePlace;
};

export type LandMap = {
  readonly width: number;
  readonly height: number;
  readonly outlines: readonly Outline[];
  /** The easternmost land within a few units of this height: beyond it there is room for a name. */
  readonly eastAt: (y: number) => number;
};

const width = 560;

let fetched: Promise<LandMap> | null = null;

/** Rejects when the file cannot be had; asks anew the next time. */
export function fetchLandMap(): Promise<LandMap> {
  fetched ??= fetch(boundariesUrl)
    .then((response) => {
      if (!response.ok) throw new Error(`boundaries: ${response.status}`);
      // Our own file, checked with the content before it ships.
      return response.json() as Promise<BoundaryFile>;
    })
    .then(draw)
    .catch((cause: unknown) => {
      fetched = null;
      throw cause;
    });
  return fetched;
}

function draw(file: BoundaryFile): LandMap {
  const features = file.features.map(({ properties, geometry }) => ({
    type: "Feature" as const,
    properties,
    geometry: { type: "MultiPolygon" as const, coordinates: (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).map(windForSphere) },
  }));
  const collection = { type: "FeatureCollection" as const, features };
  const projection = geoMercator().fitWidth(width, collection);
  const toPath = geoPath(projection).digits(1);
  const [[left, top], [right, bottom]] = toPath.bounds(collection);
  const margin = 4;
  projection.translate([projection.translate()[0] - left + margin, projection.translate()[1] - top + margin]);

  const flat = features.map((feature) => projection(geoCentroid(feature)) ?? [0, 0] as const);
  const tiles = placeTiles(flat);
  const shore = features.flatMap(({ geometry }) => geometry.coordinates.flat(2)).map((point) => projection(point) ?? [0, 0] as const);
  return {
    width: right - left + 2 * margin,
    height: bottom - top + 2 * margin,
    outlines: features.map((feature, index) => ({
      unit: feature.properties.unit,
      path: toPath(feature) ?? "",
      centre: flat[index] ?? [0, 0],
      area: toPath.area(feature),
      tile: tiles[index] ?? { column: 0, row: 0 },
    })),
    eastAt: (y) => Math.max(0, ...shore.filter((point) => Math.abs(point[1] - y) < 9).map((point) => point[0])),
  };
}

/** d3-geo takes the side on the right of a ring as inside; files of the GeoJSON standard go the other way round. */
function windForSphere(rings: Ring[]): Ring[] {
  const isInsideOut = geoArea({ type: "Polygon", coordinates: rings }) > 2 * Math.PI;
  return isInsideOut ? rings.map((ring) => ring.toReversed()) : rings;
}
