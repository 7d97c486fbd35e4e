/** A picture that content names. What it tells stands in content, so that no drawing has to say it; a name without a drawing shows those words. */
import { content as labels } from "../../../../content/pictures.json?simulator-pictures";
import { pictureAddress } from "../pictures/picture-address.ts";
import type { Language } from "./messages.ts";

export function ContentPicture({ name, language }: { name: string; language: Language }) {
  const label = labels[name]?.[language] ?? "";
  const address = pictureAddress(name);
  return address === undefined
    ? <span class="sim-drawn sim-undrawn">{label}</span>
    : <img class="sim-drawn" src={address} width={360} height={220} alt={label} />;
}
