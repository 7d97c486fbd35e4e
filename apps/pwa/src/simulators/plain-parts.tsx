/** The parts of an ordinary app: bars, sentences, buttons, lists, switches, receipts. */
import type { PartOf } from "@hocvuso/contract";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Drawing, PartProps } from "./drawing.ts";
import { Hand, Icon } from "./icons.tsx";

export function Paragraph({ part, drawing }: PartProps<PartOf<"paragraph">>) {
  return <p class="sim-paragraph">{drawing.words(part.text)}</p>;
}

const noticeIcons = { plain: undefined, done: "check", care: "safe" } as const;

export function Notice({ part, drawing }: PartProps<PartOf<"notice">>) {
  return (
    <p class={`sim-notice sim-notice-${part.look}`}>
      <Icon name={noticeIcons[part.look]} />
      <span>{drawing.words(part.text)}</span>
    </p>
  );
}

export function Picture({ part, drawing }: PartProps<PartOf<"picture">>) {
  return <div class="sim-picture">{drawing.picture(part.picture)}</div>;
}

export function AppBar({ part, drawing }: PartProps<PartOf<"app-bar">>) {
  const { back } = part;
  return (
    <div class="sim-app-bar">
      {back === undefined ? null : (
        <button type="button" class="sim-bar-back" aria-label={drawing.messages.back} onClick={() => drawing.act(back)}>
          <Icon name="back" />
        </button>
      )}
      <b>{drawing.words(part.title)}</b>
      <span class="sim-app-name">{part.app}</span>
    </div>
  );
}

export function AppButton({ part, drawing }: PartProps<PartOf<"button">>) {
  return (
    <button type="button" class="sim-app-button" onClick={() => drawing.act(part.act)}>
      <Icon name={part.icon} />
      <span>{drawing.words(part.label)}</span>
    </button>
  );
}

export function SideKey({ part, drawing }: PartProps<PartOf<"side-key">>) {
  return <button type="button" class="sim-side-key" onClick={() => drawing.act(part.act)}>{drawing.words(part.label)}</button>;
}

export function Detail({ part, drawing }: PartProps<PartOf<"detail">>) {
  const { act } = part;
  const look = `sim-box sim-detail sim-detail-${part.look ?? "plain"}`;
  const inside = (
    <>
      <span class="sim-label">{drawing.words(part.label)}</span>
      <b>{drawing.words(part.value)}</b>
      {part.note === undefined ? null : <span class="sim-label">{drawing.words(part.note)}</span>}
    </>
  );
  return act === undefined
    ? <p class={look}>{inside}</p>
    : <button type="button" class={look} onClick={() => drawing.act(act)}>{inside}</button>;
}

export type Choice = PartOf<"list">["choices"][number];

/** `look` says how the choices of lists, viewfinders and maps are drawn; they act alike. */
export function Choices({ choices, look, isNumbered = false, drawing }: {
  choices: readonly Choice[]; look: "rows" | "grid" | "targets"; isNumbered?: boolean; drawing: Drawing;
}) {
  return (
    <ul class={`sim-list sim-list-${look}`}>
      {choices.map((choice, at) => {
        const isPointedAt = choice.act === drawing.pointedAt;
        return (
          <li key={choice.act} class={isPointedAt ? "sim-part sim-pointed-at sim-with-hand" : ""}>
            <ChoiceButton choice={choice} class={isPointedAt ? "sim-ringed" : ""} drawing={drawing}>
              {isNumbered ? <span class="sim-number">{at + 1}</span> : null}
              {choice.picture === undefined ? null : <span class="sim-thumb">{drawing.picture(choice.picture)}</span>}
              <Icon name={choice.icon} />
              <span class="sim-choice-words">
                <b>{drawing.words(choice.label)}</b>
                {choice.note === undefined ? null : <span class="sim-label">{drawing.words(choice.note)}</span>}
              </span>
              {look === "rows" && !isPointedAt ? <Icon name="next" /> : null}
            </ChoiceButton>
            {isPointedAt ? <Hand /> : null}
          </li>
        );
      })}
    </ul>
  );
}

/** As long as phones usually ask a finger to stay. */
const holdMs = 500;

/**
 * With `hold`, a finger or key that stays long enough does that, one that leaves before does `act`. What a screen reader
 * sends for a long press, the menu key and the other mouse button arrive as `contextmenu` and count as held.
 */
function ChoiceButton({ choice: { act, hold }, class: look, drawing, children }: { choice: Choice; class: string; drawing: Drawing; children: ComponentChildren }) {
  const press = useRef<{ readonly timer: number; readonly isHeld: boolean } | undefined>(undefined);
  const release = (): boolean => {
    const { timer, isHeld = false } = press.current ?? {};
    clearTimeout(timer);
    press.current = undefined;
    return isHeld;
  };
  useEffect(() => () => { release(); }, []);
  if (hold === undefined) return <button type="button" class={look} onClick={() => drawing.act(act)}>{children}</button>;
  const begin = (): void => {
    release();
    press.current = { timer: self.setTimeout(stay, holdMs), isHeld: false };
  };
  const stay = (): void => {
    if (press.current?.isHeld === true) return;
    if (press.current !== undefined) {
      clearTimeout(press.current.timer);
      press.current = { ...press.current, isHeld: true };
    }
    drawing.act(hold);
  };
  const isPress = ({ key }: KeyboardEvent): boolean => key === "Enter" || key === " ";
  return (
    <button
      type="button" class={`sim-holdable ${look}`}
      onPointerDown={({ button }) => { if (button === 0) begin(); }}
      onPointerLeave={release} onPointerCancel={release}
      onClick={() => { if (!release()) drawing.act(act); }}
      onKeyDown={(event) => { if (isPress(event)) { event.preventDefault(); if (!event.repeat) begin(); } }}
      onKeyUp={(event) => { if (isPress(event)) { event.preventDefault(); if (press.current !== undefined && !release()) drawing.act(act); } }}
      onContextMenu={(event) => { event.preventDefault(); stay(); }}
    >
      {children}
    </button>
  );
}

export function List({ part, drawing }: PartProps<PartOf<"list">>) {
  return <Choices choices={part.choices} look={part.look} drawing={drawing} />;
}

export function Tick({ part, drawing }: PartProps<PartOf<"tick">>) {
  const isOn = drawing.remembered.includes(part.on);
  return (
    <button type="button" class="sim-box sim-switch" role="checkbox" aria-checked={isOn} onClick={() => drawing.act(part.act)}>
      <span class="sim-tick">{isOn ? <Icon name="check" /> : null}</span>
      <span>{drawing.words(part.label)}</span>
    </button>
  );
}

export function Toggle({ part, drawing }: PartProps<PartOf<"toggle">>) {
  const isOn = drawing.remembered.includes(part.on);
  return (
    <button type="button" class="sim-box sim-switch" role="switch" aria-checked={isOn} onClick={() => drawing.act(part.act)}>
      <span>{drawing.words(part.label)}</span>
      <span class="sim-toggle"><i /></span>
    </button>
  );
}

export function Receipt({ part, drawing }: PartProps<PartOf<"receipt">>) {
  return (
    <div class="sim-receipt">
      <p class="sim-receipt-title"><Icon name="check" /><b>{drawing.words(part.title)}</b></p>
      <dl>
        {part.rows.map((row) => (
          <div key={row.label.vi}>
            <dt>{drawing.words(row.label)}</dt>
            <dd>{drawing.words(row.value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
