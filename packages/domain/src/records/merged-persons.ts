/** Ids that turned out to be one person: a union of sets, whose smallest id stands for all. Any order, any repetition, the same roots. */
import type { PersonId } from "@hocvuso/contract";

export type Pair = { readonly subject: PersonId; readonly other: PersonId };

/**
 * @param known who already stands for whom.
 * @returns every id that does not stand for itself, with the one that stands for it.
 */
export function mergedRoots(known: ReadonlyMap<PersonId, PersonId>, pairs: readonly Pair[]): ReadonlyMap<PersonId, PersonId> {
  const roots = new Map(known);
  const rootOf = (person: PersonId): PersonId => {
    let root = person;
    for (let next = roots.get(root); next !== undefined && next !== root; next = roots.get(root)) root = next;
    return root;
  };
  for (const { subject, other } of pairs) {
    const [smaller, larger] = [rootOf(subject), rootOf(other)].toSorted();
    if (smaller === undefined || larger === undefined || smaller === larger) continue;
    roots.set(larger, smaller);
  }
  return new Map([...roots.keys()].map((person) => [person, rootOf(person)] as const).filter(([person, root]) => person !== root));
}
