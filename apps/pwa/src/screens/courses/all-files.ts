/** Every lesson and simulator of this version, as the phone may keep them. */
import { entries as lessons } from "../../../../../content/lessons?index";
import { entries as simulators } from "../../../../../content/simulators?index";
import type { FileEntry } from "../../device/content-entry.ts";
import { renewKept } from "../../device/kept-files.ts";

export const allFiles: readonly FileEntry[] = [...lessons, ...simulators];

/** Brings what was kept of an earlier version up to this one; without a network it stays as it is. */
export function renewAll(): void {
  void renewKept(allFiles).catch((refusal: unknown) => console.warn(refusal)); // the browser lends no room
}
