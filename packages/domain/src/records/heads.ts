/**
 * The few records that change (a profile, a class, a request for help) are sets of versions; each names those it was made upon. Nothing
 * is overwritten: one head is the value, several are a conflict that a person ends with a version made upon all of them. A function
 * of the set: order and repetition do not matter.
 */
import type { FactKey } from "@hocvuso/contract";

export type Version = {
  readonly key: FactKey;
  readonly supersedes: readonly FactKey[];
  /** The device's clock: it only chooses which of several heads is shown. */
  readonly wallMs: number;
};

export type Heads<V extends Version> = {
  /** Shown meanwhile: of the heads the latest by its device's clock, then by key. */
  readonly winner: V;
  /** In order of key; two or more: somebody has to decide. */
  readonly heads: readonly V[];
};

/**
 * Heads are what no known version supersedes. Versions that only supersede each other in a circle (nobody honest makes one) are heads
 * too, so that nothing disappears; a version made upon them ends it.
 * @param versions of one record, each key once. @returns undefined for none.
 */
export function headsOf<V extends Version>(versions: readonly V[]): Heads<V> | undefined {
  const byKey = new Map(versions.map((version) => [version.key, version]));
  const superseded = new Set(versions.flatMap(({ key, supersedes }) => supersedes.filter((other) => other !== key)));
  const untouched = versions.filter(({ key }) => !superseded.has(key));
  const reached = new Set<FactKey>();
  const walk = [...untouched];
  for (let version = walk.pop(); version !== undefined; version = walk.pop()) {
    if (reached.has(version.key)) continue;
    reached.add(version.key);
    for (const key of version.supersedes) {
      const older = byKey.get(key);
      if (older !== undefined) walk.push(older);
    }
  }
  const heads = [...untouched, ...versions.filter(({ key }) => !reached.has(key))].toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const [first] = heads;
  if (first === undefined) return undefined;
  return { heads, winner: heads.reduce((best, head) => (head.wallMs > best.wallMs || (head.wallMs === best.wallMs && head.key > best.key) ? head : best), first) };
}
