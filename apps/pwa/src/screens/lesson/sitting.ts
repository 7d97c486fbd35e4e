/**
 * One sitting of a lesson as the phone remembers it: how far the person came, and the keys under which what they do is counted.
 * It is kept at every stop, so that a page killed at any moment opens again at the same place with the same keys.
 */
import type { FactKey } from "@hocvuso/contract";
import type { Outcome } from "@hocvuso/domain/scenario";

/** A run of a simulator, in a lesson or on the practice page. */
export type PractiseRun = {
  readonly key: FactKey;
  /** Unsigned 32-bit integer. */
  readonly seed: number;
  /** The player's own state. */
  readonly saved?: unknown;
  /** Present once the run is over and its fact is kept. */
  readonly outcome?: Outcome;
};

export type Sitting = {
  readonly key: FactKey;
  /** Stops that were left with their facts kept, counted from the start: also the furthest stop that may be shown. */
  readonly passed: number;
  /** By step number. */
  readonly runs: Readonly<Record<string, PractiseRun>>;
  /** Choices picked, in order, by item. */
  readonly picked: Readonly<Record<string, readonly string[]>>;
  readonly isFinished?: true;
};

export function beginSitting(key: FactKey): Sitting {
  return { key, passed: 0, runs: {}, picked: {} };
}

/** A bookmark as it comes from the phone. undefined for none, and for one that does not fit a lesson of that many stops. */
export function readSitting(bookmark: unknown, stopCount: number): Sitting | undefined {
  if (typeof bookmark !== "object" || bookmark === null) return undefined;
  // Only this app writes the bookmark; the field by which that of an older lesson could mislead is checked below.
  const sitting = bookmark as Sitting;
  return Number.isInteger(sitting.passed) && sitting.passed >= 0 && sitting.passed < stopCount ? sitting : undefined;
}

/** The address of a stop within the lesson's page; people count from 1. */
export function stopHash(stop: number): string {
  return `#buoc-${stop + 1}`;
}

export function lessonAddress(lesson: string): string {
  return `/hoc/bai/${lesson}/`;
}

/** Where the lesson is looked at again. */
export function reviewAddress(lesson: string): string {
  return `/hoc/on/?bai=${lesson}`;
}

/** Where "back" leads from a stop. */
export function backFrom(stop: number): string {
  return stop === 0 ? "/hoc/" : stopHash(stop - 1);
}

/** undefined where the address names no stop. */
export function stopOfHash(hash: string): number | undefined {
  const place = /^#buoc-([1-9]\d?)$/.exec(hash)?.[1];
  return place === undefined ? undefined : Number(place) - 1;
}
