/** One of the tests, from its first word to what came of it. Calm: one question a screen, no clock, and every answer kept before the next is asked. */
import type { PersonId, TestPurpose } from "@hocvuso/contract";
import { nextItem, startOfTest, type WholeTest } from "@hocvuso/domain/assessment";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { entries as simulators } from "../../../../../content/simulators?index";
import type { Device } from "../../device/device.ts";
import { openFile } from "../../device/kept-files.ts";
import { keepThisPage } from "../../device/watch-new-version.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import { readLearningRecord, recordRun } from "../../learning-record.ts";
import type { FirstMessages } from "../../messages/first-vi.ts";
import type { TestMessages } from "../../messages/test-vi.ts";
import { icons } from "../../rest-icons.ts";
import { useKeeping } from "../practice/use-keeping.tsx";
import { Shell } from "../shell.tsx";
import { Outcome } from "./outcome.tsx";
import { EnterPin } from "./pin.tsx";
import { isQuestion, isWhole, optionCount, Question, QuestionFoot, type AskedQuestion } from "./question.tsx";
import { freshBank, itemOf, keptBank, testOfBank, type TestBank } from "./test-bank.ts";
import { advance, answerPart, beginFact, end, neutralisedPart, readTaken, resume, save, stateOf, wholeForm, type TakenPart, type TakenTest } from "./taken-test.ts";
import { TaskStop } from "./task.tsx";

export type OneTestProps = { readonly purpose: TestPurpose; readonly device: Device; readonly messages: FirstMessages; readonly said: TestMessages };

type Ready = { readonly bank: TestBank; readonly test: WholeTest; /** What the test that is begun now is drawn from; its files are here. */ readonly seed: number };
const home = "/hoc/kiem-tra/";
const PATIENCE_MS = 15_000;
/** So many questions one may say that one cannot see; after that the phone is to be looked at, not the questions. */
const mostUnseen = 3;

