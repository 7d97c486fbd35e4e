/** A picture that content names. What it tells stands in content, so that no drawing has to say it; a name without a drawing shows those words. */
import { content as labels } from "../../../../content/pictures.json?pictures";
import { pictures as drawings } from "../pictures/lesson-pictures.ts";
import type { Language } from "./messages.ts";

export function ContentPicture({ name, language }: { name: string; language: Language }) {
  const label = labels.pictures[name]?.[language] ?? "";
  const drawing = drawings[name];
  return drawing === undefined
    ? <span class="sim-drawn sim-undrawn">{label}</span>
    : <span class="sim-drawn" role="img" aria-label={label} dangerouslySetInnerHTML={{ __html: drawing }} />;
}
