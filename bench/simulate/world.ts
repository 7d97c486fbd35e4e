/**
 * One simulated world: some 24 phones, 4 ambassadors' phones that carry, 3 hubs and a province live through days of a bad network,
 * bad power, wrong clocks, lost, stolen and cloned phones and restored stores; then faults stop, everybody meets everybody, and the
 * oracle is asked. All of it is a function of the seed.
 */
import { signRevocation, CHAIN_START, type WireFact } from "@hocvuso/journal";
import { segmentLimits, type PersonId, type ReplicaId, type SegmentHash } from "@hocvuso/contract";
import { Hub, Province, type DepotServer, type DepotWorld, type Enrolment } from "./depot-server.ts";
import { Device } from "./device.ts";
import { seededDice, Turns } from "./dice.ts";
import { enemyOf } from "./hostile.ts";
import { foreseen, Network, type Answering } from "./line.ts";
import { naturalKey, Oracle, Violation, type Seen } from "./oracle.ts";
import { rebuiltProjection } from "./province-projection.ts";
import { cryptoWorld, hexOf } from "./stand-in-crypto.ts";

const PHONES = 24;
const AMBASSADORS = 4;
const HUBS = 3;
const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 1);
const YEARS_20_MS = 20 * 365 * DAY_MS;

export type WorldReport = {
  readonly seed: number;
  readonly deviceDays: number;
  /** Acknowledged, each natural key once. */
  readonly facts: number;
  readonly counted: number;
  /** Acknowledged, and gone with every copy: not the protocol's doing. */
  readonly destroyed: number;
  /** Held by the province and not counted, as was decided. */
  readonly apart: number;
  readonly segments: number;
  /** Keys of persons' words that the province holds at the end. */
  readonly subjectKeys: number;
  readonly faults: Readonly<Record<string, number>>;
};

/**
 * How busy people are: on which share of days a phone is not touched, and on which it meets its hub, the province, or a carrier (added up).
 * "class": an evening class every other day, some 13 facts a device-day. "village": most days nothing, some 4 facts a device-day.
 */
export const paces = {
  class: { untouched: 0.15, toHub: 0.18, toProvince: 0.31, toCarrier: 0.4 },
  village: { untouched: 0.75, toHub: 0.06, toProvince: 0.11, toCarrier: 0.15 },
} as const;
export type Pace = keyof typeof paces;

export type WorldGiven = {
  readonly seed: number;
  readonly pace: Pace;
  readonly days: number;
  /** Told of what happens, where somebody wants to know. */
  readonly note?: (day: number, device: string, what: string) => void;
};

