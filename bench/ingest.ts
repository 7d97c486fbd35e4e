/** Facts a second into the embedded PostgreSQL through the real door (signatures checked, bodies opened, runs scored, projections made, fsync before each answer), and bytes a fact. */
import { segmentLimits, type Fact, type Segment } from "@hocvuso/contract";
import { answered, framesOf, played, registered, sealedTo, stepDone } from "../tests/given.ts";
import { givenServer } from "../tests/given-server.ts";
import { median } from "./figures.ts";

export type IngestFigures = {
  /** Median over rounds. */
  readonly factsPerSecond: number;
  readonly repeatedFactsPerSecond: number;
  readonly bytesPerFact: number;
};

const ROUNDS = 5;
const PHONES = 40;

export async function measureIngest(): Promise<IngestFigures> {
  const server = await givenServer();
  const readers = server.services.readers.slice(0, 1).map(({ publicKey }) => publicKey);
  const [rates, repeats]: [number[], number[]] = [[], []];
  let bytesPerFact = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const segments = (await Promise.all(Array.from({ length: PHONES }, async (_, phone) => sealedTo(readers, await server.enrolledKey(), ...logOf(`${round}/${phone}`))))).flat();
    const facts = segments.reduce((sum, { header }) => sum + header.count, 0);
    bytesPerFact = segments.reduce((sum, { bytes }) => sum + bytes.length, 0) / facts;
    rates.push(facts / (await secondsToPut(segments)));
    repeats.push(facts / (await secondsToPut(segments)));
  }
  await server.stop();
  return { factsPerSecond: median(rates), repeatedFactsPerSecond: median(repeats), bytesPerFact };

  async function secondsToPut(segments: readonly Segment[]): Promise<number> {
    const bundles: Segment[][] = [[]];
    let size = 0;
    for (const segment of segments) {
      size += segment.bytes.length + 4;
      if (size > segmentLimits.putBytes) {
        bundles.push([]);
        size = segment.bytes.length + 4;
      }
      bundles.at(-1)?.push(segment);
    }
    const startedMs = performance.now();
    for (const bundle of bundles) {
      const answer = await server.post("/sync/put", framesOf(bundle));
      if (answer.status !== 200) throw new Error(await answer.text());
    }
    return (performance.now() - startedMs) / 1_000;
  }
}

/** One class phone: 25 people, 20 facts each, in segments of 250. */
function logOf(phone: string): Fact[][] {
  const people = Array.from({ length: 25 }, (_, i) => `${phone}/${i}`);
  const facts = people.flatMap((who, i) => [
    registered(who, { at: i }), ...Array.from({ length: 9 }, (_, step) => stepDone(who, { step, at: i * 100 + step })),
    played(who, { mode: "guided", attempt: `${who}/guided` }), played(who),
    ...Array.from({ length: 8 }, (_, tryNumber) => answered(who, { tryNumber, at: i * 100 + 20 + tryNumber })),
  ]);
  return [facts.slice(0, 250), facts.slice(250)];
}
