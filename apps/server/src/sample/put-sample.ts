/** Puts the sample province through the door that phones use: each hamlet's shared phone seals and signs its log, marked as sample. */
import { createHash, createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Item, Lesson, Simulator, SAMPLE_SCOPE, segmentLimits, type Fact, type Segment } from "@hocvuso/contract";
import { prove } from "@hocvuso/domain/scenario";
import { CHAIN_START, decodePutAnswer, frame, sealSegment, signEnrolmentRequest, type ReplicaKey } from "@hocvuso/journal";
import type { Static, TSchema } from "typebox";
import { Value } from "typebox/value";
import { projectFolder } from "../configuration.ts";
import type { Services } from "../services.ts";
import { nodePrimitives } from "../signing/node-primitives.ts";
import { replicaKeyOf } from "../signing/store-keys.ts";
import { inventFacts, inventHamlets, seededRandom, type Taught } from "./invented-province.ts";

export type SampleOptions = {
  readonly people: number;
  readonly seed: number;
  readonly tell?: (done: { readonly people: number; readonly facts: number }) => void;
};

/** No sample act is later. Fixed, so that a seed makes the same facts on any day. */
const UNTIL_MS = Date.UTC(2026, 10, 20);

export type SamplePut = { readonly people: number; readonly facts: number; readonly phones: number };

/**
 * The same seed makes the same phones and facts: put twice, nothing is counted twice. Bundles of many phones' segments go in one put,
 * as a carrier brings them.
 * @param post the store's doors: a path under /sync/ and a body in, the answer's body out.
 */
export async function putSample(register: Services["register"], post: (path: string, body: Uint8Array) => Promise<Uint8Array>, { people, seed, tell }: SampleOptions): Promise<SamplePut> {
  const random = seededRandom(seed);
  const taught = readTaught();
  const done = { people: 0, facts: 0, phones: 0 };
  let bundle: Segment[] = [];
  let bundleBytes = 0;
  for (const hamlet of inventHamlets(register, { people, random })) {
    const facts = inventFacts(hamlet, taught, { random: seededRandom(Math.floor(2 ** 32 * random())), untilMs: UNTIL_MS });
    const key = sampleKey(`${seed}|${hamlet.place}`);
    await post("/sync/enrol", await signEnrolmentRequest({ role: "phone" }, key));
    for (const segment of await sealLog(key, facts)) {
      if (bundleBytes + 4 + segment.bytes.length > segmentLimits.putBytes) await send();
      bundle.push(segment);
      bundleBytes += 4 + segment.bytes.length;
    }
    done.people += hamlet.people;
    done.facts += facts.length;
    done.phones += 1;
  }
  await send();
  return done;

  async function send(): Promise<void> {
    const { verdicts } = decodePutAnswer(await post("/sync/put", frame(bundle.map(({ bytes }) => bytes))));
    const refused = verdicts.find(({ status }) => status === "quarantined" || status === "corrupt");
    if (refused !== undefined || verdicts.length !== bundle.length) throw new Error(`The store would not take a sample segment: ${refused?.why ?? "some were not answered"}`);
    bundle = [];
    bundleBytes = 0;
    tell?.(done);
  }
}

/** Open bodies: anybody may read what is invented. */
async function sealLog(key: ReplicaKey, facts: readonly Fact[]): Promise<readonly Segment[]> {
  const segments: Segment[] = [];
  for (let from = 0; from < facts.length; from += SEGMENT_FACTS) {
    const previous = segments.at(-1)?.hash ?? CHAIN_START;
    segments.push(await sealSegment({ from, previous, scope: SAMPLE_SCOPE, wallMs: UNTIL_MS, facts: facts.slice(from, from + SEGMENT_FACTS) }, key, nodePrimitives));
  }
  return segments;
}

const SEGMENT_FACTS = 256;

/** Ed25519 private key whose 32 secret bytes are the hash of `name`: anybody can make it, so it proves nothing, as sample data should. */
function sampleKey(name: string): ReplicaKey {
  const secret = createHash("sha256").update(`hocvuso sample|${name}`).digest();
  const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), secret]);
  return replicaKeyOf(createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" }));
}

function readTaught(): Taught {
  const lesson = readContentFile("lessons/tra-tien-qr", Lesson);
  const practised = lesson.steps.find((step) => step.kind === "practise");
  if (practised === undefined) throw new TypeError("the sample's lesson has no simulator");
  const file = readFileSync(contentPath(`simulators/${practised.simulator}`));
  const simulator = readContentFile(`simulators/${practised.simulator}`, Simulator);
  return {
    lesson: lesson.id,
    stepCount: lesson.steps.length,
    simulator: practised.simulator,
    simulatorVersion: createHash("sha256").update(file).digest("hex").slice(0, 8),
    scoreSteps: simulator.scoreSteps.length,
    ways: prove(simulator).shortest,
    items: lesson.steps.flatMap((step) => (step.kind === "question" ? [{ item: step.item, choices: choicesOf(readContentFile(`items/${step.item}`, Item)) }] : [])),
  };
}

/** The right one first. */
function choicesOf({ choices, right }: Item): readonly string[] {
  return choices.map(({ id }) => id).toSorted((a, b) => Number(b === right) - Number(a === right));
}

function contentPath(name: string): string {
  return join(projectFolder, `content/${name}.json`);
}

function readContentFile<Schema extends TSchema>(name: string, schema: Schema): Static<Schema> {
  const value: unknown = JSON.parse(readFileSync(contentPath(name), "utf8"));
  if (!Value.Check(schema, value)) throw new TypeError(`content/${name}.json does not have its shape`);
  return value;
}
