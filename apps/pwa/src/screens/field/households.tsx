/** The household board, visits, and what each hamlet lacks. */
import type { HouseholdVisited, PlaceFound } from "@hocvuso/contract";
import { householdBoard } from "@hocvuso/domain/people";
import { useState } from "preact/hooks";
import { fiveOf, findPlace, visit } from "../../device/field.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import { pictureAddress } from "../../pictures/picture-address.ts";
import { icons } from "../../rest-icons.ts";
import { AppFrame } from "../app-frame.tsx";
import { dayOf, writtenDay } from "../day.ts";
import { Tick } from "./enrol.tsx";
import { Choices, placeName, Refused, toggled, useAct } from "./parts.tsx";
import type { FieldProps } from "./field-pages.tsx";

/** Five houses' lamps: lit where it is so. The words stand beside them. */
function Five({ skills }: { readonly skills: readonly boolean[] }) {
  return <span class="five" aria-hidden="true">{skills.map((isOn, at) => <i key={at} class={isOn ? "on" : ""} />)}</span>;
}

export function Households(props: FieldProps) {
  const { said, field: { people, visited } } = props;
  const houses = householdBoard(people);
  const good = houses.filter(({ isProficient }) => isProficient).length;
  const soon = (household: (typeof houses)[number]["household"]) => visited.get(household)?.nextOn ?? "9";
  return (
    <AppFrame {...props} back="#" spoken={said.board(good, houses.length)}>
      <img class="poster" src={pictureAddress("household")} width={360} height={220} alt="" />
      <section class="pad"><h1 tabIndex={-1}>{said.households}</h1>
        {houses.length === 0 ? <p>{said.noHouseholds}</p> : <p class="lead">{said.board(good, houses.length)}</p>}
        <ul class="exercises">
          {houses.toSorted((a, b) => (soon(a.household) < soon(b.household) ? -1 : 1)).map(({ household, members, skills, isProficient }) => {
            const kept = visited.get(household);
            return (
              <li key={household}><a class="row" href={`#ho-${household}`}><Icon {...icons.home} /><span class="grow"><b>{said.householdOf(members[0]?.name ?? "")}</b>
                <Five skills={skills} /><small>{isProficient ? said.proficient : said.skillsOf(skills.filter(Boolean).length)}. {kept === undefined ? said.neverVisited : kept.nextOn === undefined ? said.lastVisit(writtenDay(kept.on)) : said.nextVisit(writtenDay(kept.nextOn))}</small></span><Icon {...firstIcons.next} /></a></li>
            );
          })}
        </ul>
      </section>
    </AppFrame>
  );
}

const outcomes = ["helped", "nobody-home", "later"] as const satisfies readonly HouseholdVisited["outcome"][];
const DAY_MS = 86_400_000;

export function Household(props: FieldProps) {
  const { said, machine, view, field: { people, visited }, refresh } = props;
  const [outcome, setOutcome] = useState<HouseholdVisited["outcome"]>();
  const [days, setDays] = useState<"7" | "14" | "30">();
  const { state, act } = useAct();
  const one = householdBoard(people).find(({ household }) => view === `ho-${household}`);
  const [head] = one?.members ?? [];
  if (one === undefined || head === undefined) return <Households {...props} />;
  const kept = visited.get(one.household);
  return (
    <AppFrame {...props} back="#ho" spoken={`${said.householdOf(head.name)}. ${one.isProficient ? said.proficient : said.notYet}`}>
      <section class="pad"><h1 tabIndex={-1}>{said.householdOf(head.name)}</h1>
        <div class={one.isProficient ? "verdict good" : "verdict"}><Icon {...(one.isProficient ? icons.check : icons.wait)} /><p class="grow"><b>{one.isProficient ? said.proficient : said.notYet}</b><br />{said.skillsOf(one.skills.filter(Boolean).length)}</p></div>
        <ul class="act">
          {one.members.map(({ person, name, skills }) => (
            <li key={person} class="row"><span class="grow"><b>{name}</b><Five skills={fiveOf(skills)} /><small>{fiveOf(skills).flatMap((has, at) => (has ? [said.fiveSkills[at] ?? ""] : [])).join(", ")}</small></span></li>
          ))}
        </ul>
      </section>
      <section class="pad"><h2>{said.visitNow}</h2>
        <p role="status">{kept === undefined ? said.neverVisited : `${said.lastVisit(writtenDay(kept.on))}: ${said.outcomes[kept.outcome]}.${kept.nextOn === undefined ? "" : ` ${said.nextVisit(writtenDay(kept.nextOn))}.`}`}</p>
        <Choices legend="" options={outcomes} chosen={outcome === undefined ? [] : [outcome]} nameOf={(each) => said.outcomes[each]} onTap={setOutcome} />
        <Choices legend={said.nextOn} options={["7", "14", "30"]} chosen={days === undefined ? [] : [days]} nameOf={(each) => said.nextDays[each]} onTap={(each) => setDays(days === each ? undefined : each)} />
        <button type="button" class="button go" disabled={outcome === undefined} aria-busy={state === "busy"} onClick={() => act(async () => {
          if (outcome === undefined) return;
          await visit(machine, { household: one.household, person: head.person, on: dayOf(new Date()), outcome, ...(days === undefined ? {} : { nextOn: dayOf(new Date(Date.now() + Number(days) * DAY_MS)) }) });
          await refresh();
        })}>{said.keepVisit}</button>
      </section>
      <Refused state={state} said={said} />
    </AppFrame>
  );
}

export function Places(props: FieldProps) {
  const { said, machine, field: { own, people, found }, refresh } = props;
  const { state, act } = useAct();
  return (
    <AppFrame {...props} back="#" spoken={said.places}>
      <section class="pad"><h1 tabIndex={-1}>{said.places}</h1>
        <ul class="hamlets">
          {(own?.places ?? []).map((place) => {
            const lacks = found.get(place) ?? [];
            const here = people.filter((one) => one.place === place);
            const good = householdBoard(here);
            const say = (lack: PlaceFound["lacks"][number]) => act(async () => { await findPlace(machine, { place, lacks: [...toggled(lacks, lack)] }); await refresh(); });
            return (
              <li key={place}><h2>{placeName(place, said)}</h2>
                <p>{said.people(here.length)}{good.length > 0 && `. ${said.board(good.filter(({ isProficient }) => isProficient).length, good.length)}`}</p>
                <div class="ticks"><Tick isOn={lacks.includes("power")} onTap={() => say("power")}>{said.noPower}</Tick><Tick isOn={lacks.includes("signal")} onTap={() => say("signal")}>{said.noSignal}</Tick></div>
              </li>
            );
          })}
        </ul>
      </section>
      <Refused state={state} said={said} />
    </AppFrame>
  );
}
