/** The teacher's voice under the phone: what to do, what an act brought, hints, and the choices that are not on the phone. Paper, not app. */
import type { ScreenView, Feedback } from "@hocvuso/domain/scenario";
import { useEffect, useRef } from "preact/hooks";
import type { Drawing } from "./drawing.ts";
import { Hand, Icon, Lotus } from "./icons.tsx";

/** What was last said about an act, and on which screen it was done. */
export type Said = Extract<Feedback, { readonly kind: "moved" | "wrong" | "private" | "hint" | "goal" }> & { readonly on: string };

export interface CoachProps {
  readonly view: ScreenView;
  readonly drawing: Drawing;
  readonly said: Said | undefined;
  /** Of this screen, and of the whole run. */
  readonly hintsHere: number;
  readonly hintCount: number;
  readonly isOnMyOwn: boolean;
  readonly askHint: () => void;
  readonly leave: () => void;
}

export function Coach({ view, drawing, said, hintsHere, hintCount, isOnMyOwn, askHint, leave }: CoachProps) {
  const { messages, words, pointedAt } = drawing;
  const element = useRef<HTMLElement>(null);
  const answer = said?.text === undefined ? undefined : words(said.text);
  const isAnsweredHere = answer !== undefined && said?.on === view.screen;
  const looksLikeHint = !view.isGoal && (view.guide !== undefined || isAnsweredHere);

  useEffect(() => {
    if (isAnsweredHere) element.current?.scrollIntoView({ block: "nearest" });
  }, [said]);

  return (
    <section class={`sim-coach${looksLikeHint ? " sim-coach-hint" : ""}`} aria-label={messages.teacher} ref={element}>
      <div class="sim-ask">
        <span class="sim-teacher"><Lotus /></span>
        <div role="status">
          {view.isGoal ? <p class="sim-done"><Icon name="check" />{messages.done}</p> : null}
          {said?.kind === "hint" ? <p class="sim-hint-name"><Icon name="lamp" />{messages.hintGiven[said.strength]}</p> : null}
          {answer === undefined ? null : <p>{isAnsweredHere ? <b>{answer}</b> : answer}</p>}
          {isAnsweredHere ? null : <p><b>{words(view.shown)}</b></p>}
          {view.guide === undefined ? null : <p>{words(view.guide.text)}</p>}
        </div>
      </div>

      {view.choices.map((choice) => (
        <div key={choice.id} class={`sim-part${choice.id === pointedAt ? " sim-pointed-at sim-with-hand" : ""}`}>
          <button type="button" class={`sim-button${choice.id === pointedAt ? " sim-ringed" : ""}`} onClick={() => drawing.act(choice.act)}>
            <Icon name={choice.icon} /><span>{words(choice.label)}</span>
          </button>
          {choice.id === pointedAt ? <Hand /> : null}
        </div>
      ))}

      {view.isHintOffered ? (
        <div class="sim-hint">
          {hintsHere === 2 ? null : (
            <button type="button" class="sim-pill" onClick={askHint}><Icon name="lamp" />{hintsHere === 0 ? messages.hint : messages.hintMore}</button>
          )}
          {isOnMyOwn && hintCount === 0 ? <p>{messages.hintCosts}</p> : null}
          {isOnMyOwn && hintsHere > 0 ? <p>{messages.hintCounted}</p> : null}
        </div>
      ) : null}
      {view.isGoal ? (
        <button type="button" class="sim-button sim-button-go" onClick={leave}><span>{messages.finish}</span><Icon name="next" /></button>
      ) : null}
    </section>
  );
}
