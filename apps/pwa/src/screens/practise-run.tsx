/**
 * One run of a simulator, in a lesson or on the practice page: the player, its fact, and what is said of it. A run is counted under one
 * key from its first tap to its goal, however often the page dies in between.
 */
import type { Simulator, SimulatorMode } from "@hocvuso/contract";
import type { Outcome } from "@hocvuso/domain/scenario";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Device } from "../device/device.ts";
import { isDoneAlone, recordRun } from "../learning-record.ts";
import type { FirstMessages } from "../messages/first-vi.ts";
import type { Messages } from "../messages/vi.ts";
import type { FinishedRun } from "../simulators/simulator-player.tsx";
import type { PractiseRun } from "./lesson/sitting.ts";

/** So many acts that led nowhere in one run raise a hand. */
const STUCK_AT = 4;

type Parts = typeof import("./lesson/practise-parts.ts");

/** The player. undefined while it comes. */
export function usePractiseParts(): Parts | "missing" | undefined {
  const [parts, setParts] = useState<Parts | "missing">();
  useEffect(() => { void import("./lesson/practise-parts.ts").then(setParts, () => setParts("missing")); }, []);
  return parts;
}

export function freshRun(device: Device): PractiseRun {
  const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
  return { key: device.mintKey(), seed };
}

export type PlayedRunProps = Pick<Parts, "SimulatorPlayer"> & {
  readonly simulator: Simulator;
  readonly simulatorVersion: string;
  readonly mode: SimulatorMode;
  readonly run: PractiseRun;
  readonly device: Device;
  readonly language: "vi" | "en";
  /** Keeps the deed, then the run as changed; resolves when both are kept or the person goes on without. */
  readonly keepRun: (deed: () => Promise<void>, changed: PractiseRun) => Promise<void>;
  /** Called when what was done is kept. `outcome` is there once the goal was reached. */
  readonly onLeave: (outcome: Outcome | undefined) => void;
  readonly trouble: ComponentChildren;
};

/** Wants `run.key` as its own key. */
export function PlayedRun({ SimulatorPlayer, simulator, simulatorVersion, mode, run, device, language, keepRun, onLeave, trouble }: PlayedRunProps) {
  const { key, seed } = run;
  const keeping = useRef<Promise<Outcome | undefined>>(Promise.resolve(run.outcome));
  const finish = ({ acts, dwellMs, ...outcome }: FinishedRun): void => {
    if (run.outcome !== undefined) return;
    keeping.current = keepRun(async () => {
      await device.keep({ kind: "simulator-finished", key, simulator: simulator.id, simulatorVersion, seed, mode, ...outcome, dwellMs, acts: [...acts] });
      await recordRun(device, { simulator: simulator.id, mode, ...outcome }, { key, now: new Date() });
    }, { key, seed, outcome }).then(() => outcome);
  };
  const hasRaised = useRef(false);
  /** In a class, who is stuck is seen by whoever leads it. */
  const noticeStuck = (saved: { readonly wrongActCount: number }): void => {
    if (hasRaised.current || saved.wrongActCount < STUCK_AT) return;
    hasRaised.current = true;
    void Promise.all([device.machine(), import("../device/class-on-phone.ts")]).then(async ([machine, { classOnPhone }]) => (await classOnPhone(machine.shelf))?.raiseHand(machine, { key, task: simulator.id })).catch((refusal: unknown) => console.warn(refusal)); // the run itself is kept
  };
  return (
    <>
      <SimulatorPlayer
        simulator={simulator} mode={mode} seed={seed} saved={run.saved} language={language}
        onChange={(saved) => { void keepRun(async () => {}, { ...run, saved }); noticeStuck(saved); }} onFinished={finish} onLeave={() => void keeping.current.then(onLeave)}
      />
      {trouble && <div class="over">{trouble}</div>}
    </>
  );
}

/** Whether there is nothing to do again: done together, or done alone, whole and without a hint. */
export function isEnough(outcome: Outcome, mode: SimulatorMode): boolean {
  return mode === "guided" || isDoneAlone({ ...outcome, mode });
}

export function saidOfRun(outcome: Outcome, { mode, more }: { mode: SimulatorMode; more: Messages }): { readonly heading: string; readonly note: string } {
  return isEnough(outcome, mode) ? { heading: more.practiseDone, note: "" } : { heading: more.practisedWithHints, note: more.practisedWithHintsDo };
}

export function NotLoaded({ messages }: { messages: FirstMessages }) {
  return (
    <div class="note" role="alert">
      <h2>{messages.notLoaded}</h2><p>{messages.notLoadedDo}</p>
      <button type="button" class="button" onClick={() => location.reload()}>{messages.loadAgain}</button>
    </div>
  );
}
