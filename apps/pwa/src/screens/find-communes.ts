/** Finds the commune of today by any name people call it, with no network: the register is in this chunk. */
import type { UnitId } from "@hocvuso/contract";
import { buildRegister, fullName, nameAt, searchUnits, unitOf } from "@hocvuso/domain/units";
import { content as file } from "../../../../content/units/quang-tri.json?register";
import type { Language } from "./lesson/lesson-words.ts";

export type FoundCommune = {
  readonly unit: UnitId;
  readonly name: string;
  /** The old name by which it was found. */
  readonly formerName?: string;
};

const register = buildRegister(file);

/** Best first, each commune once, at most eight: more do not fit an eye. Empty for fewer than two letters. */
export function findCommunes(query: string, { language, today }: { language: Language; today: string }): readonly FoundCommune[] {
  if (query.trim().length < 2) return [];
  const found = new Map<UnitId, FoundCommune>();
  for (const { unit: matched, matchedName, because, currentUnits } of searchUnits(register, { query, asOf: today })) {
    for (const unit of currentUnits) {
      if (found.has(unit) || unitOf(register, unit).kind !== "commune") continue;
      const name = communeName(unit, { language, today });
      const isOld = because !== "name" || matched !== unit;
      found.set(unit, { unit, name, ...(isOld && matchedName !== name ? { formerName: matchedName } : {}) });
      if (found.size === 8) return [...found.values()];
    }
  }
  return [...found.values()];
}

export function communeName(unit: UnitId, { language, today }: { language: Language; today: string }): string {
  const name = nameAt(register, unit, today);
  return name === null ? unit : fullName(name, language);
}
