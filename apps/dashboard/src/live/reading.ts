/**
 * What the pages read, kept true. An answer stays until a newer one replaces it, also while the server is away; a change on
 * the server is asked for at once, and asking is never done twice at the same time for the same thing.
 */
import type { UnitId } from "@hocvuso/contract";
import { signal, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { listenToProgress } from "./progress-stream.ts";
import { ask, type Trouble } from "./server.ts";

export type Reading<Answer> = {
  /** The newest answer kept; null before the first. */
  readonly answer: Answer | null;
  /** Why the newest try brought nothing; null after an answer. */
  readonly trouble: Trouble | null;
};

type Entry = {
  readonly path: string;
  readonly reading: Signal<Reading<unknown>>;
  readers: number;
  concerns: (communes: readonly UnitId[]) => boolean;
  isAsking: boolean;
  askAgain: boolean;
};

const entries = new Map<string, Entry>();

/** Time between two askings for the same thing, so that a busy evening of changes costs the server little. */
const restMs = 250;

/** While the server is away, every entry on the screen is asked for this often. */
const retryMs = 4_000;

/** When figures on the screen last changed under the reader's eyes; null until they do. */
export const updatedAt = signal<Date | null>(null);

/** What the server answers at `path`. `concerns` says whether a change in these communes touches it; it is taken anew at each rendering. */
export function useAnswer<Answer>(path: string, concerns: (communes: readonly UnitId[]) => boolean): Reading<Answer> & { readonly again: () => void } {
  const entry = entryFor(path);
  entry.concerns = concerns;
  useEffect(() => {
    entry.readers += 1;
    void refresh(entry);
    return () => {
      entry.readers -= 1;
    };
  }, [entry]);
  // One path has one shape of answer, and its readers name that shape.
  const reading = entry.reading.value as Reading<Answer>;
  return { ...reading, again: () => void refresh(entry) };
}

export function keepReadingsTrue(): void {
  listenToProgress({
    onChange: (communes) => refreshShown((entry) => communes === "everything" || entry.concerns(communes)),
    onLost: () => refreshShown(() => true),
  });
  addEventListener("online", () => refreshShown(() => true));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") refreshShown(() => true);
  });
  setInterval(() => refreshShown((entry) => entry.reading.peek().trouble?.kind === "unreachable"), retryMs);
}

function entryFor(path: string): Entry {
  const known = entries.get(path);
  if (known !== undefined) return known;
  const made: Entry = { path, reading: signal({ answer: null, trouble: null }), readers: 0, concerns: () => false, isAsking: false, askAgain: false };
  entries.set(path, made);
  return made;
}

function refreshShown(isMeant: (entry: Entry) => boolean): void {
  for (const entry of entries.values()) {
    if (entry.readers > 0 && isMeant(entry)) void refresh(entry);
  }
}

async function refresh(entry: Entry): Promise<void> {
  if (entry.isAsking) {
    entry.askAgain = true;
    return;
  }
  entry.isAsking = true;
  const asked = await ask<unknown>(entry.path);
  entry.isAsking = false;
  const before = entry.reading.peek();
  if (asked.kind === "trouble") {
    entry.reading.value = { answer: before.answer, trouble: asked.trouble };
  } else {
    if (before.answer !== null && figuresOf(before.answer) !== figuresOf(asked.answer)) updatedAt.value = new Date();
    entry.reading.value = { answer: asked.answer, trouble: null };
  }
  if (entry.askAgain) {
    entry.askAgain = false;
    setTimeout(() => void refresh(entry), restMs);
  }
}

/** The answer without its moment, so that asking again without any change is no news. */
function figuresOf(answer: unknown): string {
  return JSON.stringify(answer, (key, value: unknown) => (key === "asOf" ? undefined : value));
}
