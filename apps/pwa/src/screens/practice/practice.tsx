/** Practice: all simulators in groups, what was done of each, and the one that the address names (`#` and its id). */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { entries } from "../../../../../content/simulators?index";
import { emptyOutbox } from "../../device/device.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import { emptyRecord, isDoneAlone, readLearningRecord, type LearningRecord } from "../../learning-record.ts";
import { icons } from "../../rest-icons.ts";
import { SyncStrip } from "../../sync-strip.tsx";
import { AppFrame, type AppProps } from "../app-frame.tsx";
import { renewAll } from "../courses/all-files.ts";
import { KeepFiles } from "../courses/keep-files.tsx";
import { deviceWithoutMemory } from "../lesson/device-without-memory.ts";
import { Exercise } from "./exercise.tsx";
import { groupEntries } from "./practice-groups.ts";
import type { SimulatorEntry } from "../../device/content-entry.ts";

const groups = groupEntries(entries);

export function Practice(props: AppProps) {
  const { messages, more, isForgetful } = props;
  const { language } = messages;
  const device = useMemo(() => props.device ?? (isForgetful ? deviceWithoutMemory() : undefined), [props.device, isForgetful]);
  const [opened, setOpened] = useState<SimulatorEntry>();
  const [record, setRecord] = useState<LearningRecord>(emptyRecord);
  const [outbox, setOutbox] = useState(emptyOutbox);
  useEffect(renewAll, []);
  useEffect(() => {
    const follow = (): void => setOpened(entries.find(({ id }) => location.hash === `#${id}`));
    follow();
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  useEffect(() => device?.watchOutbox(setOutbox), [device]);
  useEffect(() => {
    if (device !== undefined && opened === undefined) void readLearningRecord(device).then(setRecord);
  }, [device, opened]);
  /** Whoever comes back from an exercise stands where they left. */
  const last = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (opened === undefined && last.current !== undefined) document.querySelector<HTMLElement>(`a[href="#${last.current}"]`)?.focus();
    last.current = opened?.id;
  }, [opened]);

  const strip = isForgetful ? null : <SyncStrip outbox={outbox} messages={more} />;
  if (opened !== undefined && device !== undefined) return <Exercise key={opened.id} entry={opened} device={device} messages={messages} more={more} strip={strip} />;
  return (
    <AppFrame {...props} back="/hoc/" spoken={more.practiceSpoken}>
      <section class="pad">
        <h1>{more.practice}</h1>
        <p class="lead">{more.practiceSafe}</p>
        <KeepFiles
          entries={entries}
          words={{ note: more.keepAllNote, keep: (kB) => more.keepAll(entries.length, kB), keeping: more.keepingAll, kept: more.keptAll(entries.length), stopped: more.keepStopped }}
        />
      </section>
      {groups.map(({ group, entries: some }) => (
        <section key={group} class="pad">
          <h2>{more.practiceGroups[group]}</h2>
          <ul class="exercises">
            {some.map(({ id, title }) => {
              const runs = record.runs.filter(({ simulator, goalReached }) => simulator === id && goalReached);
              return (
                <li key={id}>
                  <a class="row" href={`#${id}`}>
                    <span class="grow"><b>{title[language]}</b>{runs.length > 0 && <span class="mark"><Icon {...icons.check} />{runs.some(isDoneAlone) ? more.markAlone : more.markPractised}</span>}</span>
                    <Icon {...firstIcons.next} />
                  </a>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
      <div class="grow" />
      {strip}
    </AppFrame>
  );
}
