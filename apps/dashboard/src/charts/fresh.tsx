/** A value that glows once when it changed under the reader's eyes, and never when the page is first drawn. */
import { useRef } from "preact/hooks";

export function Fresh({ text }: { text: string }) {
  const first = useRef(text);
  const hasChanged = useRef(false);
  if (first.current !== text) hasChanged.current = true;
  return <span key={text} class={hasChanged.current ? "fresh" : undefined}>{text}</span>;
}
