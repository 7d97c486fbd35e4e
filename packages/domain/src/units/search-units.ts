/**
 * Finds a unit by what people call it: today's name or one that a reform took away, with or without marks, with or without the type
 * word, one letter amiss. Each find says why it is one and which units of the day are meant.
 */
import type { UnitId } from "@hocvuso/contract";
import { foldKeepingMarks, foldName, isWithinOneLetter } from "./fold-name.ts";
import { successorsAt } from "./lineage.ts";
import { holdsAt, lifeOf, unitOf, type UnitRegister } from "./register.ts";
import { fullName, UNIT_TYPES, type IsoDate, type Unit, type UnitKind, type UnitName } from "./unit.ts";

export type MatchReason = "name" | "former-name" | "former-district" | "former-province";

/**
 * `unit`: the one that bears or bore the name. `currentUnits`: the units of the day in its place: itself while it exists; for a former
 * commune its successors, the greatest share first; for a former district or province the communes that hold its communes, by id.
 * Empty where the register does not know.
 */
export type UnitMatch = {
  readonly unit: UnitId;
  readonly matchedName: string;
  readonly because: MatchReason;
  readonly currentUnits: readonly UnitId[];
};

/** How well a name fits, best first. */
const FITS = ["exact", "exact-but-for-marks", "begins", "word-begins", "one-letter-amiss"] as const;
type Fit = (typeof FITS)[number];

const REASONS: readonly MatchReason[] = ["name", "former-name", "former-district", "former-province"];
const KINDS: readonly UnitKind[] = ["commune", "province", "district", "hamlet"];

/** Shorter words have too many neighbours to forgive a letter. */
const SHORTEST_FORGIVEN = 4;

/** Folded type words and what people write for them -> the folded type. */
const TYPE_WORDS: ReadonlyMap<string, string> = new Map([
  ...Object.keys(UNIT_TYPES).map((type): [string, string] => [foldName(type), foldName(type)]),
  ["t", "tinh"], ["tp", "thanh pho"], ["tx", "thi xa"], ["h", "huyen"], ["p", "phuong"], ["x", "xa"], ["tt", "thi tran"], ["tdp", "to dan pho"],
]);

/** `marked`: with marks, without spaces; `plain`: without marks; `joined`: without either. `type`: folded. */
type Called = { readonly marked: string; readonly plain: string; readonly joined: string; readonly type: string | null };
type Candidate = UnitMatch & { readonly kind: UnitKind; readonly called: Called };

/** A register never changes, so what it holds to be found on a day is made once for all the letters typed that day. */
const candidatesOfRegister = new WeakMap<UnitRegister, { readonly asOf: IsoDate; readonly candidates: readonly Candidate[] }>();

/** Best first, each unit once; empty if nothing fits. `asOf`: the day that counts as today. */
export function searchUnits(register: UnitRegister, { query, asOf }: { query: string; asOf: IsoDate }): readonly UnitMatch[] {
  const asked = readings(query);
  const found: { candidate: Candidate; fit: Fit; isTypeOther: boolean }[] = [];
  for (const candidate of candidatesAt(register, asOf)) {
    const fits = asked.flatMap((reading) => {
      const fit = fitOf(reading, candidate.called);
      return fit === null ? [] : [{ fit, isTypeOther: reading.type !== null && reading.type !== candidate.called.type }];
    });
    const best = fits.sort((a, b) => FITS.indexOf(a.fit) - FITS.indexOf(b.fit))[0];
    if (best !== undefined) found.push({ candidate, ...best });
  }
  const isKnownExactly = found.some(({ fit }) => fit === "exact" || fit === "exact-but-for-marks");
  const ranked = found
    .filter(({ fit }) => !isKnownExactly || fit !== "one-letter-amiss")
    .sort((a, b) =>
      FITS.indexOf(a.fit) - FITS.indexOf(b.fit)
      || Number(a.isTypeOther) - Number(b.isTypeOther)
      || REASONS.indexOf(a.candidate.because) - REASONS.indexOf(b.candidate.because)
      || KINDS.indexOf(a.candidate.kind) - KINDS.indexOf(b.candidate.kind)
      || (a.candidate.unit < b.candidate.unit ? -1 : 1))
    .map(({ candidate: { unit, matchedName, because, currentUnits } }): UnitMatch => ({ unit, matchedName, because, currentUnits }));
  const best = new Map<UnitId, UnitMatch>();
  for (const match of ranked) {
    if (!best.has(match.unit)) best.set(match.unit, match);
  }
  return [...best.values()];
}

