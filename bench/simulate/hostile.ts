/** What somebody who wishes ill may send or hand over. Nothing of it may be believed, and nothing of it may hold up the rest. */
import type { Segment, SegmentHash, SegmentHeader } from "@hocvuso/contract";
import {
  CHAIN_START, decodeHave, encodeHaveAnswer, frame, replicaIdOf, sealSegment, signCertificate, signEnrolmentRequest, signReceipt, signRevocation, type ReplicaKey, type WireFact,
} from "@hocvuso/journal";
import { decode, encode } from "cborg";
import type { DepotServer, DepotWorld, Province } from "./depot-server.ts";
import type { Device } from "./device.ts";
import { Violation } from "./oracle.ts";

export type Enemy = {
  /** One act, at random. Servers may refuse it as malformed. */
  readonly act: () => Promise<void>;
  /** What a bad hub answers to `have`. */
  readonly hubAnswer: (message: Uint8Array, hub: DepotServer) => Promise<Uint8Array>;
  acts: number;
};

export type EnemyGiven = {
  readonly world: DepotWorld;
  readonly province: Province;
  readonly hubs: readonly DepotServer[];
  readonly devices: () => readonly Device[];
  readonly inventedFact: () => WireFact;
};

export function enemyOf({ world, province, hubs, devices, inventedFact }: EnemyGiven): Enemy {
  const { dice, crypto } = world;
  const stranger = crypto.newKey();
  const insider = crypto.newKey();
  const strangerKey = crypto.open(stranger);
  const insiderKey = crypto.open(insider);
  const anyServer = () => (dice.chance(0.6) ? province : dice.pick(hubs));
  const noise = () => crypto.primitives.random(1 + dice.below(200));
  let strangerLog: Segment[] = [];

  function heldAnywhere(): Segment | undefined {
    const held = [...anyServer().store.events.held.values()];
    return held.length === 0 ? undefined : dice.pick(held);
  }

  const seal = (key: ReplicaKey, from = 0, previous: SegmentHash = CHAIN_START) =>
    sealSegment({ from, previous, scope: "", wallMs: 0, facts: [inventedFact(), inventedFact()] }, key, crypto.primitives, [world.reader.publicKey]);

  function respelt(header: SegmentHeader, segment: Segment, key: ReplicaKey): Uint8Array {
    const [, body] = decode(segment.bytes.subarray(0, -64)) as [Uint8Array, Uint8Array]; // a held segment has this form
    const stanzas = header.recipients.map(({ keyId, encapsulated, wrapped }) => [keyId, encapsulated, wrapped]);
    return encode([encode([1, 1, key.publicKey, header.from, header.count, Buffer.from(header.previous, "hex"), header.scope, header.wallMs, stanzas]), body]);
  }

  async function signed(message: Uint8Array, key: ReplicaKey): Promise<Uint8Array> {
    return Buffer.concat([message, await key.sign(message)]);
  }

  /** The victim's tips, told as safe by whom nobody certified to say so. */
  async function forgedReceipts(device: Device): Promise<{ readonly certificates: readonly Uint8Array[]; readonly receipts: readonly Uint8Array[] }> {
    const { links } = await device.contents();
    const provinceKey = crypto.open(province.key);
    const hubKey = crypto.open(dice.pick(hubs).key);
    const signer = dice.pick([strangerKey, insiderKey, hubKey, crypto.forger(provinceKey.publicKey)]);
    const receipts = await Promise.all(links.slice(-12).map(({ hash, replica, count }) =>
      signReceipt({ epoch: province.epoch, level: dice.pick([1, 2, 2]), replica, tips: [{ next: count, hash: hash as SegmentHash }], timeMs: 1 }, signer))); // a hash the phone keeps
    const authority = dice.pick([signer, strangerKey, crypto.forger(world.authority.publicKey)]);
    const certificate = await signCertificate({ subject: { alg: 1, publicKey: signer.publicKey }, roles: ["province"], place: "", readers: [world.reader.publicKey], epoch: province.epoch, notAfterMs: 4e12 }, authority);
    return { certificates: [certificate], receipts };
  }

  const acts: readonly (() => Promise<unknown>)[] = [
    async () => anyServer().put(frame([noise(), noise()])),
    // A victim's public key over a made-up segment, beside a genuine one.
    async () => {
      const victim = heldAnywhere();
      if (victim === undefined) return;
      const forged = await seal(crypto.forger(victim.header.publicKey), victim.header.from, victim.header.previous);
      await anyServer().put(frame([forged.bytes, victim.bytes]));
    },
    async () => {
      const last = strangerLog.at(-1);
      const fresh = await seal(strangerKey, last === undefined ? 0 : last.header.from + last.header.count, last?.hash);
      strangerLog = [...strangerLog, fresh];
      await anyServer().put(frame([fresh.bytes]));
    },
    // A stranger's sealed body under the header of somebody who is enrolled.
    async () => {
      await province.enrol(await signEnrolmentRequest({ role: "phone" }, insiderKey), "at-once");
      const strangerReplica = await replicaIdOf(strangerKey.publicKey, crypto.primitives);
      const victim = strangerLog.at(-1) ?? heldAnywhere();
      if (victim === undefined || (dice.chance(0.5) && victim.replica !== strangerReplica)) return;
      await anyServer().put(frame([await signed(respelt(victim.header, victim, insiderKey), insiderKey)]));
    },
    // Noise for a body, well signed.
    async () => {
      await province.enrol(await signEnrolmentRequest({ role: "phone" }, insiderKey), "at-once");
      const header = encode([1, 1, insiderKey.publicKey, 0, 3, new Uint8Array(32), "", 0, []]);
      const honest = heldAnywhere();
      await anyServer().put(frame([await signed(encode([header, noise()]), insiderKey), ...(honest === undefined ? [] : [honest.bytes])]));
    },
    // A second spelling of one segment, signed by its owner: lengths too long, or a whole number written as a fraction.
    async () => {
      const own = await seal(insiderKey);
      const [header, body] = decode(own.bytes.subarray(0, -64)) as [Uint8Array, Uint8Array]; // sealed on the line before
      const long = (bytes: Uint8Array) => [Uint8Array.of(0x5a, 0, 0, bytes.length >> 8, bytes.length & 255), bytes];
      const fields = decode(header) as unknown[]; // likewise
      const asFraction = Buffer.concat([Uint8Array.of(0x89), ...fields.map((field, i) => (i === 7 ? Uint8Array.of(0xf9, 0, 0) : encode(field)))]);
      const message = dice.chance(0.5) ? encode([asFraction, body]) : Buffer.concat([Uint8Array.of(0x82), ...long(header), ...long(body)]);
      await anyServer().put(frame([Buffer.concat([message, crypto.signHostile(insider, message)])]));
    },
    async () => {
      const others = Array.from({ length: 1 + dice.below(6) }, heldAnywhere).flatMap((segment) => segment?.bytes ?? []);
      await anyServer().put(frame(others));
    },
    async () => {
      const device = dice.pick(devices());
      await device.journal.learn(await forgedReceipts(device));
    },
    async () => {
      const selfMade = await signCertificate({ subject: { alg: 1, publicKey: strangerKey.publicKey }, roles: ["phone"], place: "", readers: [], epoch: 1, notAfterMs: 4e12 }, dice.pick([strangerKey, crypto.forger(world.authority.publicKey)]));
      if ((await province.enrol(selfMade, "never")).length > 0) throw new Violation(province.name, "took in somebody under a certificate that the authority did not sign");
    },
    async () => {
      const victim = dice.chance(0.5) ? strangerKey : crypto.open(crypto.newKey());
      const answer = await province.enrol(await signEnrolmentRequest({ role: "phone" }, crypto.forger(victim.publicKey)), "at-once");
      if (answer.length > 0) throw new Violation(province.name, "enrolled a key whose owner never asked");
    },
    async () => {
      const victim = heldAnywhere();
      if (victim === undefined) return;
      const bytes = await signRevocation({ replica: victim.replica, lastGood: CHAIN_START, timeMs: 1 }, dice.pick([strangerKey, insiderKey, crypto.forger(world.authority.publicKey)]));
      if (await province.enterRevocation(bytes)) throw new Violation(province.name, "believed a revocation that the authority did not sign");
    },
  ];

  return {
    acts: 0,
    async act() {
      this.acts += 1;
      await dice.pick(acts)();
    },
    async hubAnswer(message, hub) {
      const identity = await hub.identity();
      const provinceKey = crypto.open(province.key);
      const { replicas } = decodeHave(message);
      const signer = dice.pick([identity.key, crypto.forger(provinceKey.publicKey)]);
      const receipts = await Promise.all(replicas.filter(({ tips }) => tips.length > 0).map(({ replica, tips }) => signReceipt({ epoch: province.epoch, level: 2, replica, tips, timeMs: 1 }, signer)));
      const selfMade = await signCertificate({ subject: { alg: 1, publicKey: identity.key.publicKey }, roles: ["province"], place: "", readers: [world.reader.publicKey], epoch: province.epoch, notAfterMs: 4e12 }, identity.key);
      return encodeHaveAnswer({
        store: dice.chance(0.5) ? identity.named : { publicKey: provinceKey.publicKey, epoch: province.epoch, holdsSample: false },
        held: replicas, receipts, certificates: [...(identity.certificate === undefined ? [] : [identity.certificate]), selfMade],
      });
    },
  };
}
