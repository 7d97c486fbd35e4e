/** What came of a test: where one stands in six domains and what to learn next; of a certifying test, that the province has the word, and then its word. */
import { abilityByDomain, type WholeTest } from "@hocvuso/domain/assessment";
import { useEffect, useState } from "preact/hooks";
import { content as framework } from "../../../../../content/frameworks/thong-tu-02-2025.json?framework";
import { entries as lessons } from "../../../../../content/lessons?index";
import { content as policy } from "../../../../../content/policies/tests.json?tests";
import type { Device } from "../../device/device.ts";
import { emptyOutbox } from "../../device/device.ts";
import { askForTests, keptTests, type OwnTest } from "../../device/own-tests.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import { Lantern } from "../../lantern.tsx";
import { readLearningRecord } from "../../learning-record.ts";
import type { FirstMessages } from "../../messages/first-vi.ts";
import type { TestMessages } from "../../messages/test-vi.ts";
import { icons } from "../../rest-icons.ts";
import { lessonAddress } from "../lesson/sitting.ts";
import { Shell } from "../shell.tsx";
import { stateOf, type TakenTest } from "./taken-test.ts";

type OutcomeProps = { readonly taken: TakenTest; readonly test: WholeTest; readonly device: Device; readonly messages: FirstMessages; readonly said: TestMessages };

/** How far a lamp shines at each of the three steps. */
const lightShares = [0.25, 0.6, 0.95] as const;

export function Outcome({ taken, test, device, messages, said }: OutcomeProps) {
  const word = useWord(device, taken);
  const heading = taken.ended === "left" ? said.left : taken.purpose === "placement" ? said.standing : said.thanks;
  const province = word === undefined ? taken.ended === "left" ? undefined : said.provisional : wordOf(word, said);
  return (
    <Shell messages={messages} back="/hoc/kiem-tra/" spoken={[heading, province ?? ""].join(". ")}>
      <div class="pad"><h1 tabIndex={-1}>{heading}</h1></div>
      {taken.purpose === "placement" && taken.ended === "rule" && <Standing taken={taken} test={test} device={device} messages={messages} said={said} />}
      {province !== undefined && (
        <div class={`note ${word?.decision === "pass" ? "done" : ""}`} role="status">
          <h2>{said.whatProvinceSays}</h2>
          <p>{province}</p>
          {word?.decision === "pass" && <p><a class="button go" href="/hoc/toi/">{said.toRecord}<Icon {...firstIcons.next} /></a></p>}
          {taken.supervisor !== undefined && <p><Icon {...icons.together} /> {said.supervised}</p>}
        </div>
      )}
    </Shell>
  );
}

function Standing({ taken, test, device, messages: { language }, said }: OutcomeProps) {
  const [finished, setFinished] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => { void readLearningRecord(device).then((record) => setFinished(record.finished)); }, [device]);
  const { underWay, firm } = policy.placement.steps;
  const found = abilityByDomain(test, stateOf(test, taken)).map(({ ability }, at) => ({ domain: framework.domains[at], ability, step: ability >= firm ? 2 : ability >= underWay ? 1 : 0 } as const));
  const next = found.toSorted((a, b) => a.ability - b.ability)
    .flatMap(({ domain }) => {
      const refs = new Set(domain?.components.map(({ id }) => `${framework.id}/${id}`));
      return lessons.filter(({ id, components }) => finished[id] === undefined && refs.has(components[0] ?? "")).toSorted((a, b) => a.level - b.level).slice(0, 1);
    }).slice(0, 3);
  return (
    <>
      <section class="pad">
        <p class="sub">{said.standingNote(taken.parts.filter(({ fact }) => fact.kind !== "item-neutralised").length)}</p>
        <ul class="lamps">
          {found.map(({ domain, step }) => domain !== undefined && (
            <li key={domain.id}><Lantern domain={domain.id} lightShare={lightShares[step]} />{(domain.plainTitle ?? domain.title)[language]}<br /><b>{said.steps[step]}</b></li>
          ))}
        </ul>
      </section>
      <section class="pad">
        <h2>{said.learnNext}</h2>
        {next.length === 0 && <p>{said.learnAny}</p>}
        <ul class="exercises">
          {next.map(({ id, title, promise }) => <li key={id}><a class="row" href={lessonAddress(id)}><Icon {...icons.book} /><span class="grow"><b>{title[language]}</b><small>{promise[language]}</small></span><Icon {...firstIcons.next} /></a></li>)}
        </ul>
        <p class="links"><a href="/hoc/duong/">{said.courses}</a></p>
      </section>
    </>
  );
}

/** The province's word about this test, once it has come: asked for at once, and again whenever facts were delivered. */
function useWord(device: Device, { key }: TakenTest): OwnTest | undefined {
  const [word, setWord] = useState<OwnTest>();
  const [received, setReceived] = useState(emptyOutbox.received);
  useEffect(() => device.watchOutbox((outbox) => setReceived(outbox.received)), [device]);
  useEffect(() => {
    const take = (tests: readonly OwnTest[]) => setWord(tests.find(({ test }) => test === key));
    void keptTests(device).then(take);
    void askForTests(device).then(take, () => {}); // no network: what is kept stands
  }, [device, key, received]);
  return word;
}

/** What the province says of a test. */
export function wordOf({ outcome, decision }: OwnTest, said: TestMessages): string {
  return said.words[outcome === "scored" ? decision ?? "placed" : outcome];
}
