/** Who has to be asked, by age: for a child under 7 the guardian, from 7 to 15 both, from 16 the person alone (Luật 91/2025/QH15, Điều 24; Nghị định 356/2025/NĐ-CP). */

export type ConsentBy = "self" | "guardian" | "both";

const ASKED_THEMSELVES_FROM = 7;
const ALONE_FROM = 16;

/**
 * Of somebody of whom only the year of birth is known the younger of the two possible ages is taken: then more people are asked, never fewer.
 * @param birthYear absent: taken to be grown up, unless they are a pupil.
 */
export function mayConsent({ birthYear, isPupil, by, thisYear }: { readonly birthYear: number | undefined; readonly isPupil: boolean; readonly by: ConsentBy; readonly thisYear: number }): boolean {
  const age = birthYear === undefined ? undefined : thisYear - birthYear - 1;
  if (age === undefined) return isPupil ? by === "both" : by !== "guardian";
  if (age < ASKED_THEMSELVES_FROM) return by === "guardian" || by === "both";
  return age < ALONE_FROM ? by === "both" : by === "self";
}
