/**
 * Who is re-tested: a lot that anybody can draw again. Every person's ticket is a function of the round's seed and the person; the smallest
 * tickets are drawn. The seed's hash is published before the draw and the list's hash before the report closes, so neither can be chosen.
 * Knows no hash function and no dice: tickets come as an argument.
 */
import type { PersonId, UnitId } from "@hocvuso/contract";
import { requireCount } from "./accepted-numbers.ts";

/** Somebody on the list of a commune, and whether the records call them capable. */
export type FramePerson = { readonly person: PersonId; readonly place: UnitId; readonly isReported: boolean };

/** A hexadecimal text of 12 digits or more, even over all texts: SHA-256 of seed and name. */
export type TicketOf = (name: string) => string;

export type Draw = { readonly drawn: readonly FramePerson[]; readonly reserves: readonly FramePerson[] };

/**
 * Draws `sampleSize` persons of one commune, or everybody where there are no more. With `personsPerHamlet` above 1 hamlets are drawn with a chance
 * in proportion to their size (systematically, from a start that the tickets give) and then that many persons in each, so that everybody has the same
 * chance. Source: Cochran 1977, section 9A.3 (systematic sampling with probability proportional to size). Reserves stand in the order in which they
 * would be asked. The order of `frame` does not matter.
 */
export function drawCommune(
  { frame, sampleSize, personsPerHamlet = 1, reserveCount = 0, ticketOf }:
  { frame: readonly FramePerson[]; sampleSize: number; personsPerHamlet?: number; reserveCount?: number; ticketOf: TicketOf },
): Draw {
  requireCount("sampleSize", sampleSize, 1);
  requireCount("personsPerHamlet", personsPerHamlet, 1);
  requireCount("reserveCount", reserveCount);
  const byTicket = frame.map((person) => ({ person, ticket: ticketOf(person.person) })).sort((a, b) => (a.ticket < b.ticket ? -1 : 1)).map(({ person }) => person);
  const drawn = personsPerHamlet === 1 ? byTicket.slice(0, sampleSize) : inHamlets(byTicket);
  const taken = new Set(drawn.map(({ person }) => person));
  const walked = new Set(drawn.map(({ place }) => place));
  const left = byTicket.filter(({ person, place }) => !taken.has(person) && (personsPerHamlet === 1 || walked.has(place)));
  return { drawn, reserves: left.slice(0, reserveCount) };

  function inHamlets(ordered: readonly FramePerson[]): FramePerson[] {
    if (ordered.length <= sampleSize) return [...ordered];
    const byPlace = new Map<UnitId, FramePerson[]>();
    for (const person of ordered) {
      const own = byPlace.get(person.place);
      if (own === undefined) byPlace.set(person.place, [person]);
      else own.push(person);
    }
    const hamlets = [...byPlace].map(([place, persons]) => ({ place, persons, ticket: ticketOf(`hamlet ${place}`) }))
      .sort((a, b) => (a.ticket < b.ticket ? -1 : 1));
    const hits = Math.ceil(sampleSize / personsPerHamlet);
    const step = ordered.length / hits;
    // 48 bits of the ticket, as a number in [0, 1).
    let next = (Number.parseInt(ticketOf(`start ${hamlets.map(({ place }) => place).join(" ")}`).slice(0, 12), 16) / 2 ** 48) * step;
    let passed = 0;
    return hamlets.flatMap(({ persons }) => {
      passed += persons.length;
      let wanted = 0;
      for (; next < passed; next += step) wanted += personsPerHamlet;
      return persons.slice(0, wanted);
    });
  }
}

/** How many of each commune: as many in each, or `sampleSize` of all by size (largest remainders), never fewer than 2 nor more than there are. */
export function allocateSample(
  { communes, sampleSize, allocation }: { communes: readonly { readonly unit: UnitId; readonly populationSize: number }[]; sampleSize: number; allocation: "each-commune" | "proportional" },
): ReadonlyMap<UnitId, number> {
  requireCount("sampleSize", sampleSize, 1);
  const people = communes.reduce((sum, { populationSize }) => sum + populationSize, 0);
  if (allocation === "each-commune" || people === 0) return new Map(communes.map(({ unit, populationSize }) => [unit, Math.min(sampleSize, populationSize)]));
  const exact = communes.map(({ unit, populationSize }) => ({ unit, populationSize, share: (sampleSize * populationSize) / people }));
  let left = sampleSize - exact.reduce((sum, { share }) => sum + Math.floor(share), 0);
  const byRemainder = exact.toSorted((a, b) => (b.share % 1) - (a.share % 1) || (a.unit < b.unit ? -1 : 1));
  return new Map(byRemainder.map(({ unit, populationSize, share }) => [unit, Math.min(populationSize, Math.max(2, Math.floor(share) + (left-- > 0 ? 1 : 0)))]));
}

/** The list as it is hashed: a line a person, in the order of the draw, reserves after a line of their own. */
export function drawnListText({ drawn, reserves }: Draw): string {
  const line = ({ person, place, isReported }: FramePerson) => `${person} ${place} ${isReported ? "reported" : "not-reported"}\n`;
  return `${drawn.map(line).join("")}reserves\n${reserves.map(line).join("")}`;
}
