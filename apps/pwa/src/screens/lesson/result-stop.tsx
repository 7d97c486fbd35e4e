/** What came of the lesson: said as it was, a lamp that lights, and where the record lies now. */
import { capabilityPolicy, isDoneOnOwn } from "@hocvuso/domain/measurement";
import { useEffect, useState } from "preact/hooks";
import { content as ladder } from "../../../../../content/policies/evidence-ladder.json?policy";
import type { Outbox } from "../../device/device.ts";
import { Icon } from "../../icons.tsx";
import { Flames, Lantern } from "../../lantern.tsx";
import { readLearningRecord, recordFinished, type LearningRecord } from "../../learning-record.ts";
import { icons, lampIcons } from "../../rest-icons.ts";
import { SyncStrip } from "../../sync-strip.tsx";
import { dayOf } from "../day.ts";
import { flameCount, personLamps } from "../person-lamps.ts";
import { Shell } from "../shell.tsx";
import type { RestProps } from "./practise-stop.tsx";
import { stopHash } from "./sitting.ts";

export function ResultStop({ at, words, lesson, messages, more, device, isForgetful, sitting, keep, trouble }: RestProps) {
  const [record, setRecord] = useState<LearningRecord>();
  const [outbox, setOutbox] = useState<Outbox>();
  useEffect(() => device.watchOutbox(setOutbox), [device]);
  useEffect(() => {
    const finish = async (): Promise<void> => {
      if (!sitting.isFinished) await keep(() => recordFinished(device, { lesson: lesson.id, day: dayOf(new Date()) }), { isFinished: true });
      setRecord(await readLearningRecord(device));
    };
    void finish();
  }, [device]);

  const runs = lesson.steps.flatMap((step, place) => {
    const outcome = sitting.runs[place]?.outcome;
    return step.kind === "practise" && outcome !== undefined ? [{ simulator: step.simulator, mode: step.mode, ...outcome }] : [];
  });
  const policy = capabilityPolicy(ladder);
  const isAlone = runs.some((run) => isDoneOnOwn(run, policy));
  const isDone = runs.some(({ goalReached }) => goalReached);
  const heading = isAlone ? more.resultCapable : isDone ? more.resultWithHints : more.resultLearned;
  const note = isAlone ? more.resultCapableNote : isDone ? more.resultWithHintsNote : "";
  const lamps = personLamps([...(record?.runs ?? []), ...runs], messages.language);
  const lit = lamps.filter(({ lightShare }) => lightShare > 0);

  return (
    <Shell
      messages={messages} back={stopHash(at - 1)} place={{ at, of: words.stops.length }}
      spoken={`${heading} ${note} ${more.lampsToday}: ${lit.map(({ name, level }) => `${name}, ${level ?? ""}`).join(". ")}`}
      foot={trouble ?? <a class="button go" href="/hoc/"><Icon {...icons.home} />{more.goHome}</a>}
    >
      <div class="pad">
        <h1 tabIndex={-1}>{heading}</h1>
        <p class="lead">{note}</p>
        {lit.length > 0 && <div class="lit" aria-hidden="true">{lit.map(({ domain, lightShare }) => <Lantern key={domain} domain={domain} lightShare={lightShare} isLighting />)}</div>}
      </div>
      <div class="gouge" />
      <h2 class="unseen">{more.lampsToday}</h2>
      <ul class="rows">
        {[...lit, ...lamps.filter(({ lightShare }) => lightShare === 0)].map(({ domain, name, level, flames, lightShare }) => (
          <li key={domain} class={lightShare > 0 ? "row warm" : "row"}>
            <Icon {...lampIcons[domain]} />
            <span class="grow"><b>{name}</b><br />{level ?? more.notStarted}</span>
            <Flames lit={flames} of={flameCount} label={more.flames(flames, flameCount)} />
          </li>
        ))}
      </ul>
      <div class="gouge" />
      {isForgetful && <div class="note trouble"><h2>{more.phoneCannotKeep}</h2><p>{more.phoneCannotKeepNote}</p></div>}
      {outbox && !isForgetful && <div class="strip"><SyncStrip outbox={outbox} messages={more} /></div>}
      <p class="pad sub">{more.notOfficial}</p>
      <p class="pad links"><a href="/hoc/toi/">{more.myRecord}</a></p>
    </Shell>
  );
}