/** @throws Violation for a broken rule. */
export async function runWorld({ seed, pace, days, note }: WorldGiven): Promise<WorldReport> {
  const dice = seededDice(seed);
  const turns = new Turns(dice);
  const network = new Network(dice, turns);
  const crypto = cryptoWorld(seededDice(seed ^ 0x5bd1e995));
  const reader = crypto.newReader();
  const oracle = new Oracle(crypto, reader.publicKey);
  let day = 0;
  const world: DepotWorld = {
    dice, turns, crypto, oracle, reader, authority: crypto.open(crypto.newKey()), nowMs: () => START_MS + day * DAY_MS, isCalm: () => network.isCalm,
    note: (device, what) => note?.(day, device, what),
  };
  const tally = { deviceDays: 0, fullDisks: 0, clones: 0, rolledBack: 0, lostPhones: 0, stolenPhones: 0, hubRestores: 0, provinceRestores: 0, newLogs: 0, hostileAnswers: 0, revocations: 0, tooLarge: 0, erasures: 0 };
  const province = new Province(world);
  const hubs = Array.from({ length: HUBS }, (_, i) => new Hub(`hub ${i + 1}`, world));

  // People and what they do.
  let minted = 0;
  const uuid = () => `${(++minted).toString(16).padStart(8, "0")}-0000-7000-8000-${(seed >>> 0).toString(16).padStart(12, "0")}`;
  const recent: WireFact[] = [];
  function newFacts(device: Device, learner: string, count: number): WireFact[] {
    const key = uuid();
    const monoMs = dice.below(10_000_000);
    return Array.from({ length: count }, (_, i): WireFact => {
      const when = { wallMs: device.nowMs() + i * 4_000, monoMs: monoMs + i * 4_000 };
      const earlier = recent.length > 0 && dice.chance(0.05) ? dice.pick(recent) : undefined;
      if (earlier !== undefined) return { ...earlier, ...when, actor: learner }; // two phones tell of one act
      const fact: WireFact = dice.chance(0.15)
        ? { kind: "attendance-marked", key, actor: learner, subject: dice.pick(device.given.learners), ...when }
        : { kind: "item-answered", key, actor: learner, subject: learner, ...when, item: `item-${i}`, try: dice.below(2), picked: ["b"], dwellMs: 1_000 + i };
      if (dice.chance(0.0004)) {
        tally.tooLarge += 1;
        return { ...fact, picked: ["x".repeat(segmentLimits.segmentBytes)] };
      }
      if (recent.length < 150) recent.push(fact);
      else recent[dice.below(150)] = fact;
      return fact;
    });
  }

  let named = 0;
  function newDevice(role: "phone" | "ambassador", enrolment: Enrolment, isRemote = false): Device {
    return new Device({ name: `${role} ${++named}`, role, world, province, enrolment, isRemote, learners: Array.from({ length: 1 + dice.below(4) }, uuid) });
  }
  const ambassadors = Array.from({ length: AMBASSADORS }, () => newDevice("ambassador", "at-once"));
  const phones = Array.from({ length: PHONES }, (_, i) => newDevice("phone", i < 2 ? "never" : i < 4 ? "by-hand" : "at-once", i >= 20));
  const devices = (): Device[] => [...ambassadors, ...phones];
  const enemy = enemyOf({ world, province, hubs, devices, inventedFact: () => ({ kind: "attendance-marked", key: uuid(), actor: uuid(), subject: uuid(), wallMs: 0, monoMs: 0 }) });
  const thefts: { readonly day: number; readonly replica: ReplicaId; readonly slip: SegmentHash }[] = [];

  const answering = (server: DepotServer, device: Device): Answering => ({
    have: async (message) => {
      if (server !== province && !network.isCalm && dice.chance(0.02)) {
        tally.hostileAnswers += 1;
        return enemy.hubAnswer(message, server);
      }
      return server.have(message);
    },
    put: (frames) => server.put(frames),
    ...(server instanceof Province ? { enrol: (request: Uint8Array) => server.enrol(request, device.enrolment) } : { get: (replica: ReplicaId, after: SegmentHash | undefined) => server.get(replica, after) }),
  });

  /** An act that may end in any way that was foreseen. */
  async function attempted(device: Device, act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (error instanceof Violation) throw error;
      try {
        foreseen(error);
      } catch {
        throw new Violation(device.name, `ended as nobody foresaw: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
      }
      if (note !== undefined) note(day, device.name, `stopped: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** @returns whether the phone began a new log. */
  async function meet(device: Device, server: DepotServer): Promise<boolean> {
    const { isNewLog } = await device.journal.exchange(device.powered(network.transport(answering(server, device), device.oldAnswersOf(server))), { isOrigin: server === province });
    if (isNewLog) {
      tally.newLogs += 1;
      device.isDoubled = false;
    }
    if (note !== undefined) note(day, device.name, `met ${server.name}${isNewLog ? ", began a new log" : ""}`);
    return isNewLog;
  }

  /** A bundle by whatever way two phones have, and receipts back. */
  async function handOver(device: Device, carrier: Device): Promise<void> {
    const frames = await device.journal.bundle();
    await device.checkBundle(frames);
    if (device === carrier) return;
    // Whoever has nothing to give is told all the same: it may be that the province was put back and has forgotten what it had.
    if (frames.length > 0) await network.send(frames, async (arrived) => {
      await carrier.journal.take(arrived);
      await carrier.checkTaken(arrived);
      return new Uint8Array();
    }, []);
    const replica = await device.journal.ownReplica();
    const receipts = await carrier.journal.receiptsToHandBack(replica);
    await device.journal.learn({ receipts, certificates: await carrier.journal.certificatesToHandBack() });
    if (note !== undefined) note(day, device.name, `handed a bundle to ${carrier.name}`);
  }

  async function practise(device: Device): Promise<void> {
    for (let sittings = dice.chance(paces[pace].untouched) ? 0 : 1 + dice.below(4); sittings > 0; sittings--) {
      const facts = newFacts(device, dice.pick(device.given.learners), 1 + dice.below(10));
      for (let at = 0; at < facts.length;) {
        const end = at + 1 + dice.below(4);
        await device.keep(facts.slice(at, end));
        at = end;
      }
    }
  }

  /** A person is entered on a phone, whose name is closed under a key of their own. */
  async function enterPerson(device: Device): Promise<void> {
    const person = uuid() as PersonId; // of their form
    const subject = await device.journal.newSubjectKey(person);
    if (subject !== undefined) oracle.keepsKey(person, subject.key);
  }

  /** Whether it has met the province, wholly. */
  async function canSeal(device: Device): Promise<boolean> {
    return (await device.journal.certificates()).some(({ roles }) => roles.includes("province"));
  }

  async function travel(device: Device, i: number): Promise<void> {
    const hub = hubs[i % HUBS] ?? province;
    const at = dice.share();
    if (device.given.isRemote) {
      if (!(await canSeal(device))) await meet(device, province);
      else if (at < 0.3) await handOver(device, dice.pick(ambassadors));
      else if (at < 0.36) await meet(device, hub);
    } else if (at < paces[pace].toHub) await meet(device, hub);
    else if (at < paces[pace].toProvince) await meet(device, province);
    else if (at < paces[pace].toCarrier) await handOver(device, dice.pick(ambassadors));
  }

  async function liveOneDay(device: Device, i: number): Promise<void> {
    tally.deviceDays += 1;
    device.disk.fill(false);
    if (dice.chance(0.05)) device.clockOffMs = (dice.share() * 2 - 1) * YEARS_20_MS;
    if (dice.chance(0.01)) {
      tally.fullDisks += 1;
      device.disk.fill(true);
    }
    const isCut = dice.chance(0.05);
    if (isCut) device.cutAfter(1 + dice.below(250));
    // Where two write one log, people are at it when that is found out.
    if (dice.chance(device.isDoubled ? 0.7 : 0.15)) {
      device.isShared = true;
      const sittings = device.isDoubled ? 4 : 1;
      const tabs = [async () => { for (let i = 0; i < sittings; i++) await attempted(device, () => practise(device)); }, () => attempted(device, () => travel(device, i))];
      await turns.together(dice.chance(0.4) ? [...tabs, () => attempted(device, () => travel(device, i))] : tabs);
      device.isShared = false;
    } else {
      await attempted(device, () => practise(device));
      if (dice.chance(0.06)) await attempted(device, () => enterPerson(device));
      await attempted(device, () => travel(device, i));
    }
    if (device.given.role === "ambassador" && dice.chance(0.1)) {
      const hub = dice.pick(hubs);
      const wanted = await hub.store.replicas();
      if (wanted.length > 0) await attempted(device, () => device.journal.mirror(device.powered(network.transport(answering(hub, device), device.oldAnswersOf(hub))), [dice.pick(wanted), dice.pick(wanted)]));
    }
    if (dice.chance(0.1)) await attempted(device, () => device.checkClaims());
    if (isCut) device.restart();
  }

  /** What befalls a phone from outside. */
  async function befall(device: Device, i: number): Promise<void> {
    if (dice.chance(0.03)) device.image = { disk: device.disk.copy(), written: device.written, toldSafe: device.toldSafe };
    if (device.image !== undefined && dice.chance(0.008)) {
      tally.rolledBack += 1;
      world.note(device.name, "put back to an older image");
      device.restart(device.image.disk);
      device.written = device.image.written;
      device.toldSafe = device.image.toldSafe;
      device.isDoubled = true;
      device.image = undefined;
    }
    if (dice.chance(0.0015)) {
      tally.clones += 1;
      const twin = new Device({ ...device.given, name: `${device.name}, twin ${++named}`, role: "phone", disk: device.disk.copy() });
      twin.written = device.written;
      twin.toldSafe = device.toldSafe;
      twin.isDoubled = device.isDoubled = true;
      world.note(device.name, `cloned as ${twin.name}`);
      phones.push(twin);
    }
    if (device.given.role === "phone" && dice.chance(0.0015)) {
      const fresh = newDevice("phone", "at-once", device.given.isRemote);
      phones[i] = fresh;
      if (dice.chance(0.5)) {
        tally.lostPhones += 1;
        world.note(device.name, "lost");
        return;
      }
      tally.stolenPhones += 1;
      world.note(device.name, "stolen");
      device.restart();
      const { replica, tips } = await device.journal.slip();
      thefts.push({ day: day + 1 + dice.below(10), replica, slip: tips[0]?.hash ?? CHAIN_START });
      device.isStolen = true;
      device.enrolment = "never";
      phones.push(device);
    }
  }

  async function report({ replica, slip }: (typeof thefts)[number]): Promise<void> {
    const held = (await province.store.links(replica)).map(({ hash }) => hash);
    for (let i = dice.chance(0.2) ? 2 : 1; i > 0; i--) {
      const lastGood = dice.chance(0.1) ? CHAIN_START : dice.chance(0.5) || held.length === 0 ? slip : dice.pick(held);
      tally.revocations += 1;
      if (!(await province.enterRevocation(await signRevocation({ replica, lastGood, timeMs: 1 }, world.authority)))) throw new Violation(province.name, "did not take the authority's own revocation");
    }
  }

  /** A hub's line is up. @param isInPart asks about some logs alone, as a hub does between two sweeps. */
  async function forward(hub: Hub, isInPart: boolean): Promise<void> {
    const some = isInPart ? (await hub.store.replicas()).filter(() => dice.chance(0.5)) : undefined;
    await hub.forward(network.transport({
      have: (message) => province.have(message), put: (frames) => province.put(frames), enrol: (request) => province.enrol(request, "at-once"),
    }, []), some);
    world.note(hub.name, "forwarded");
  }

  async function runHub(hub: Hub): Promise<void> {
    if (dice.chance(0.3)) await forward(hub, dice.chance(0.5)).catch(foreseen);
    if (dice.chance(0.1)) await hub.takeBackup();
    if (dice.chance(0.01)) {
      tally.hubRestores += 1;
      await hub.restore();
    }
  }

  async function runProvince(): Promise<void> {
    await turns.pause();
    if (dice.chance(0.15)) await province.takeBackup();
    // Shortly before the end more often: phones then have no time to meet it again before their line is gone for good.
    if (dice.chance(day < days - 3 ? 0.006 : 0.06)) {
      tally.provinceRestores += 1;
      await province.restore();
    }
    if (dice.chance(0.05)) await province.admitPending();
    const entered = [...oracle.subjectKeys.keys()];
    if (entered.length > 0 && dice.chance(0.1)) {
      tally.erasures += 1;
      await province.erase([dice.pick(entered), dice.pick(entered)]);
    }
    for (const theft of thefts.filter((theft) => theft.day === day)) await report(theft);
    if (dice.chance(0.3)) await enemy.act().catch(foreseen);
    await network.deliverLate(0.15);
  }

  for (day = 0; day < days; day++) {
    const living = devices();
    await turns.together([...living.map((device, i) => () => liveOneDay(device, i)), ...hubs.map((hub) => () => runHub(hub)), runProvince]);
    for (const device of ambassadors) await befall(device, 0);
    for (const [i, device] of phones.slice().entries()) await befall(device, i);
  }

  await settle();
  return finish();

  async function settle(): Promise<void> {
    network.isCalm = true;
    world.note("world", "faults stop");
    for (const theft of thefts.filter(({ day: reported }) => reported >= days)) await report(theft);
    await network.deliverLate(1);
    for (const device of devices()) {
      device.restart();
      device.disk.fill(false);
    }
    // Those without a line, and those whose line is gone for good: what they have goes by ambassadors.
    const cutOff = phones.filter(({ given }) => given.isRemote || dice.chance(0.2));
    // Three times: after the first the carriers know of a province that was put back, and after the second those whom they meet, for a phone hands over before it is told.
    for (let journey = 0; journey < 3; journey++) {
      for (const device of cutOff) {
        if (!(await canSeal(device))) await meet(device, province);
        await handOver(device, dice.pick(ambassadors));
      }
      for (const carrier of ambassadors) await meet(carrier, province);
    }
    await province.takeBackup();
    for (const device of cutOff) await checkDelivered(device);
    await hearFromHubs();
    for (let round = 0; round < 2; round++) {
      for (const hub of hubs) await forward(hub, false);
      for (const device of devices()) {
        if (round === 0) await meet(device, dice.pick(hubs));
        await meet(device, province);
      }
      await province.admitPending();
      await province.takeBackup();
    }
    for (const device of devices()) if (await meet(device, province)) throw new Violation(device.name, "begins a new log again and again");
  }

  /**
   * The province's word comes back by the hub to which a phone gave its work, though the phone meets the province no more. Not where a log of the phone was
   * written by two: the word then names ends that it lacks, and only the province itself can tell it of its own.
   */
  async function hearFromHubs(): Promise<void> {
    const own = new Map(devices().map((device) => [device, dice.pick(hubs)]));
    for (const [device, hub] of own) await meet(device, hub);
    for (const hub of hubs) await forward(hub, false);
    for (const [device, hub] of own) {
      await meet(device, hub);
      const { unsent, sent } = await device.journal.outbox();
      if (unsent + sent > 0 && device.enrolment === "at-once" && !device.isDoubled && (await device.contents()).former.length === 0 && await canSeal(device)) throw new Violation(device.name, `never heard from its hub what the province holds: ${unsent} unsent, ${sent} sent`);
    }
  }

  async function checkDelivered(device: Device): Promise<void> {
    const { tail, segments, parcels, aside } = await device.contents();
    const atProvince = oracle.keysIn((await province.store.parcels()).map(({ bytes }) => bytes));
    for (const [person] of oracle.keysIn(parcels.map(({ bytes }) => bytes))) {
      if (!oracle.erased.has(person) && !atProvince.has(person)) throw new Violation(device.name, `the key to the words about ${person} never reached the province`);
    }
    for (const { fact } of aside) {
      const word = naturalKey({ ...fact, kind: "too-large", item: undefined, attempt: undefined });
      if (![...province.store.events.held.values()].some(({ bytes }) => oracle.see(bytes).tooLarge.includes(word))) throw new Violation(device.name, `no word of a fact that is too large reached the province: ${word}`);
    }
    if (tail.length > 0) throw new Violation(device.name, `${tail.length} facts were never sealed`);
    for (const { bytes } of segments) {
      const { hash, isGenuine } = oracle.see(bytes);
      if (!isGenuine) throw new Violation(device.name, `keeps segment ${hash.slice(0, 8)} that nobody signed`);
      if (!province.store.events.held.has(hash as SegmentHash)) throw new Violation(device.name, `segment ${hash.slice(0, 8)} never reached the province`); // 64 digits
    }
  }

  async function finish(): Promise<WorldReport> {
    const held: Seen[] = [];
    for (const server of [province, ...hubs]) {
      for (const [hash, { bytes }] of server.store.events.held) {
        const seen = oracle.see(bytes);
        if (!seen.isGenuine || seen.hash !== hash) throw new Violation(server.name, `holds segment ${hash.slice(0, 8)} that nobody signed (I4)`);
        if (server === province) held.push(seen);
        else if (!province.store.events.held.has(hash)) throw new Violation(server.name, `segment ${hash.slice(0, 8)} never reached the province`);
      }
    }
    // Nothing that a disk still holds is missing in the province, and no phone still waits.
    for (const device of devices()) {
      await checkDelivered(device);
      await device.checkClaims();
      const { unsent, sent, received } = await device.journal.outbox();
      if (unsent + sent + received > 0) throw new Violation(device.name, `still waits: ${unsent} unsent, ${sent} sent, ${received} received`);
      if (device.enrolment !== "at-once") continue;
      const { own, former, links } = await device.contents();
      const known = new Set<string>(links.map(({ hash }) => hash));
      // A branch whose beginning was destroyed has no tip that could tell of it; it is counted all the same.
      const foreign = oracle.unbroken(held).filter(({ replica, hash }) => own.some((log) => log === replica) && !known.has(hash));
      if (foreign.length > 0) throw new Violation(device.name, `goes on with a log that somebody else writes too (I11): segment ${foreign[0]?.hash.slice(0, 8)}`);
      const logs = [...own, ...former].filter((replica) => links.some((link) => link.replica === replica));
      for (const replica of logs) if (!oracle.enrolled.has(replica)) throw new Violation(device.name, `log ${replica.slice(0, 8)} of an enrolled phone is not enrolled`);
    }
    // Of an erased person no key lies anywhere, whole or spoilt; of the others each is the one that their phone made.
    const keys = oracle.keysIn((await province.store.parcels()).map(({ bytes }) => bytes));
    for (const [person, key] of keys) {
      const made = oracle.subjectKeys.get(person);
      if (made !== undefined && hexOf(made) !== hexOf(key)) throw new Violation(province.name, `has another key for the words about ${person}`);
    }
    for (const holder of [province, ...hubs]) {
      for (const person of oracle.keysIn((await holder.store.parcels()).map(({ bytes }) => bytes)).keys()) if (oracle.erased.has(person)) throw new Violation(holder.name, `keeps the key of ${person}, who was erased`);
      for (const bytes of holder.store.events.aside.values()) if (oracle.mayTellOf(bytes)) throw new Violation(holder.name, "keeps what a spoilt parcel held");
    }
    for (const device of devices()) {
      for (const person of oracle.keysIn((await device.contents()).parcels.map(({ bytes }) => bytes)).keys()) if (oracle.erased.has(person)) throw new Violation(device.name, `keeps the key of ${person}, who was erased`);
    }
    // Each acknowledged fact is held, or was destroyed with every copy.
    const heldFacts = new Set(held.flatMap(({ facts }) => facts));
    let destroyed = 0;
    for (const fact of oracle.acknowledged) if (!heldFacts.has(fact)) destroyed += 1;
    for (const hash of province.backup.events.held.keys()) if (!province.store.events.held.has(hash)) throw new Violation(province.name, `segment ${hash.slice(0, 8)} is in the backup alone`);
    // What counts is what was decided, once each, and rebuilt from zero it is the same.
    const counting = oracle.counting(held);
    const expected = new Set(counting.flatMap(({ facts }) => facts));
    const rebuilt = dice.chance(0.3) ? await rebuiltProjection(province.store, crypto.primitives, reader) : province.projection;
    for (const [what, { facts }] of [["counted", province.projection], ["rebuilt", rebuilt]] as const) {
      if (what === "rebuilt" && rebuilt === province.projection) continue;
      for (const identity of facts.keys()) {
        const [kind = "", key = "", subject = "", item, attempt] = identity.split("|");
        const fact = naturalKey({ kind, key, subject, item, attempt });
        if (!expected.has(fact)) throw new Violation(province.name, `${what}: fact ${fact} counts and must not${oracle.attempted.has(fact) ? "" : ": nobody ever wrote it"}`);
      }
      if (facts.size > expected.size) throw new Violation(province.name, `${what}: ${facts.size} facts, counted twice among them; ${expected.size} are right`);
      if (facts.size < expected.size) throw new Violation(province.name, `${what}: ${facts.size} facts of ${expected.size} that must count`);
    }
    const cuts = devices().reduce((sum, device) => sum + device.cuts, 0);
    const crashes = [province, ...hubs].reduce((sum, server) => sum + server.crashes, 0);
    const { deviceDays, ...befallen } = tally;
    return {
      seed, deviceDays, facts: oracle.acknowledged.size, counted: expected.size, destroyed, apart: heldFacts.size - expected.size, segments: held.length, subjectKeys: keys.size,
      faults: { ...network.stats, powerCuts: cuts, serverCrashes: crashes, hostileActs: enemy.acts, ...befallen },
    };
  }
}
