/** A task of a test: the simulator in mode "test", which hints at nothing. Left half-way, what was done counts. */
import type { KeylessItem, Simulator } from "@hocvuso/contract";
import { taskSeed } from "@hocvuso/domain/assessment";
import { Component, type ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { entries as simulators } from "../../../../../content/simulators?index";
import type { Device } from "../../device/device.ts";
import { openFile, type OpenedFile } from "../../device/kept-files.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import type { FirstMessages } from "../../messages/first-vi.ts";
import type { TestMessages } from "../../messages/test-vi.ts";
import { icons } from "../../rest-icons.ts";
import { usePractiseParts } from "../practise-run.tsx";
import { Shell } from "../shell.tsx";
import type { TakenPart, TakenTest } from "./taken-test.ts";

type Task = Extract<KeylessItem, { readonly form: "task" }>;

export type TaskProps = {
  readonly item: Task;
  readonly taken: TakenTest;
  readonly device: Device;
  readonly messages: FirstMessages;
  readonly said: TestMessages;
  readonly back: string;
  /** Keeps how far the task is, so that it goes on there. */
  readonly keepTask: (task: NonNullable<TakenTest["task"]>) => Promise<void>;
  readonly onDone: (part: TakenPart) => void;
  readonly onBroke: (why: "not-on-phone" | "broke") => void;
  readonly trouble: ComponentChildren;
  readonly more: ComponentChildren;
};

type Saved = { readonly acts: readonly string[]; readonly dwellMs: number };

/** Wants the item's id as its key. */
export function TaskStop({ item, taken, device, messages, said, back, keepTask, onDone, onBroke, trouble, more }: TaskProps) {
  const parts = usePractiseParts();
  const [simulator, setSimulator] = useState<OpenedFile<Simulator> | "missing">();
  const place = taken.parts.length;
  const task = taken.task?.place === place ? taken.task : undefined;
  const [is, setIs] = useState<"told" | "playing" | "stopped">(task?.saved === undefined ? "told" : "playing");
  /** Once the goal was reached. */
  const atGoal = useRef<Saved>(undefined);
  const { language } = messages;
  const seed = taskSeed({ seed: taken.seed, itemId: item.id });
  useEffect(() => {
    const entry = simulators.find(({ id }) => id === item.simulator);
    void (entry === undefined ? Promise.resolve(undefined) : openFile<Simulator>(entry)).then((file) => setSimulator(file ?? "missing"));
  }, []);

  const finish = async (saved: Saved): Promise<void> => {
    if (simulator === undefined || simulator === "missing" || task === undefined || parts === undefined || parts === "missing") return;
    const replayed = parts.replay(simulator.content, { seed, mode: "test", acts: saved.acts });
    if (replayed.kind === "not-played") return onBroke("broke");
    const { outcome } = replayed;
    onDone({
      fact: { kind: "simulator-finished", key: task.key, simulator: item.simulator, simulatorVersion: simulator.version, seed, mode: "test", ...outcome, dwellMs: Math.min(saved.dwellMs, 86_400_000), acts: [...saved.acts], inTest: { test: taken.key, item: item.id, place } },
      score: outcome.stepsReached,
    });
  };
  const open = async (): Promise<void> => {
    if (task === undefined) await keepTask({ key: device.mintKey(), place });
    setIs("playing");
  };

  if (simulator === "missing" || parts === "missing") {
    return (
      <Shell messages={messages} back={back} spoken={`${said.itemBroke}. ${said.cannotSeeTold}`} foot={trouble ?? <button type="button" class="button go" onClick={() => onBroke("not-on-phone")}>{said.otherItem}<Icon {...firstIcons.next} /></button>}>
        <div class="pad"><h1 tabIndex={-1}>{said.itemBroke}</h1><p class="lead">{said.cannotSeeTold}</p></div>
      </Shell>
    );
  }
  if (is === "playing" && task !== undefined && simulator !== undefined && parts !== undefined) {
    return (
      <Unbroken onBroke={() => onBroke("broke")}>
        <parts.SimulatorPlayer
          key={task.key} simulator={simulator.content} mode="test" seed={seed} saved={task.saved} language={language}
          onChange={(saved) => void keepTask({ ...task, saved })}
          onFinished={({ acts, dwellMs }) => { atGoal.current = { acts, dwellMs }; }}
          onLeave={() => { if (atGoal.current === undefined) setIs("stopped"); else void finish(atGoal.current); }}
        />
        {trouble && <div class="over">{trouble}</div>}
      </Unbroken>
    );
  }
  if (is === "stopped") {
    return (
      <Shell
        messages={messages} back={back} spoken={`${said.taskStopped}. ${said.taskStoppedTold}`}
        foot={trouble ?? <><button type="button" class="button go" onClick={() => setIs("playing")}><Icon {...icons.play} />{said.taskOn}</button><button type="button" class="button" onClick={() => void finish(readSaved(task?.saved) ?? { acts: [], dwellMs: 0 })}>{said.taskLeave}<Icon {...firstIcons.next} /></button></>}
      >
        <div class="pad"><p class="kick">{said.task(place + 1)}</p><h1 tabIndex={-1}>{said.taskStopped}</h1><p class="lead">{said.taskStoppedTold}</p></div>
      </Shell>
    );
  }
  return (
    <Shell
      messages={messages} back={back} spoken={`${item.spoken[language]} ${said.taskTold}`}
      foot={trouble ?? <button type="button" class="button go" aria-busy={simulator === undefined || parts === undefined} onClick={() => void open()}><Icon {...icons.phone} />{said.openTask}</button>}
    >
      <div class="pad"><p class="kick">{said.task(place + 1)}</p><h1 tabIndex={-1}>{item.shown[language]}</h1><p class="lead">{said.taskTold}</p></div>
      {more}
    </Shell>
  );
}

/** Only the player writes what is saved of a task. */
function readSaved(saved: unknown): Saved | undefined {
  return saved as Saved | undefined;
}

/** A simulator that throws takes the question with it, and nothing else. */
class Unbroken extends Component<{ readonly onBroke: () => void; readonly children: ComponentChildren }, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  override componentDidCatch(error: unknown): void {
    console.error(error);
    this.setState({ isBroken: true });
    this.props.onBroke();
  }

  override render(): ComponentChildren {
    return this.state.isBroken ? null : this.props.children;
  }
}
