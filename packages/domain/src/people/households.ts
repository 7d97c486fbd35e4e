/** The household board: "mỗi hộ ít nhất một người thành thạo năm kỹ năng" (Công văn 3240/BTTTT-CĐSQG), from what each member did alone. */
import type { HouseholdId, PersonId } from "@hocvuso/contract";

/** The first five essential skills of the evidence ladder are those of a household. */
export const HOUSEHOLD_SKILLS = 5;

export type Member = { readonly person: PersonId; readonly household?: HouseholdId; /** Places among the five, from 0. */ readonly skills: readonly number[] };

export type HouseholdStanding<One extends Member> = {
  readonly household: HouseholdId;
  readonly members: readonly One[];
  /** For each of the five, whether some member does it alone. */
  readonly skills: readonly boolean[];
  /** One and the same member does all five alone. */
  readonly isProficient: boolean;
};

/** People without a household are on no board. Households in the order in which their first member comes. */
export function householdBoard<One extends Member>(people: readonly One[]): readonly HouseholdStanding<One>[] {
  const houses = new Map<HouseholdId, One[]>();
  for (const one of people) if (one.household !== undefined) houses.set(one.household, [...houses.get(one.household) ?? [], one]);
  const all = Array.from({ length: HOUSEHOLD_SKILLS }, (_, at) => at);
  return [...houses].map(([household, members]) => ({
    household, members,
    skills: all.map((at) => members.some(({ skills }) => skills.includes(at))),
    isProficient: members.some(({ skills }) => all.every((at) => skills.includes(at))),
  }));
}

export type Helped = Member & { readonly isReached: boolean; /** Stuck just now. */ readonly hasHandUp?: boolean; readonly lacks: readonly string[] };

export type HelpNext<One extends Helped> = { readonly one: One; readonly because: "hand-up" | "never-came" | "skill-missing"; /** The first of the five that is not theirs yet. */ readonly skill: number };

/**
 * Whom to help next and with what: who is stuck, then who never came (those who cannot read before others), then who lacks fewest of the five, for one more visit is enough.
 * Whoever has all five is not on the list.
 */
export function helpNext<One extends Helped>(people: readonly One[]): readonly HelpNext<One>[] {
  const missing = ({ skills }: One) => Array.from({ length: HOUSEHOLD_SKILLS }, (_, at) => at).filter((at) => !skills.includes(at));
  const rank = (one: One) => (one.hasHandUp === true ? 0 : one.isReached ? 10 + missing(one).length : one.lacks.includes("reading") ? 1 : 2);
  return people.toSorted((a, b) => rank(a) - rank(b)).flatMap((one): HelpNext<One>[] => {
    const [skill] = missing(one);
    return skill === undefined && one.hasHandUp !== true ? [] : [{ one, skill: skill ?? 0, because: one.hasHandUp === true ? "hand-up" : one.isReached ? "skill-missing" : "never-came" }];
  });
}
