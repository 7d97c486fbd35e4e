/** What the finger pulls along. It follows the finger, and counts as pulled when it is let go far enough; an arrow to tap and the arrow keys do the same (WCAG 2.5.1). */
import type { PartOf, SwipeWay } from "@hocvuso/contract";
import { useRef, useState } from "preact/hooks";
import type { PartProps } from "./drawing.ts";
import { Hand, Icon } from "./icons.tsx";

/** As far as a finger goes that means it, CSS px; less is a tap or a tremble, and the thing slides back. */
const farEnoughPx = 40;
const keys: Readonly<Record<string, SwipeWay>> = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

function wayOf(x: number, y: number): SwipeWay {
  return Math.abs(x) > Math.abs(y) ? (x < 0 ? "left" : "right") : y < 0 ? "up" : "down";
}

export function Swipe({ part, drawing }: PartProps<PartOf<"swipe">>) {
  const { messages } = drawing;
  const from = useRef<{ readonly x: number; readonly y: number } | undefined>(undefined);
  const [pulled, setPulled] = useState({ x: 0, y: 0 });
  const go = (to: SwipeWay): void => {
    const way = part.ways.find((each) => each.to === to);
    if (way !== undefined) drawing.act(way.act);
  };
  const moved = (event: PointerEvent) => ({ x: event.clientX - (from.current?.x ?? event.clientX), y: event.clientY - (from.current?.y ?? event.clientY) });
  const letGo = (event: PointerEvent, isMeant: boolean): void => {
    const { x, y } = moved(event);
    from.current = undefined;
    setPulled({ x: 0, y: 0 });
    if (isMeant && Math.hypot(x, y) >= farEnoughPx) go(wayOf(x, y));
  };
  const isPointedAt = part.ways.some(({ act }) => act === drawing.pointedAt);
  const isAcross = part.ways.some(({ to }) => to === "left" || to === "right");
  const isAlong = part.ways.some(({ to }) => to === "up" || to === "down");
  const [x, y] = [isAcross ? pulled.x : 0, isAlong ? pulled.y : 0];
  return (
    <div
      class="sim-swipe" role="group" aria-label={drawing.words(part.label)}
      onKeyDown={(event) => {
        const to = keys[event.key];
        if (to === undefined) return;
        event.preventDefault();
        go(to);
      }}
    >
      <p class="sim-label">{drawing.words(part.label)}</p>
      <div
        class={`sim-swipe-window ${isPointedAt ? "sim-pointed-at sim-ringed" : ""}`} style={{ touchAction: isAlong && isAcross ? "none" : isAlong ? "pan-x" : "pan-y" }}
        onPointerDown={(event) => { if (event.button === 0) { from.current = { x: event.clientX, y: event.clientY }; event.currentTarget.setPointerCapture(event.pointerId); } }}
        onPointerMove={(event) => { if (from.current !== undefined) setPulled(moved(event)); }}
        onPointerUp={(event) => letGo(event, true)} onPointerCancel={(event) => letGo(event, false)}
      >
        <div class={from.current === undefined ? "sim-swipe-back" : ""} style={{ transform: `translate(${x}px, ${y}px)` }}>{drawing.picture(part.picture)}</div>
        {isPointedAt ? <Hand /> : null}
      </div>
      <p class="sim-label">{messages.orArrow}</p>
      <ul class="sim-swipe-ways">
        {part.ways.map(({ to, act }) => (
          <li key={to}>
            <button type="button" class={`sim-plain-button ${act === drawing.pointedAt ? "sim-ringed" : ""}`} onClick={() => drawing.act(act)}>
              <span class={`sim-arrow sim-arrow-${to}`}><Icon name="back" /></span>{messages.swipeTo[to]}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