/** "NT", as the national register writes it, is read as "nông trường". */
function calledBy(text: string, type: string | null): Called {
  const marked = foldKeepingMarks(text).replaceAll(" ", "");
  const plain = foldName(text).replace(/\bnt\b/, "nong truong");
  return { marked, plain, joined: plain.replaceAll(" ", ""), type };
}

/** The text as it stands, then without a type word before the name, or behind it as in English. Empty if there is nothing to read. */
function readings(text: string): readonly Called[] {
  const words = foldKeepingMarks(text).split(" ").filter((word) => word !== "");
  if (words.length === 0) return [];
  const withoutType = [1, 2, 3].flatMap((count): readonly Called[] => {
    const type = TYPE_WORDS.get(foldName(words.slice(0, count).join(" ")));
    return type === undefined || words.length <= count ? [] : [calledBy(words.slice(count).join(" "), type)];
  });
  const isEnglish = words.length > 1 && Object.values(UNIT_TYPES).some((type) => foldName(type) === words.at(-1));
  return [calledBy(words.join(" "), null), ...withoutType, ...(isEnglish ? [calledBy(words.slice(0, -1).join(" "), null)] : [])];
}

function fitOf(asked: Called, called: Called): Fit | null {
  if (asked.joined === called.joined) return asked.joined === asked.marked || asked.marked === called.marked ? "exact" : "exact-but-for-marks";
  if (asked.joined.length < 2) return null;
  if (called.joined.startsWith(asked.joined)) return "begins";
  if (called.plain.includes(` ${asked.plain}`)) return "word-begins";
  return asked.joined.length >= SHORTEST_FORGIVEN && isWithinOneLetter(asked.joined, called.joined) ? "one-letter-amiss" : null;
}

function candidatesAt(register: UnitRegister, asOf: IsoDate): readonly Candidate[] {
  const known = candidatesOfRegister.get(register);
  if (known?.asOf === asOf) return known.candidates;
  const candidates = collectCandidates(register, asOf);
  candidatesOfRegister.set(register, { asOf, candidates });
  return candidates;
}

function collectCandidates(register: UnitRegister, asOf: IsoDate): readonly Candidate[] {
  const units = [...register.units.values()].flatMap((unit) => unit.names.flatMap((name) => candidateOf(register, unit, name, asOf)));
  const unresolved = register.unresolved.flatMap(({ name, namedBy }): Candidate[] => {
    const unit = unitOf(register, namedBy);
    const currentUnits = successorsAt(register, namedBy, asOf).map((share) => share.unit);
    // The first reading with a type word, if any: "Xã Quảng Phú" is "quảng phú", called xã.
    const called = readings(name)[1] ?? calledBy(name, null);
    return currentUnits.length === 0 ? [] : [{ unit: namedBy, matchedName: name, because: "former-name", currentUnits, kind: unit.kind, called }];
  });
  // A lost unit says nothing where the unit that took in a place of this name says it.
  const said = new Set(unresolved.map(({ called }) => called.joined));
  return [...units.filter(({ currentUnits, called }) => currentUnits.length > 0 || !said.has(called.joined)), ...unresolved];
}

function candidateOf(register: UnitRegister, unit: Unit, name: UnitName, asOf: IsoDate): readonly Candidate[] {
  if (name.from !== null && asOf < name.from) return [];
  const isEnded = !holdsAt(lifeOf(unit), asOf);
  const isContainer = unit.kind === "district" || unit.kind === "province";
  const because: MatchReason = holdsAt(name, asOf) ? "name"
    : isEnded && unit.kind === "district" ? "former-district"
    : isEnded && unit.kind === "province" ? "former-province"
    : "former-name";
  const current = isEnded && isContainer
    ? [...new Set(communesHeldToTheEnd(register, unit).flatMap((commune) => successorsAt(register, commune, asOf).map((share) => share.unit)))].sort()
    : successorsAt(register, unit.id, asOf).map((share) => share.unit);
  const called = calledBy(name.vi, foldName(name.type));
  return [{ unit: unit.id, matchedName: fullName(name, "vi"), because, currentUnits: current, kind: unit.kind, called }];
}

/** The communes that lay in the unit when it ended (or lie in it, if it has not). */
function communesHeldToTheEnd(register: UnitRegister, unit: Unit): readonly UnitId[] {
  if (unit.kind === "commune") return [unit.id];
  const end = lifeOf(unit).to;
  const held = (register.childrenEver.get(unit.id) ?? []).filter((child) => child.parents.some((period) => period.unit === unit.id && period.to === end));
  return held.flatMap((child) => communesHeldToTheEnd(register, child));
}
