/**
 * The sample province: invented people with plausible acts, the same for the same seed. Real are the units and the province's total
 * (1,870,845 people on 31-12-2024) and three communes' populations; everything else here is INVENTED: how people spread over the
 * other communes, groups, households, rates of learning. Mountain communes learn later and less, as the press of 2025 reports.
 */
import type { Fact, FactKey, HouseholdId, ItemId, LessonId, PersonId, PopulationGroup, SimulatorId, UnitId } from "@hocvuso/contract";
import { nameAt, parentAt, predecessorsAt, unitsAt, type UnitRegister } from "@hocvuso/domain/units";
import { uuidv7 } from "@hocvuso/journal";

/** Uniform in [0, 1). */
export type Random = () => number;

/** sfc32 (Chris Doty-Humphrey, PractRand), 32-bit, seeded by one number. */
export function seededRandom(seed: number): Random {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, seed | 0, 1];
  const random = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t | 0;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 15; i++) random();
  return random;
}

/** What the sample people learn from: the content that ships. */
export type Taught = { readonly lesson: LessonId; readonly stepCount: number; readonly simulator: SimulatorId; readonly simulatorVersion: string; readonly scoreSteps: number; /** Ways to the goal, one for each variant. */ readonly ways: readonly { readonly seed: number; readonly acts: readonly string[] }[]; readonly items: readonly { readonly item: ItemId; readonly choices: readonly string[] }[] };

export type InventedHamlet = { readonly place: UnitId; readonly people: number; readonly terrain: Terrain; readonly communeLuck: number };

type Terrain = "town" | "plain" | "mountain" | "island";

const PROVINCE_PEOPLE = 1_870_845;
/** The only communes of today whose population was published (Bộ Nội vụ, draft of 2025). */
const knownPeople: Readonly<Record<string, number>> = { "Vĩnh Linh": 27_527, "Cửa Tùng": 29_389, "Vĩnh Hoàng": 19_021 };
/** Relative size of the other communes: invented. */
const relativeSize: Readonly<Record<Terrain, number>> = { town: 1.7, plain: 1.1, mountain: 0.45, island: 0.02 };
const mountainDistricts = new Set(["Minh Hóa", "Minh Hoá", "Hướng Hóa", "Hướng Hoá", "Đa Krông", "Đakrông"]);
const mountainCommunes = new Set(["Thượng Trạch", "Trường Sơn", "Kim Ngân", "Tuyên Lâm", "Tuyên Sơn", "Bến Quan"]);

/** Shares of each group among the listed: invented, of the size the province reports. */
const groupShares: readonly (readonly [PopulationGroup, number])[] = [["official", 0.03], ["student", 0.23], ["adult", 0.74]];

/** Share reached, and of those reached the share who can: invented. */
const rates: Readonly<Record<PopulationGroup, Readonly<Record<Terrain, readonly [reached: number, able: number]>>>> = {
  official: { town: [0.98, 0.93], plain: [0.96, 0.9], mountain: [0.9, 0.8], island: [0.95, 0.9] },
  student: { town: [0.96, 0.9], plain: [0.93, 0.86], mountain: [0.8, 0.68], island: [0.9, 0.85] },
  adult: { town: [0.8, 0.82], plain: [0.73, 0.76], mountain: [0.46, 0.55], island: [0.7, 0.75] },
};

/** Hamlets of the whole province with the number of sample people in each; about `people` in all. */
export function inventHamlets(register: UnitRegister, { people, random }: { readonly people: number; readonly random: Random }): readonly InventedHamlet[] {
  const today = "2026-01-01";
  const before = "2025-06-30";
  const communes = unitsAt(register, "commune", today).map((commune) => {
    const name = nameAt(register, commune, today);
    const former = predecessorsAt(register, commune, before).map(({ unit }) => unit);
    const districts = former.map((unit) => nameAt(register, parentAt(register, unit, before) ?? unit, before)?.vi ?? "");
    const terrain: Terrain = name?.type === "Đặc khu" ? "island"
      : districts.some((district) => mountainDistricts.has(district)) || mountainCommunes.has(name?.vi ?? "") ? "mountain"
      : name?.type === "Phường" ? "town" : "plain";
    const known = knownPeople[name?.vi ?? ""];
    return { places: former.length > 0 ? former : [commune], terrain, known, size: relativeSize[terrain] * (0.75 + 0.5 * random()), communeLuck: 0.88 + 0.22 * random() };
  });
  const free = PROVINCE_PEOPLE - communes.reduce((sum, { known }) => sum + (known ?? 0), 0);
  const sizes = communes.reduce((sum, { known, size }) => sum + (known === undefined ? size : 0), 0);
  return communes.flatMap(({ places, terrain, known, size, communeLuck }) => {
    const commune = ((known ?? (free * size) / sizes) / PROVINCE_PEOPLE) * people;
    return places.flatMap((place) => {
      const count = 5 + Math.floor(6 * random());
      return Array.from({ length: count }, (_, i) => ({
        place: `${place}-${String(i + 1).padStart(2, "0")}` as UnitId, // the commune's id, a dash and a serial of two digits
        people: Math.max(terrain === "island" ? 1 : 2, Math.round((commune / places.length / count) * (0.7 + 0.6 * random()))),
        terrain, communeLuck,
      }));
    });
  });
}

