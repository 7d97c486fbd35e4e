/** On a phone that people share, every page says whose book is open; a tap leads to all the pictures. */
import type { ComponentChildren } from "preact";
import type { PeoplePicture } from "../../device/people-on-phone.ts";
import type { Profile } from "../../device/device.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import { personEn } from "../../messages/person-en.ts";
import { personVi } from "../../messages/person-vi.ts";
import { nameOf, PersonPicture } from "./people.tsx";

export function hasPhone({ called = "", picture }: Profile, language: "vi" | "en"): ComponentChildren {
  const said = language === "en" ? personEn : personVi;
  const one = { called, picture: picture as PeoplePicture }; // people-on-phone.ts has kept it
  return <a class="has-phone" href="/hoc/ai/"><PersonPicture picture={one.picture} /><span class="grow">{said.theyUse(nameOf(one, said))}</span><Icon {...firstIcons.next} /></a>;
}
