/**
 * One replica's segments as a store holds them: a tree by `previous` (a chain, unless a profile was cloned). A tip is the end of
 * a run without gaps from the start, so its number never claims more than is held.
 */
import type { Segment, SegmentHash, Tip } from "@hocvuso/contract";
import type { Peer } from "./event-store.ts";
import { CHAIN_START } from "./segment.ts";

export type Link = { readonly hash: SegmentHash; readonly previous: SegmentHash; readonly from: number; readonly count: number };

export function linkOf({ hash, header }: Segment): Link {
  return { hash, previous: header.previous, from: header.from, count: header.count };
}

/** Tips in order of hash; none for no links. Two or more: the log has forked. */
export function chainTips(links: readonly Link[]): readonly Tip[] {
  const children = new Map<SegmentHash, Link[]>();
  for (const link of links) {
    const siblings = children.get(link.previous);
    if (siblings === undefined) children.set(link.previous, [link]);
    else siblings.push(link);
  }
  const tips: Tip[] = [];
  const walk: { readonly hash: SegmentHash; readonly next: number }[] = [{ hash: CHAIN_START, next: 0 }];
  for (let at = walk.pop(); at !== undefined; at = walk.pop()) {
    const { hash, next } = at;
    const following = (children.get(hash) ?? []).filter((link) => link.from === next);
    if (following.length === 0 && hash !== CHAIN_START) tips.push({ next, hash });
    walk.push(...following.map((link) => ({ hash: link.hash, next: link.from + link.count })));
  }
  return tips.toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
}

/** Ends of all runs held, also of those whose beginning is missing (a carrier has the middle of many logs): what nothing held follows, in order of hash. */
export function runEnds(links: readonly Link[]): readonly Tip[] {
  const followed = new Set(links.map(({ previous }) => previous));
  return links.filter(({ hash }) => !followed.has(hash)).map(({ hash, from, count }) => ({ next: from + count, hash })).toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
}

/** The segments at or before any of `hashes`; of hashes that are not among the links nothing is said. */
export function atOrBefore(links: readonly Link[], hashes: Iterable<SegmentHash>): ReadonlySet<SegmentHash> {
  const byHash = new Map<SegmentHash, Link>();
  for (const link of links) byHash.set(link.hash, link);
  const found = new Set<SegmentHash>();
  for (const hash of hashes) {
    for (let link = byHash.get(hash); link !== undefined && !found.has(link.hash); link = byHash.get(link.previous)) found.add(link.hash);
  }
  return found;
}

/** What a peer lacks: all that is neither a tip of theirs nor before one, nor excepted; in log order. Tips not held here say nothing. */
export function missingAfter(links: readonly Link[], { tips, except }: Peer): readonly Link[] {
  const implied = atOrBefore(links, tips.map(({ hash }) => hash));
  return links.filter((link) => !implied.has(link.hash) && !except.has(link.hash)).toSorted((a, b) => a.from - b.from || (a.hash < b.hash ? -1 : 1));
}
