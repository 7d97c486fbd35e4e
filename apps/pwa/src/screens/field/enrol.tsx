/** Enrolment in a minute: who it is, whether they are here already, what they agree to. Nothing else is asked, and no consent is ever preset. */
import type { ConsentPurpose, HouseholdId, PopulationGroup, UnitId } from "@hocvuso/contract";
import { householdBoard, lackings, lookAlikes, mayConsent, type ConsentBy, type Lacking } from "@hocvuso/domain/people";
import { useEffect, useState } from "preact/hooks";
import { bringIn, enrol, mintHousehold, type KnownPerson } from "../../device/field.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import { startRecording, type Recorder } from "../../narration/recordings.ts";
import { icons } from "../../rest-icons.ts";
import { AppFrame } from "../app-frame.tsx";
import { Choices, placeName, Refused, toggled, useAct } from "./parts.tsx";
import type { FieldProps } from "./field-pages.tsx";

const purposes: readonly ConsentPurpose[] = ["learning-record", "contact", "re-test", "story"];
const NEW = "new";

type About = { readonly name: string; readonly birthYear?: number; readonly group: PopulationGroup; readonly place: UnitId; readonly household?: HouseholdId; readonly languages?: string; readonly lacks: readonly Lacking[] };

export function Enrol(props: FieldProps) {
  const { field: { own, people, held }, machine, said, refresh, go } = props;
  const [about, setAbout] = useState<About>();
  const [isNew, setNew] = useState(false);
  const [done, setDone] = useState<KnownPerson>();
  useEffect(() => { document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true }); scrollTo(0, 0); }, [about, isNew, done]);
  const bring = async ({ person, name, group, place }: KnownPerson): Promise<void> => {
    if (held !== undefined) await bringIn(machine, [{ person, called: name, group, place }]);
    await refresh();
  };
  if (done !== undefined) {
    return (
      <AppFrame {...props} back="#" spoken={said.saved(done.name)}>
        <section class="pad"><div role="status" class="verdict good"><Icon {...icons.check} /><h1 tabIndex={-1}>{said.saved(done.name)}</h1></div></section>
        <div class="grow" />
        <div class="foot">
          <button type="button" class="button go" onClick={() => { setAbout(undefined); setNew(false); setDone(undefined); }}><Icon {...icons.slip} />{said.another}</button>
          {held !== undefined && <a class="button" href="#lop">{said.toClass}</a>}
        </div>
      </AppFrame>
    );
  }
  if (about === undefined) return <Who {...props} places={own?.places ?? []} onGiven={setAbout} />;
  const alike = lookAlikes(about, people);
  if (alike.length > 0 && !isNew) {
    return (
      <AppFrame {...props} back="#" spoken={`${said.alike} ${said.alikeLead}`}>
        <section class="pad"><h1 tabIndex={-1}>{said.alike}</h1><p class="lead">{said.alikeLead}</p>
          <ul class="choices act">
            {alike.map((one) => <li key={one.person}><button type="button" class="button left" onClick={() => void bring(one).then(() => go(held === undefined ? "" : "lop"))}><span>{one.name}<small>{[one.birthYear === undefined ? "" : said.born(one.birthYear), placeName(one.place, said)].filter((part) => part !== "").join(", ")}. {said.sameOne}</small></span></button></li>)}
          </ul>
        </section>
        <div class="grow" />
        <div class="foot"><button type="button" class="button" onClick={() => setNew(true)}>{said.anotherOne}</button></div>
      </AppFrame>
    );
  }
  return <Consent {...props} about={about} onDone={(known) => void bring(known).then(() => setDone(known))} />;
}

