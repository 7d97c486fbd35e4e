/** What the person has said of themselves, in words. */
import { useEffect, useState } from "preact/hooks";
import type { Profile } from "../device/device.ts";
import type { Messages } from "../messages/vi.ts";
import { dayOf } from "./day.ts";
import type { Language } from "./lesson/lesson-words.ts";

export function WhoAndWhere({ profile: { group, place }, language, more }: { profile: Profile; language: Language; more: Messages }) {
  const [name, setName] = useState("");
  useEffect(() => {
    if (place === undefined) return;
    void import("./find-communes.ts").then(({ communeName }) => setName(communeName(place, { language, today: dayOf(new Date()) })));
  }, [place, language]);
  if (group === undefined) return <p>{more.notSaid}</p>;
  return <p class="lead">{more.saidGroup}: <b>{more.groups[group]}</b><br />{more.saidPlace}: <b>{name}</b></p>;
}
