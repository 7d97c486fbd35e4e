/** Brings files to the phone at the person's wish, their size said before, and lets go of them again. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { FileEntry } from "../../device/content-entry.ts";
import { canKeep, keepAll, letGo, notYetKept } from "../../device/kept-files.ts";
import { Icon } from "../../icons.tsx";
import { icons } from "../../rest-icons.ts";

export type KeepWords = {
  readonly note: string;
  readonly keep: (kB: number) => string;
  readonly keeping: (kept: number, of: number) => string;
  readonly kept: string;
  readonly stopped: string;
};

/** `letting`: those that may go again, and what is said of it. `onChange` is called when files came or went. Wants a key for each set of entries. */
export function KeepFiles({ entries, words, letting, onChange = () => {} }: {
  readonly entries: readonly FileEntry[];
  readonly words: KeepWords;
  readonly letting?: { readonly entries: () => Promise<readonly FileEntry[]>; readonly letGo: (kB: number) => string; readonly done: string };
  readonly onChange?: () => void;
}) {
  const [isAble, setAble] = useState(true);
  const [missing, setMissing] = useState(entries); // as on a newcomer's phone
  const [free, setFree] = useState<readonly FileEntry[]>([]);
  const [state, setState] = useState<"looking" | "idle" | "keeping" | "stopped" | "let-go">("looking");
  const startBytes = useRef(0);
  const look = async (): Promise<readonly FileEntry[]> => {
    const some = await notYetKept(entries);
    setMissing(some);
    if (some.length === 0 && letting !== undefined) setFree(await letting.entries());
    return some;
  };
  useEffect(() => {
    setAble(canKeep());
    look().then(() => setState("idle"), () => setAble(false));
  }, []);
  if (!isAble) return null;

  const keep = async (): Promise<void> => {
    startBytes.current = travelBytesOf(missing);
    setState("keeping");
    const isKept = await keepAll(missing, (kept) => setMissing((before) => before.filter((entry) => entry !== kept)));
    await look();
    setState(isKept ? "idle" : "stopped");
    onChange();
  };
  const release = async (): Promise<void> => {
    await letGo(free);
    await look();
    setState("let-go");
    onChange();
  };
  const count = entries.length;
  return (
    <section class="keep-all">
      {state === "keeping" ? (
        <>
          <p>{words.keeping(count - missing.length, count)}</p>
          <progress max={startBytes.current} value={startBytes.current - travelBytesOf(missing)} aria-label={words.keeping(count - missing.length, count)} />
        </>
      ) : missing.length > 0 || state === "stopped" ? (
        <>
          <p>{words.note}</p>
          <button type="button" class="button" disabled={state === "looking"} onClick={() => void keep()}><Icon {...icons.keep} /><span>{words.keep(kB(travelBytesOf(missing)))}</span></button>
        </>
      ) : null}
      <p role="status">
        {state === "stopped" ? words.stopped : state === "let-go" ? letting?.done : state === "idle" && missing.length === 0 ? <span class="row"><Icon {...icons.check} /><b>{words.kept}</b></span> : ""}
      </p>
      {letting !== undefined && state === "idle" && missing.length === 0 && free.length > 0 && (
        <button type="button" class="button quiet-button" onClick={() => void release()}><Icon {...icons.letGo} /><span>{letting.letGo(kB(keptBytesOf(free)))}</span></button>
      )}
    </section>
  );
}

/** Whole kilobytes, rounded up: more than is said never comes. */
export function kB(bytes: number): number {
  return Math.ceil(bytes / 1_000);
}

export function keptBytesOf(some: readonly FileEntry[]): number {
  return some.reduce((sum, { keptBytes }) => sum + keptBytes, 0);
}

function travelBytesOf(some: readonly FileEntry[]): number {
  return some.reduce((sum, { travelBytes }) => sum + travelBytes, 0);
}
