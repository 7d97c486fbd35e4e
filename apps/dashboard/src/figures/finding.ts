/** The one thing a page says in its title, found in the figures. Knows no language: the catalogues turn a finding into a sentence. */
import type { GroupFigures, PopulationGroup } from "@hocvuso/contract";
import { fewestForShare } from "./share.ts";

export type Finding =
  | { readonly kind: "nobodyListed" }
  | { readonly kind: "notYetMeasured"; readonly group: PopulationGroup; readonly listed: number }
  | { readonly kind: "withheld"; readonly group: PopulationGroup; readonly listed: number }
  | { readonly kind: "nobodyCapable"; readonly group: PopulationGroup; readonly listed: number }
  | { readonly kind: "everybodyCapable"; readonly group: PopulationGroup; readonly listed: number }
  | { readonly kind: "few"; readonly group: PopulationGroup; readonly persons: number; readonly listed: number }
  | { readonly kind: "outOfTen"; readonly group: PopulationGroup; readonly tenths: number; readonly closeness: "exactly" | "about" }
  | { readonly kind: "underOneInTen"; readonly group: PopulationGroup }
  | { readonly kind: "overNineInTen"; readonly group: PopulationGroup };

/** Adults come first, for the movement is about them; else the largest group that has anybody. */
export function findCapable(groups: GroupFigures): Finding {
  const group = groups.adult.listed > 0 ? "adult" : groups.student.listed >= groups.official.listed ? "student" : "official";
  const { listed, capable } = groups[group];
  if (listed === 0) return { kind: "nobodyListed" };
  if (capable.state === "notYetMeasured") return { kind: "notYetMeasured", group, listed };
  if (capable.state === "withheld") return { kind: "withheld", group, listed };
  const { persons } = capable;
  if (persons === 0) return { kind: "nobodyCapable", group, listed };
  if (listed < fewestForShare) return { kind: "few", group, persons, listed };
  if (persons >= listed) return { kind: "everybodyCapable", group, listed };
  const tenths = Math.round((10 * persons) / listed);
  if (tenths === 0) return { kind: "underOneInTen", group };
  if (tenths === 10) return { kind: "overNineInTen", group };
  return { kind: "outOfTen", group, tenths, closeness: tenths * listed === 10 * persons ? "exactly" : "about" };
}
