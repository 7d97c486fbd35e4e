/** One question of a test, in any of its forms. Nothing on it says what is right, before or after. */
import type { KeylessItem } from "@hocvuso/contract";
import { optionOrder, thingsToPick } from "@hocvuso/domain/assessment";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { firstIcons, Icon } from "../../icons.tsx";
import type { FirstMessages } from "../../messages/first-vi.ts";
import type { TestMessages } from "../../messages/test-vi.ts";
import { pictureAddress } from "../../pictures/picture-address.ts";
import { SayButton } from "../say-button.tsx";
import type { AskedItem, PlacementItem } from "./test-bank.ts";

export type AskedQuestion = PlacementItem | Exclude<KeylessItem, { readonly form: "task" }>;

export function isQuestion(item: AskedItem): item is AskedQuestion {
  return item.form !== "task";
}

export type QuestionProps = {
  readonly item: AskedQuestion;
  readonly seed: number;
  readonly messages: FirstMessages;
  readonly said: TestMessages;
  readonly picked: readonly string[];
  readonly setPicked: (picked: readonly string[]) => void;
};

/** Whether what was picked is a whole answer. */
export function isWhole(item: AskedQuestion, picked: readonly string[]): boolean {
  switch (item.form) {
    case "choice": case "spot": return picked.length === 1;
    case "order": return picked.length === item.pieces.length;
    case "match": return picked.length === item.prompts.length;
  }
}

/** Things in the order in which this test shows them. */
function inOrder<Thing>(things: readonly Thing[], { seed, itemId }: { seed: number; itemId: string }): readonly Thing[] {
  return optionOrder({ seed, itemId, count: things.length }).flatMap((at) => things.slice(at, at + 1));
}

/** How many things there are to pick from. */
export function optionCount(item: AskedQuestion): number {
  return item.form === "choice" ? item.choices.length : thingsToPick(item).length;
}

export function Question({ item, ...props }: QuestionProps) {
  const { language } = props.messages;
  const drawn = { seed: props.seed, itemId: item.id };
  switch (item.form) {
    case "choice": return <One things={inOrder(item.choices, drawn).map(({ id, text }) => ({ id, words: text[language] }))} {...props} />;
    case "spot": return (
      <>
        <Scene scene={item.scene} {...props} />
        <p class="pad sub">{props.said.spotHow}</p>
        <One things={inOrder(item.places, drawn).map(({ id, label }) => ({ id, words: label[language] }))} {...props} />
      </>
    );
    case "order": return <Order things={inOrder(item.pieces, drawn).map(({ id, text }) => ({ id, words: text[language] }))} {...props} />;
    case "match": return <Match prompts={item.prompts.map(({ id, text }) => ({ id, words: text[language] }))} partners={inOrder(item.partners, drawn).map(({ id, text }) => ({ id, words: text[language] }))} {...props} />;
  }
}

type Thing = { readonly id: string; readonly words: string };
type Picking = Omit<QuestionProps, "item">;

function Choice({ thing: { id, words }, nth, isPicked, mark, onPick, messages, said }: { thing: Thing; nth: number; isPicked: boolean; mark?: string; onPick: (id: string) => void } & Pick<Picking, "messages" | "said">) {
  return (
    <li class="said">
      <SayButton words={words} label={said.listenTo(nth)} messages={messages} />
      <button type="button" class={`button left ${isPicked ? "picked" : ""}`} aria-pressed={isPicked} onClick={() => onPick(id)}><span>{words}</span>{mark !== undefined && <small>{mark}</small>}</button>
    </li>
  );
}

function One({ things, picked, setPicked, messages, said }: Picking & { things: readonly Thing[] }) {
  return <ul class="pad choices">{things.map((thing, at) => <Choice key={thing.id} thing={thing} nth={at + 1} isPicked={picked.includes(thing.id)} onPick={(id) => setPicked([id])} messages={messages} said={said} />)}</ul>;
}

function Order({ things, picked, setPicked, messages, said }: Picking & { things: readonly Thing[] }) {
  const tap = (id: string) => setPicked(picked.includes(id) ? picked.filter((other) => other !== id) : [...picked, id]);
  return (
    <>
      <p class="pad sub">{said.orderHow}</p>
      <ul class="pad choices">
        {things.map((thing, at) => {
          const place = picked.indexOf(thing.id);
          return <Choice key={thing.id} thing={thing} nth={at + 1} isPicked={place >= 0} {...(place < 0 ? {} : { mark: said.orderPlace(place + 1) })} onPick={tap} messages={messages} said={said} />;
        })}
      </ul>
    </>
  );
}

function Match({ prompts, partners, picked, setPicked, messages, said }: Picking & { prompts: readonly Thing[]; partners: readonly Thing[] }) {
  const pairWith = (prompt: string, partner: string) => setPicked([...picked.filter((pair) => !pair.startsWith(`${prompt}:`)), `${prompt}:${partner}`]);
  return (
    <>
      <p class="pad sub">{said.matchHow}</p>
      {prompts.map((prompt, at) => (
        <fieldset key={prompt.id} class="pad match">
          <legend><SayButton words={prompt.words} label={said.listenTo(at + 1)} messages={messages} /><b>{prompt.words}</b></legend>
          {partners.map(({ id, words }) => {
            const isPicked = picked.includes(`${prompt.id}:${id}`);
            return <button key={id} type="button" class={`button left ${isPicked ? "picked" : ""}`} aria-pressed={isPicked} onClick={() => pairWith(prompt.id, id)}><span>{words}</span></button>;
          })}
        </fieldset>
      ))}
    </>
  );
}

type SceneOf = Extract<KeylessItem, { readonly form: "spot" }>["scene"];

/** A picture, or a screen as simulators draw it that does nothing when it is touched. What is on it is also said by the places to choose from. */
function Scene({ scene, messages, said }: { scene: SceneOf } & Pick<Picking, "messages" | "said">) {
  const [draw, setDraw] = useState<(parts: Extract<SceneOf, { readonly parts: unknown }>["parts"]) => ComponentChildren>();
  useEffect(() => {
    if ("parts" in scene) void import("../lesson/practise-parts.ts").then(({ drawStillScreen }) => setDraw(() => (parts: Parameters<typeof drawStillScreen>[0]) => drawStillScreen(parts, messages.language)));
  }, [messages.language]);
  if ("picture" in scene) return <img class="poster" src={pictureAddress(scene.picture)} alt={said.sceneName} />;
  return <div class="scene" inert aria-hidden="true">{draw?.(scene.parts)}</div>;
}

/** The one thing to do, and the two ways round it. */
export function QuestionFoot({ said, isReady, isBusy, onNext, onDontKnow }: { said: TestMessages; isReady: boolean; isBusy: boolean; onNext: () => void; onDontKnow: () => void }) {
  return isReady
    ? <button type="button" class="button go" aria-busy={isBusy} onClick={onNext}>{said.next}<Icon {...firstIcons.next} /></button>
    : <button type="button" class="button" aria-busy={isBusy} onClick={onDontKnow}>{said.dontKnow}</button>;
}
