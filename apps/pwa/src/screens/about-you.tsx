/** Who the person is and where they live, one thing per screen. Asked after the learning, and may be put off. */
import type { PopulationGroup, UnitId } from "@hocvuso/contract";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { firstIcons, Icon } from "../icons.tsx";
import type { FirstMessages } from "../messages/first-vi.ts";
import type { Messages } from "../messages/vi.ts";
import adult from "../pictures/group-adult.svg?raw";
import official from "../pictures/group-official.svg?raw";
import student from "../pictures/group-student.svg?raw";
import { dayOf } from "./day.ts";
import type { FoundCommune } from "./find-communes.ts";
import { Shell, type ShellProps } from "./shell.tsx";

type Finder = typeof import("./find-communes.ts");
const groups: readonly PopulationGroup[] = ["adult", "student", "official"];
const portraits: Readonly<Record<PopulationGroup, string>> = { adult, student, official };

export function AboutYou({ back, place, messages, more, isBusy, trouble, onAnswer, onLater }: {
  readonly messages: FirstMessages;
  readonly more: Messages;
  readonly isBusy: boolean;
  readonly trouble: ComponentChildren;
  readonly onAnswer: (answer: { readonly group: PopulationGroup; readonly place: UnitId }) => void;
  readonly onLater: () => void;
  readonly back: string;
  readonly place?: ShellProps["place"];
}) {
  const [group, setGroup] = useState<PopulationGroup>();
  const [finder, setFinder] = useState<Finder>();
  const [query, setQuery] = useState("");
  useEffect(() => { void import("./find-communes.ts").then(setFinder); }, []);
  useEffect(() => { if (group) document.querySelector<HTMLElement>("h1")?.focus(); }, [group]);

  const frame = { messages, back, ...(place === undefined ? {} : { place }) };
  const later = <button type="button" class="button" aria-busy={isBusy} onClick={onLater}>{more.later}<Icon {...firstIcons.next} /></button>;
  if (group === undefined) {
    return (
      <Shell {...frame} spoken={more.whoAreYouSpoken} foot={trouble ?? later}>
        <div class="pad"><h1 tabIndex={-1}>{more.whoAreYou}</h1><p class="lead">{more.whoNote}</p></div>
        <ul class="pad choices">
          {groups.map((each) => (
            <li key={each}>
              <button type="button" class="button left pictured" onClick={() => setGroup(each)}>
                <span aria-hidden="true" class="portrait" dangerouslySetInnerHTML={{ __html: portraits[each] }} />
                <span>{more.groups[each]}<small>{more.groupNotes[each]}</small></span>
              </button>
            </li>
          ))}
        </ul>
      </Shell>
    );
  }

  const found: readonly FoundCommune[] = finder?.findCommunes(query, { language: messages.language, today: dayOf(new Date()) }) ?? [];
  const isAsked = query.trim().length >= 2;
  return (
    <Shell {...frame} spoken={more.whereSpoken} foot={trouble ?? later}>
      <div class="pad">
        <h1 tabIndex={-1}>{more.whereDoYouLive}</h1>
        <label class="field">{more.placeName}<input type="search" autocomplete="off" autocapitalize="off" spellcheck={false} value={query} onInput={(event) => setQuery(event.currentTarget.value)} /></label>
        <p role="status" class={found.length > 0 ? "unseen" : "lead"}>
          {finder === undefined ? more.placesLoading : !isAsked ? "" : found.length === 0 ? more.noPlace : more.placesFound(found.length)}
        </p>
      </div>
      <ul class="pad choices">
        {found.map(({ unit, name, formerName }) => (
          <li key={unit}>
            <button type="button" class="button left" aria-busy={isBusy} onClick={() => onAnswer({ group, place: unit })}>
              <span>{name}{formerName !== undefined && <small>{more.formerly(formerName)}</small>}</span>
            </button>
          </li>
        ))}
      </ul>
    </Shell>
  );
}