function Who(props: FieldProps & { readonly places: readonly UnitId[]; readonly onGiven: (about: About) => void }) {
  const { said, field: { people }, places, onGiven } = props;
  const [name, setName] = useState("");
  const [year, setYear] = useState("");
  const [group, setGroup] = useState<PopulationGroup>("adult");
  const [place, setPlace] = useState<UnitId | undefined>(places.length === 1 ? places[0] : undefined);
  const [house, setHouse] = useState<string>();
  const [languages, setLanguages] = useState<readonly string[]>([]);
  const [lacks, setLacks] = useState<readonly Lacking[]>([]);
  const houses = householdBoard(people.filter((one) => one.place === place));
  const birthYear = /^\d{4}$/.test(year.trim()) ? Number(year) : undefined;
  const isYearSound = year.trim() === "" || (birthYear !== undefined && birthYear >= 1900 && birthYear <= new Date().getFullYear());
  const isGiven = name.trim() !== "" && place !== undefined && isYearSound;
  const give = (): void => {
    if (place === undefined) return;
    const known = houses.find(({ household }) => household === house)?.household;
    const household = house === NEW ? mintHousehold() : known;
    onGiven({
      name: name.normalize("NFC").replaceAll(/\s+/g, " ").trim(), group, place, lacks, ...(birthYear === undefined ? {} : { birthYear }),
      ...(household === undefined ? {} : { household }), ...(languages.length === 0 ? {} : { languages: languages.join(", ") }),
    });
  };
  return (
    <AppFrame {...props} back="#" spoken={said.enrolTitle}>
      <section class="pad">
        <h1 tabIndex={-1}>{said.enrolTitle}</h1>
        <label class="field">{said.name}<input autocomplete="off" maxLength={80} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
        <label class="field">{said.birthYear}<input inputMode="numeric" autocomplete="off" maxLength={4} value={year} onInput={(event) => setYear(event.currentTarget.value)} /><small>{said.birthYearNote}</small></label>
        <Choices legend={said.group} options={["adult", "student", "official"]} chosen={[group]} nameOf={(each) => said.groups[each]} onTap={setGroup} />
        <Choices legend={said.hamlet} options={places} chosen={place === undefined ? [] : [place]} nameOf={(each) => placeName(each, said)} onTap={setPlace} />
        {place !== undefined && <Choices legend={said.household} options={[...houses.map(({ household }): string => household), NEW]} chosen={house === undefined ? [] : [house]} nameOf={(each) => (each === NEW ? said.householdNew : said.householdOf(houses.find(({ household }) => household === each)?.members[0]?.name ?? ""))} onTap={(each) => setHouse(house === each ? undefined : each)} />}
        <Choices legend={said.languages} options={said.languageNames} chosen={languages} nameOf={(each) => each} onTap={(each) => setLanguages(toggled(languages, each))} />
        <Choices legend={said.lacks} options={lackings} chosen={lacks} nameOf={(each) => said.lacking[each]} onTap={(each) => setLacks(toggled(lacks, each))} />
      </section>
      <div class="grow" />
      <div class="foot"><button type="button" class="button go" disabled={!isGiven} onClick={give}>{said.next}<Icon {...firstIcons.next} /></button></div>
    </AppFrame>
  );
}

function Consent(props: FieldProps & { readonly about: About; readonly onDone: (known: KnownPerson) => void }) {
  const { said, machine, about, onDone } = props;
  const [given, setGiven] = useState<readonly ConsentPurpose[]>([]);
  const [isWithGuardian, setWithGuardian] = useState(false);
  const [recorder, setRecorder] = useState<Recorder>();
  const [voice, setVoice] = useState<Blob>();
  const [hasNoVoice, setNoVoice] = useState(false);
  const { state, act } = useAct();
  const needed = (["self", "both", "guardian"] as const satisfies readonly ConsentBy[]).find((by) => mayConsent({ birthYear: about.birthYear, isPupil: about.group === "student", by, thisYear: new Date().getFullYear() })) ?? "both";
  const record = async (): Promise<void> => {
    if (recorder !== undefined) {
      setVoice((await recorder.stop()).blob);
      return setRecorder(undefined);
    }
    await startRecording().then(setRecorder, () => setNoVoice(true));
  };
  const mayKeep = given.includes("learning-record") && (needed === "self" || isWithGuardian);
  return (
    <AppFrame {...props} back="#" spoken={[said.consentTitle(about.name), said.consentLead, ...purposes.map((purpose) => said.purposes[purpose])].join(" ")}>
      <section class="pad">
        <h1 tabIndex={-1}>{said.consentTitle(about.name)}</h1>
        <p class="lead">{said.consentLead}</p>
        <ul class="ticks">
          {purposes.map((purpose) => <li key={purpose}><Tick isOn={given.includes(purpose)} onTap={() => setGiven(toggled(given, purpose))}>{said.purposes[purpose]}</Tick></li>)}
          {needed !== "self" && <li><Tick isOn={isWithGuardian} onTap={() => setWithGuardian(!isWithGuardian)}>{needed === "both" ? said.byBoth : said.byGuardian}</Tick></li>}
        </ul>
        {about.lacks.includes("reading") && (
          <p class="act">
            <button type="button" class="button sound" onClick={() => void record()}><Icon {...icons.microphone} /><span>{recorder === undefined ? said.recordVoice : said.stopVoice}<small>{voice !== undefined ? said.voiceKept : hasNoVoice ? said.noVoice : said.recordNote}</small></span></button>
          </p>
        )}
      </section>
      <Refused state={state} said={said} />
      <div class="grow" />
      <div class="foot">
        {!mayKeep && <p class="sub">{said.needed}</p>}
        <button type="button" class="button go" disabled={!mayKeep} aria-busy={state === "busy"} onClick={() => act(async () => {
          onDone(await enrol(machine, { ...about, consents: given, by: needed, proof: voice === undefined ? "tick" : "voice", ...(voice === undefined ? {} : { voice }) }));
        })}>{said.save}</button>
      </div>
    </AppFrame>
  );
}

export function Tick({ isOn, onTap, children }: { readonly isOn: boolean; readonly onTap: () => void; readonly children: string }) {
  return <button type="button" class="button left tick" role="checkbox" aria-checked={isOn} onClick={onTap}><i aria-hidden="true">{isOn && <Icon {...icons.check} />}</i><span>{children}</span></button>;
}