export function OneTest({ purpose, device, messages, said }: OneTestProps) {
  const [ready, setReady] = useState<Ready | "getting" | "missing">("getting");
  const [taken, setTaken] = useState<TakenTest>();
  const [is, setIs] = useState<"told" | "pin" | "asked" | "leaving">("told");
  const { keep, trouble } = useKeeping(messages);
  const get = async (): Promise<void> => {
    setReady("getting");
    const own = await readTaken(device, purpose);
    const isOpen = own !== undefined && own.ended === undefined;
    const kept = isOpen || own?.isEndKept !== true && own !== undefined ? await keptBank(device, purpose) : undefined;
    const bank = kept !== undefined && kept.version === own?.bank ? kept : await freshBank(device, purpose);
    if (bank === undefined) return setReady("missing");
    const test = testOfBank(bank);
    const seed = await preparedSeed(device, bank, test);
    if (seed === undefined && !isOpen) return setReady("missing");
    setTaken(own);
    setReady({ bank, test, seed: seed ?? 0 });
  };
  useEffect(() => { void get(); }, []);

  const frame = { messages, back: "#" };
  const title = said[purpose];
  if (ready === "getting" || ready === "missing") {
    return (
      <Shell {...frame} spoken={ready === "getting" ? said.getting : `${said.notHere}. ${said.notHereDo}`}>
        <div class="pad"><h1 tabIndex={-1}>{title}</h1>{ready === "getting" && <p class="lead" role="status">{said.getting}</p>}</div>
        {ready === "missing" && <div class="note" role="alert"><h2>{said.notHere}</h2><p>{said.notHereDo}</p><button type="button" class="button" onClick={() => void get()}>{said.tryAgain}</button></div>}
      </Shell>
    );
  }

  const { bank, test, seed } = ready;
  const isOpen = taken !== undefined && taken.ended === undefined && taken.bank === bank.version;
  const begin = (supervisor?: PersonId): void => void keep(async () => {
    const { group } = await device.profile();
    const lessonCount = Object.keys((await readLearningRecord(device)).finished).length;
    const begun: TakenTest = {
      format: 1, key: device.mintKey(), purpose, policy: bank.policy.version, bank: bank.version, seed, startMilliLogits: startOfTest(bank.policy, { group, lessonCount }),
      ...(supervisor === undefined ? {} : { supervisor }), parts: [], kept: 0, resumedTimes: 0,
    };
    await save(device, begun);
    await device.keep(beginFact(begun));
    await device.saveBookmark(seedName(purpose), undefined);
    setTaken(begun);
    setIs("asked");
  });
  const goOn = (own: TakenTest): void => void keep(async () => { setTaken(await resume(device, test, own)); setIs("asked"); });

  if (is === "pin") return <EnterPin device={device} messages={messages} said={said} onEntered={begin} onBack={() => setIs("told")} />;
  if ((is === "asked" || is === "leaving") && taken !== undefined) {
    if (taken.ended !== undefined) return <Outcome taken={taken} test={test} device={device} messages={messages} said={said} />;
    const after = (now: TakenTest) => keep(async () => {
      const next = nextItem(test.plan, stateOf(test, now));
      setTaken(next.kind === "finished" ? await end(device, test, now, "rule") : now);
    });
    const take = (part: TakenPart) => keep(async () => {
      const now = await advance(device, taken, part);
      if (part.fact.kind === "simulator-finished") await recordRun(device, part.fact, { key: part.fact.key, now: new Date() });
      void after(now);
    });
    if (is === "leaving") {
      return (
        <Shell {...frame} spoken={`${said.leaveAsk} ${said.leaveTold}`} foot={trouble ?? <><button type="button" class="button go" onClick={() => setIs("asked")}>{said.goOn}</button><button type="button" class="button" onClick={() => void keep(async () => setTaken(await end(device, test, taken, "left")))}>{said.leaveYes}</button></>}>
          <div class="pad"><h1 tabIndex={-1}>{said.leaveAsk}</h1><p class="lead">{said.leaveTold}</p></div>
        </Shell>
      );
    }
    return (
      <Asking
        key={taken.parts.length} taken={taken} test={test} bank={bank} device={device} messages={messages} said={said} take={(part) => void take(part)} trouble={trouble}
        keepTask={async (task) => { const now = { ...taken, task }; setTaken(now); await keep(() => save(device, now)); }}
        onRest={() => void keep(async () => { await save(device, { ...taken, isResting: true }); location.href = home; })} onLeave={() => setIs("leaving")}
      />
    );
  }

  const told = purpose === "placement" ? [said.placementTold] : [said.certificationTold, said.certificationRule];
  return (
    <Shell
      {...frame} spoken={[title, ...told].join(" ")}
      foot={trouble ?? (isOpen
        ? <><p class="sub">{said.halfDone(taken.parts.length)}</p><button type="button" class="button go" onClick={() => goOn(taken)}><Icon {...icons.play} />{said.goOn}</button></>
        : purpose === "placement"
          ? <button type="button" class="button go" onClick={() => begin()}><Icon {...icons.play} />{taken?.ended === undefined ? said.begin : said.startAgain}</button>
          : <><button type="button" class="button go" onClick={() => begin()}><Icon {...icons.play} />{said.alone}</button><button type="button" class="button left" onClick={() => setIs("pin")}><Icon {...icons.together} /><span>{said.beside}<small>{said.besideNote}</small></span></button></>)}
    >
      <div class="pad"><h1 tabIndex={-1}>{title}</h1>{told.map((words) => <p key={words} class="lead">{words}</p>)}{!isOpen && <p class="sub">{said.isHere}</p>}</div>
      {taken?.ended !== undefined && <p class="pad"><button type="button" class="button" onClick={() => { if (taken.isEndKept === true) setIs("asked"); else goOn(taken); }}>{purpose === "placement" ? said.standing : said.whatProvinceSays}<Icon {...firstIcons.next} /></button></p>}
    </Shell>
  );
}