const FIRST_DAY_MS = Date.UTC(2025, 4, 9, 1);
const DAY_MS = 86_400_000;

/**
 * All facts of one hamlet, in the order its shared phone kept them: everybody listed, classes held, acts done.
 * @param untilMs no act is later.
 */
export function inventFacts(hamlet: InventedHamlet, taught: Taught, { random, untilMs }: { readonly random: Random; readonly untilMs: number }): Fact[] {
  const facts: Fact[] = [];
  const days = Math.max(1, Math.floor((untilMs - FIRST_DAY_MS) / DAY_MS) - 1);
  const mint = (nowMs: number) => uuidv7({ nowMs, random: Uint8Array.from({ length: 10 }, () => Math.floor(256 * random())) });
  const person = (atMs: number) => mint(atMs) as PersonId; // uuidv7 is what the brand asks
  const key = (atMs: number) => mint(atMs) as FactKey; // likewise
  const openedMs = FIRST_DAY_MS + Math.floor(20 * DAY_MS * random());
  const when = (wallMs: number) => ({ wallMs: Math.floor(wallMs), monoMs: Math.floor(wallMs - openedMs) });

  const ambassador = person(openedMs);
  const people = Array.from({ length: hamlet.people }, (_, i) => ({ id: i === 0 ? ambassador : person(openedMs + i), group: i === 0 ? "adult" as const : drawGroup(random) }));
  let household = mint(openedMs) as HouseholdId; // likewise
  people.forEach(({ id, group }, i) => {
    if (i % 4 === 0) household = mint(openedMs + i) as HouseholdId; // likewise
    facts.push({
      kind: "person-registered", key: id as string as FactKey, actor: ambassador, subject: id, ...when(openedMs + 60_000 * i), // a registration is keyed by its person
      group, place: hamlet.place, household, birthYear: birthYear(group, random), sex: random() < 0.5 ? "female" : "male",
      ...(i === 0 ? { isAmbassador: true } : {}),
    });
  });

  const classes = Array.from({ length: 3 }, () => Math.floor(days * Math.sqrt(random()))).toSorted((a, b) => a - b)
    .map((day) => ({ startMs: Math.max(openedMs + DAY_MS, FIRST_DAY_MS + day * DAY_MS + 12 * 3_600_000) }))
    .map(({ startMs }) => ({ startMs, key: key(startMs) }));
  for (const session of classes) {
    facts.push({ kind: "class-held", key: session.key, actor: ambassador, subject: ambassador, ...when(session.startMs), place: hamlet.place, lesson: taught.lesson });
  }
  for (const { id, group } of people) {
    const [reached, able] = rates[group][hamlet.terrain];
    if (random() >= Math.min(0.99, reached * hamlet.communeLuck)) continue;
    const session = classes[Math.floor(classes.length * random())];
    if (session === undefined) continue;
    let at = session.startMs + 300_000 + 600_000 * random();
    facts.push({ kind: "attendance-marked", key: session.key, actor: ambassador, subject: id, ...when(at) });
    const isAble = random() < Math.min(0.98, able * hamlet.communeLuck);
    const sitting = key(at);
    const steps = isAble ? taught.stepCount : 1 + Math.floor(taught.stepCount * random());
    for (let step = 0; step < steps; step++) {
      const dwellMs = 8_000 + Math.floor(30_000 * random());
      at += dwellMs;
      facts.push({ kind: "lesson-step-done", key: sitting, actor: id, subject: id, ...when(at), lesson: taught.lesson, step, dwellMs });
    }
    for (const mode of isAble ? ["guided", "on-my-own"] as const : ["guided"] as const) {
      const dwellMs = 40_000 + Math.floor(80_000 * random());
      at += dwellMs;
      const way = taught.ways[Math.floor(taught.ways.length * random())];
      if (way === undefined) continue;
      const acts = (isAble ? way.acts : way.acts.slice(0, 3)).map((act) => act.replace(/@0$/, `@${1_500 + Math.floor(9_000 * random())}`));
      facts.push({
        kind: "simulator-finished", key: key(at), actor: id, subject: id, ...when(at), simulator: taught.simulator, simulatorVersion: taught.simulatorVersion,
        seed: way.seed, mode, goalReached: isAble, actCount: acts.length, hintCount: 0, wrongActCount: 0, stepsReached: isAble ? taught.scoreSteps : 1, stepCount: taught.scoreSteps, dwellMs, acts,
      });
    }
    const attempt = key(at);
    for (const { item, choices } of isAble ? taught.items : []) {
      const dwellMs = 5_000 + Math.floor(20_000 * random());
      at += dwellMs;
      facts.push({ kind: "item-answered", key: attempt, actor: id, subject: id, ...when(at), item, try: 0, picked: [choices[Math.floor(choices.length * random() ** 2)] ?? ""], dwellMs });
    }
  }
  return facts;
}

function drawGroup(random: Random): PopulationGroup {
  let left = random();
  for (const [group, share] of groupShares) if ((left -= share) < 0) return group;
  return "adult";
}

function birthYear(group: PopulationGroup, random: Random): number {
  const [from, to] = group === "student" ? [2004, 2019] : group === "official" ? [1966, 2001] : [1940, 2006];
  return from + Math.floor((to - from + 1) * random());
}
