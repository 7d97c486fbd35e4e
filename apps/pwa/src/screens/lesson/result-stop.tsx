/** What came of the lesson, or of looking at it again: said as it was, a lamp that lights, the day of the next look, and where the record lies now. */
import { gradeOfAnswers, gradeOfRun, recallSubject } from "@hocvuso/domain/learning";
import { capabilityPolicy, isDoneOnOwn, type SimulatorRun } from "@hocvuso/domain/measurement";
import { useEffect, useState } from "preact/hooks";
import { content as ladder } from "../../../../../content/policies/evidence-ladder.json?policy";
import type { Outbox } from "../../device/device.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import { Flames, Lantern } from "../../lantern.tsx";
import { emptyRecord, isDoneAlone, readLearningRecord, recordFinished, recordReview, type LearningRecord } from "../../learning-record.ts";
import type { Messages } from "../../messages/vi.ts";
import { icons, lampIcons } from "../../rest-icons.ts";
import { SyncStrip } from "../../sync-strip.tsx";
import { writtenDay } from "../day.ts";
import { flameCount, personLamps } from "../person-lamps.ts";
import { Shell } from "../shell.tsx";
import type { RestProps } from "./practise-stop.tsx";
import { backFrom } from "./sitting.ts";

export function ResultStop({ at, words, lesson, messages, more, device, isForgetful, sitting, keep, trouble }: RestProps) {
  const [record, setRecord] = useState<LearningRecord>();
  const [outbox, setOutbox] = useState<Outbox>();
  const [nextDay, setNextDay] = useState<string>();
  /** Until then nothing leads away: whoever went home before would find the lesson unfinished. */
  const [isKept, setIsKept] = useState(sitting.isFinished === true);
  const subject = recallSubject(lesson);
  const picked = lesson.steps.flatMap((step) => (step.kind === "question" ? [sitting.picked[step.item] ?? []] : []));
  const runs = lesson.steps.flatMap((step, place): SimulatorRun[] => {
    const outcome = sitting.runs[place]?.outcome;
    return step.kind === "practise" && outcome !== undefined ? [{ simulator: step.simulator, mode: step.mode, ...outcome }] : [];
  });
  // A question is left only when it was answered right: whoever picked once picked right at once.
  const answersGrade = subject === `lesson/${lesson.id}` ? gradeOfAnswers({ rightAtOnceCount: picked.filter(({ length }) => length === 1).length, questionCount: picked.length }) : undefined;

  useEffect(() => device.watchOutbox(setOutbox), [device]);
  useEffect(() => {
    const finish = async (): Promise<void> => {
      const done = { lesson: lesson.id, grade: answersGrade, key: sitting.key, now: new Date() };
      if (!sitting.isFinished) await keep(() => (words.isReview ? recordReview(device, done) : recordFinished(device, done)), { isFinished: true });
      setIsKept(true);
      const now = await readLearningRecord(device);
      setRecord(now);
      const { memoryOf } = await import("../courses/review-day.ts");
      setNextDay(memoryOf(now.recalls?.[subject] ?? [])?.dueDay);
    };
    finish().catch((refusal: unknown) => console.warn(refusal)); // the day of the next look has not reached the phone
  }, [device]);

  const policy = capabilityPolicy(ladder);
  const { heading, note } = words.isReview
    ? { heading: isRemembered(runs, answersGrade) ? more.reviewRemembered : more.reviewRelearnt, note: "" }
    : saidOfLesson({ isCounted: runs.some((run) => isDoneOnOwn(run, policy)), isAlone: runs.some(isDoneAlone), isDone: runs.some(({ goalReached }) => goalReached) }, more);
  const next = nextDay === undefined ? "" : more.reviewOn(writtenDay(nextDay));
  const lamps = personLamps(record ?? emptyRecord, messages.language);
  const lit = lamps.filter(({ lightShare }) => lightShare > 0);
  const touched = lit.filter(({ domain }) => lesson.components.some((component) => component.includes(`/${domain}.`)));

  return (
    <Shell
      messages={messages} back={backFrom(at)} place={{ at, of: words.stops.length }}
      spoken={`${heading} ${note} ${next} ${more.lampsToday}: ${lit.map(({ name, level }) => `${name}, ${level ?? ""}`).join(". ")}`}
      foot={trouble ?? <a class="button go" {...(isKept ? { href: "/hoc/" } : {})}><Icon {...icons.home} />{more.goHome}</a>}
    >
      <div class="pad">
        <p class="kick">{words.title}</p>
        <h1 tabIndex={-1}>{heading}</h1>
        <p class="lead">{note}</p>
        {touched.length > 0 && <div class="lit" aria-hidden="true">{touched.slice(0, 2).map(({ domain, lightShare }) => <Lantern key={domain} domain={domain} lightShare={lightShare} isLighting />)}</div>}
        {next && <p class="row"><Icon {...firstIcons.again} /><span class="grow">{next}</span></p>}
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
      <p class="pad links"><a {...(isKept ? { href: "/hoc/toi/" } : {})}>{more.myRecord}</a></p>
    </Shell>
  );
}

function isRemembered(runs: readonly SimulatorRun[], answersGrade: ReturnType<typeof gradeOfAnswers>): boolean {
  return answersGrade === "good" || runs.some((run) => gradeOfRun(run) === "good");
}

function saidOfLesson({ isCounted, isAlone, isDone }: { isCounted: boolean; isAlone: boolean; isDone: boolean }, more: Messages): { readonly heading: string; readonly note: string } {
  if (isCounted) return { heading: more.doneAloneHeading, note: more.resultCapableNote };
  if (isAlone) return { heading: more.doneAloneHeading, note: more.resultAloneNote };
  return isDone ? { heading: more.practisedWithHints, note: more.practisedWithHintsDo } : { heading: more.resultLearned, note: "" };
}
