/** One question. Every try is a fact; all choices look alike until one is picked, and the teacher answers each of them. */
import type { LessonStep } from "@hocvuso/contract";
import { useEffect, useRef } from "preact/hooks";
import { firstIcons, Icon } from "../../icons.tsx";
import { icons } from "../../rest-icons.ts";
import { SayButton } from "../say-button.tsx";
import { Shell } from "../shell.tsx";
import type { RestProps } from "./practise-stop.tsx";
import { shuffled } from "./shuffle.ts";
import { backFrom } from "./sitting.ts";

type QuestionStep = Extract<LessonStep, { kind: "question" }>;

export function QuestionStop({ step, at, words, lesson, items, messages, more, sitting, keep, pass, isBusy, trouble }: RestProps & { step: QuestionStep }) {
  const shownAtMs = useRef(performance.now());
  const answer = useRef<HTMLDivElement>(null);
  const picked = sitting.picked[step.item] ?? [];
  useEffect(() => { if (picked.length > 0) answer.current?.scrollIntoView({ block: "nearest" }); }, [picked.length]);

  const item = items.find(({ id }) => id === step.item);
  if (item === undefined) throw new RangeError(`lesson ${lesson.id} asks ${step.item}, which it does not bring`);
  const { language } = messages;
  const choices = shuffled(item.choices, `${sitting.key}${item.id}`);
  const last = choices.find(({ id }) => id === picked.at(-1));
  const isRight = last?.id === item.right;
  const questions = lesson.steps.filter(({ kind }) => kind === "question");

  const pick = (id: string): void => {
    if (isBusy || isRight || picked.includes(id)) return;
    const dwellMs = Math.min(Math.round(performance.now() - shownAtMs.current), 86_400_000);
    void keep(
      (device) => device.keep({ kind: "item-answered", key: sitting.key, item: item.id, try: picked.length, picked: [id], dwellMs }),
      { picked: { ...sitting.picked, [item.id]: [...picked, id] } },
    );
  };

  return (
    <Shell
      messages={messages} back={backFrom(at)} place={{ at, of: words.stops.length }}
      spoken={last === undefined ? `${item.spoken[language]}\n${more.choicesAre(choices.map(({ text }) => text[language]))}` : last.answer[language]}
      foot={trouble ?? (isRight && <button type="button" class="button go" aria-busy={isBusy} onClick={() => void pass()}>{more.forward}<Icon {...firstIcons.next} /></button>)}
    >
      <div class="pad">
        <p class="kick">{words.isReview && `${more.review}: ${words.title} · `}{more.question(questions.indexOf(step) + 1, questions.length)}</p>
        <h1 tabIndex={-1}>{item.shown[language]}</h1>
      </div>
      <ul class="pad choices">
        {choices.map(({ id, text }, at) => {
          const isLast = id === last?.id;
          const isTried = picked.includes(id);
          return (
            <li key={id} class="said">
              <SayButton words={text[language]} label={more.listenToChoice(at + 1)} messages={messages} />
              <button type="button" class={`button left ${isLast ? "picked" : ""}`} aria-disabled={isTried || isRight} aria-pressed={isLast} onClick={() => pick(id)}>
                <span>{text[language]}</span>
                {isLast && isRight ? <Icon {...icons.check} /> : isTried ? <small>{isLast ? more.chosen : more.tried}</small> : null}
              </button>
            </li>
          );
        })}
      </ul>
      <div ref={answer} class="answer" role="status">
        {last && <div class={`note ${isRight ? "done" : "hint"}`}><p><b>{last.answer[language]}</b></p>{isRight ? null : <p>{more.thinkAgain}</p>}</div>}
      </div>
    </Shell>
  );
}
