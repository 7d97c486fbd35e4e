/** The run of a simulator that the practice page has open, as the phone remembers it: killed at any moment, it goes on where it was. */
import type { SimulatorId } from "@hocvuso/contract";
import type { PractiseRun } from "../lesson/sitting.ts";

export type PracticeRun = PractiseRun & { readonly mode: "guided" | "on-my-own" };

export function bookmarkOf(simulator: SimulatorId): string {
  return `practice/${simulator}`;
}

/** A bookmark as it comes from the phone. undefined for none, and for a run that is over. */
export function readPracticeRun(bookmark: unknown): PracticeRun | undefined {
  if (typeof bookmark !== "object" || bookmark === null || !("key" in bookmark) || "outcome" in bookmark) return undefined;
  // Only this app writes the bookmark.
  return bookmark as PracticeRun;
}
