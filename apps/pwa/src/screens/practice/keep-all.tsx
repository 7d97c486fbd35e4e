/** Brings all simulators to the phone at the person's wish, its size said before. */
import { useEffect, useRef, useState } from "preact/hooks";
import { entries } from "../../../../../content/simulators?index";
import { Icon } from "../../icons.tsx";
import type { Messages } from "../../messages/vi.ts";
import { icons } from "../../rest-icons.ts";
import { canKeep, dropEarlier, keepAll, notYetKept } from "./kept-simulators.ts";
import type { SimulatorEntry } from "./simulator-entry.ts";

export function KeepAll({ more }: { more: Messages }) {
  const [isAble, setAble] = useState(true);
  const [missing, setMissing] = useState(entries); // as on a newcomer's phone
  const [state, setState] = useState<"looking" | "idle" | "keeping" | "stopped">("looking");
  const startBytes = useRef(0);
  useEffect(() => {
    setAble(canKeep());
    void dropEarlier(entries).then(() => notYetKept(entries)).then((some) => { setMissing(some); setState("idle"); }, () => setAble(false));
  }, []);
  if (!isAble) return null;

  const keep = async (): Promise<void> => {
    startBytes.current = bytesOf(missing);
    setState("keeping");
    const isKept = await keepAll(missing, (kept) => setMissing((before) => before.filter((entry) => entry !== kept)));
    setMissing(await notYetKept(entries));
    setState(isKept ? "idle" : "stopped");
  };
  const count = entries.length;
  return (
    <section class="keep-all">
      {state === "keeping" ? (
        <>
          <p>{more.keepingAll(count - missing.length, count)}</p>
          <progress max={startBytes.current} value={startBytes.current - bytesOf(missing)} aria-label={more.keepingAll(count - missing.length, count)} />
        </>
      ) : missing.length > 0 || state === "stopped" ? (
        <>
          <p>{more.keepAllNote}</p>
          <button type="button" class="button" disabled={state === "looking"} onClick={() => void keep()}><Icon {...icons.keep} /><span>{more.keepAll(count, Math.ceil(bytesOf(missing) / 1_000))}</span></button>
        </>
      ) : null}
      <p role="status">
        {state === "stopped" ? more.keepStopped : state === "idle" && missing.length === 0 ? <span class="row"><Icon {...icons.check} /><b>{more.keptAll(count)}</b></span> : ""}
      </p>
    </section>
  );
}

function bytesOf(some: readonly SimulatorEntry[]): number {
  return some.reduce((sum, { travelBytes }) => sum + travelBytes, 0);
}