type AskingProps = Omit<OneTestProps, "purpose"> & {
  readonly taken: TakenTest;
  readonly test: WholeTest;
  readonly bank: TestBank;
  readonly take: (part: TakenPart) => void;
  readonly keepTask: (task: NonNullable<TakenTest["task"]>) => Promise<void>;
  readonly onRest: () => void;
  readonly onLeave: () => void;
  readonly trouble: ComponentChildren;
};

/** Wants the place as its key. */
function Asking({ taken, test, bank, device, messages, said, take, keepTask, onRest, onLeave, trouble }: AskingProps) {
  const shownAtMs = useRef(performance.now());
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [isTaken, setTakenNow] = useState(false);
  const next = nextItem(test.plan, stateOf(test, taken));
  const item = next.kind === "ask" ? itemOf(bank, next.itemId) : undefined;
  useEffect(() => {
    scrollTo(0, 0);
    document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }, []);
  if (item === undefined) return null; // a test that is over is drawn by its outcome
  const once = (part: TakenPart): void => { if (!isTaken) { setTakenNow(true); take(part); } };
  const place = taken.parts.length;
  const unseen = taken.parts.filter(({ fact }) => fact.kind === "item-neutralised" && fact.why === "person-could-not-see-it").length;
  const ways = (
    <details class="pad ways">
      <summary>{said.otherWays}</summary>
      <button type="button" class="button" onClick={onRest}><Icon {...icons.wait} />{said.rest}</button>
      {unseen < mostUnseen && <button type="button" class="button left" onClick={() => once(neutralisedPart(taken, item.id, "person-could-not-see-it"))}><span>{said.cannotSee}<small>{said.cannotSeeTold}</small></span></button>}
      <button type="button" class="button" onClick={onLeave}>{said.leave}</button>
    </details>
  );
  if (!isQuestion(item)) {
    return <TaskStop key={item.id} item={item} taken={taken} device={device} messages={messages} said={said} back={home} keepTask={keepTask} onDone={once} onBroke={(why) => once(neutralisedPart(taken, item.id, why))} trouble={trouble} more={ways} />;
  }
  const answer = (given: readonly string[]): void => once(answerPart(taken, {
    item: item.id, picked: given, count: optionCount(item), dwellMs: Math.min(Math.round(performance.now() - shownAtMs.current), 86_400_000), score: scoreOn(item, given),
  }));
  return (
    <Shell messages={messages} back={home} spoken={item.spoken[messages.language]} foot={trouble ?? <QuestionFoot said={said} isReady={isWhole(item, picked)} isBusy={isTaken} onNext={() => answer(picked)} onDontKnow={() => answer([])} />}>
      <div class="pad"><p class="kick">{said.question(place + 1)}</p><h1 tabIndex={-1}>{item.shown[messages.language]}</h1></div>
      <Question item={item} seed={taken.seed} messages={messages} said={said} picked={picked} setPicked={setPicked} />
      {ways}
    </Shell>
  );
}

/** Only practice questions bring their key; of the others the province alone can say it. */
function scoreOn(item: AskedQuestion, [picked]: readonly string[]): number | undefined {
  return "right" in item ? Number(picked === item.right) : undefined;
}

const seedName = (purpose: TestPurpose) => `test-seed/${purpose}`;

/** The seed of the next test, drawn once, with every file that it will want on the phone. undefined: not all of them are, and there is no network. */
async function preparedSeed(device: Device, bank: TestBank, test: WholeTest): Promise<number | undefined> {
  const kept = await device.bookmark(seedName(bank.purpose));
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  const seed = typeof kept === "number" ? kept : drawn;
  if (typeof kept !== "number") await device.saveBookmark(seedName(bank.purpose), seed);
  // Where the browser keeps nothing, the test can be taken all the same.
  await Promise.race([keepThisPage(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  if (bank.purpose === "placement") return seed;
  for (const id of wholeForm(test, { seed, startMilliLogits: 0 })) {
    const item = itemOf(bank, id);
    if (item === undefined || item.form !== "task") continue;
    const entry = simulators.find((each) => each.id === item.simulator);
    if (entry === undefined || await openFile(entry) === undefined) return undefined;
  }
  await import("../lesson/practise-parts.ts");
  return seed;
}
