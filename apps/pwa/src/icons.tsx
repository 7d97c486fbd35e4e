/** The small pictures beside words, 24 units square, in the colour of the word. Those of the first script; the rest stand in rest-icons.ts. */

/** `line` is drawn as a line, `full` is filled as well. */
export type IconShape = { readonly line?: string; readonly full?: string };

export const firstIcons = {
  back: { line: "M14 5l-7 7 7 7" },
  next: { line: "M9 5l7 7-7 7" },
  say: { full: "M4 9v6h4l6 5V4L8 9z", line: "M17 9q2 3 0 6M20 6q4 6 0 12" },
  more: { line: "M4 7h16M4 12h16M4 17h16" },
  again: { line: "M5 12a7 7 0 1 1 3 6M5 12l-3-3M5 12l4-3" },
};

export function Icon({ line, full }: IconShape) {
  return <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{full && <path d={full} fill="currentColor" />}{line && <path d={line} />}</svg>;
}
