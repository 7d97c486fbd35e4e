/**
 * Places a state graph in layers, the start on top: a state's layer is how many acts it is away, so that an edge leads down by one, stays, or leads back up.
 * Within a layer states stand by the mean place of their neighbours, a few sweeps down and up (Sugiyama, Tagawa and Toda 1981). Lengths in pixels.
 */
import type { GraphEdge, StateGraph } from "@hocvuso/domain/scenario";

export interface PlacedState {
  readonly key: string;
  /** Top left corner. */
  readonly x: number;
  readonly y: number;
  /** Acts that lead back to the state itself. */
  readonly staying: readonly GraphEdge[];
}

/** All acts from one state to another one. `path`: for an SVG path. `label`: where the word about it begins. */
export interface PlacedLink {
  readonly from: string;
  readonly to: string;
  readonly edges: readonly GraphEdge[];
  readonly isForward: boolean;
  readonly path: string;
  readonly label: { readonly x: number; readonly y: number };
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly stateWidth: number;
  readonly states: readonly PlacedState[];
  readonly links: readonly PlacedLink[];
}

const sweeps = 4;

/** @param width of the whole drawing; states share the widest layer's row and are at most `stateWidthAtMost` wide. */
export function layOut(
  { states, edges }: Pick<StateGraph, "states" | "edges">,
  { width, stateHeight, gap, stateWidthAtMost, bulge }: { width: number; stateHeight: number; gap: number; stateWidthAtMost: number; bulge: number },
): Layout {
  const layerOf = new Map(states.map(({ key, acts }) => [key, acts.length]));
  const layer = (key: string): number => layerOf.get(key) ?? 0;
  const rows: string[][] = [];
  for (const { key } of states) (rows[layer(key)] ??= []).push(key);

  const between = new Map<string, GraphEdge[]>();
  for (const edge of edges) between.set(`${edge.from}\n${edge.to}`, [...(between.get(`${edge.from}\n${edge.to}`) ?? []), edge]);
  const links = [...between.values()].flatMap((same) => { const [edge] = same; return edge === undefined ? [] : [{ from: edge.from, to: edge.to, edges: same }]; });
  const down = links.filter(({ from, to }) => layer(to) > layer(from));

  for (let sweep = 0; sweep < sweeps; sweep++) {
    const isDownward = sweep % 2 === 0;
    for (let at = 1; at < rows.length; at++) {
      const [fixed, moved] = isDownward ? [at - 1, at] : [rows.length - at, rows.length - at - 1];
      const places = new Map((rows[fixed] ?? []).map((key, place) => [key, place]));
      const meanOf = (key: string, place: number): number => {
        const near = down.flatMap(({ from, to }) => (isDownward && to === key ? [places.get(from) ?? 0] : !isDownward && from === key ? [places.get(to) ?? 0] : []));
        return near.length === 0 ? place : near.reduce((sum, each) => sum + each, 0) / near.length;
      };
      const means = new Map((rows[moved] ?? []).map((key, place) => [key, meanOf(key, place)]));
      rows[moved]?.sort((a, b) => (means.get(a) ?? 0) - (means.get(b) ?? 0));
    }
  }

  const widest = Math.max(1, ...rows.map((row) => row.length));
  const hasReturns = links.some(({ from, to }) => from !== to && layer(to) <= layer(from));
  const room = width - (hasReturns ? bulge : 0);
  const stateWidth = Math.min(stateWidthAtMost, Math.floor((room - gap * (widest - 1)) / widest));
  const corners = new Map<string, { x: number; y: number }>();
  rows.forEach((row, at) => {
    const rowWidth = row.length * stateWidth + (row.length - 1) * gap;
    row.forEach((key, place) => corners.set(key, { x: Math.round((room - rowWidth) / 2) + place * (stateWidth + gap), y: at * (stateHeight + gap) }));
  });
  const corner = (key: string): { x: number; y: number } => corners.get(key) ?? { x: 0, y: 0 };

  let returns = 0;
  return {
    width, stateWidth, height: Math.max(0, rows.length * (stateHeight + gap) - gap),
    states: states.map(({ key }) => ({ key, ...corner(key), staying: links.find(({ from, to }) => from === key && to === key)?.edges ?? [] })),
    links: links.filter(({ from, to }) => from !== to).map(({ from, to, edges: acts }) => {
      const [a, b] = [corner(from), corner(to)];
      if (layer(to) > layer(from)) {
        const [x1, y1, x2, y2] = [a.x + stateWidth / 2, a.y + stateHeight, b.x + stateWidth / 2, b.y];
        return { from, to, edges: acts, isForward: true, path: `M${x1} ${y1}C${x1} ${y1 + gap / 2} ${x2} ${y2 - gap / 2} ${x2} ${y2}`, label: { x: (x1 + x2) / 2 + 8, y: (y1 + y2) / 2 + 5 } };
      }
      // Ways back run on the right, the ones beside each other a little further out.
      const out = Math.max(a.x, b.x) + stateWidth + bulge * (0.35 + 0.15 * (returns++ % 4));
      const [x1, y1, x2, y2] = [a.x + stateWidth, a.y + stateHeight * 0.62, b.x + stateWidth, b.y + stateHeight * 0.38];
      return { from, to, edges: acts, isForward: false, path: `M${x1} ${y1}C${out} ${y1} ${out} ${y2} ${x2} ${y2}`, label: { x: out, y: (y1 + y2) / 2 } };
    }),
  };
}
