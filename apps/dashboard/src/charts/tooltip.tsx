/** One tooltip for the whole page, saying what the screen reader says. Opens by pointing or focus, stays while pointed at, closes with Esc. */
import { useEffect, useRef, useState } from "preact/hooks";

type Shown = { readonly text: string; readonly x: number; readonly top: number; readonly bottom: number };

const lingerMs = 120;

export function Tooltip() {
  const [shown, setShown] = useState<Shown | null>(null);
  const tip = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let closing = 0;
    const carrier = (target: EventTarget | null) => (target instanceof Element ? target.closest("[data-tip]") : null);
    const open = (element: Element, pointerX?: number) => {
      clearTimeout(closing);
      const box = element.getBoundingClientRect();
      setShown({ text: element.getAttribute("data-tip") ?? "", x: pointerX ?? box.left + box.width / 2, top: box.top, bottom: box.bottom });
    };
    const close = () => setShown(null);
    const over = (event: PointerEvent) => {
      if (event.target instanceof Node && tip.current?.contains(event.target)) return clearTimeout(closing);
      const element = carrier(event.target);
      if (element !== null) return open(element, event.clientX);
      clearTimeout(closing);
      closing = setTimeout(close, lingerMs);
    };
    const focused = (event: FocusEvent) => {
      const element = carrier(event.target);
      if (element?.matches(":focus-visible") === true) open(element);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key === "Escape") close();
    };
    const listeners = [["focusout", close], ["scroll", close], ["click", close]] as const;
    document.addEventListener("pointerover", over);
    document.addEventListener("focusin", focused);
    document.addEventListener("keydown", key);
    for (const [name, listener] of listeners) document.addEventListener(name, listener, { passive: true });
    return () => {
      document.removeEventListener("pointerover", over);
      document.removeEventListener("focusin", focused);
      document.removeEventListener("keydown", key);
      for (const [name, listener] of listeners) document.removeEventListener(name, listener);
    };
  }, []);

  useEffect(() => {
    if (shown === null || tip.current === null) return;
    const { width, height } = tip.current.getBoundingClientRect();
    const left = Math.max(8, Math.min(shown.x - width / 2, document.documentElement.clientWidth - width - 8));
    const above = shown.top - height - 2;
    tip.current.style.left = `${left}px`;
    tip.current.style.top = `${above > 8 ? above : Math.min(shown.bottom + 2, innerHeight - height - 8)}px`;
  }, [shown]);

  return shown === null ? null : <div class="tip" ref={tip} aria-hidden="true">{shown.text}</div>;
}
