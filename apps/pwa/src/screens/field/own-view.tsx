/** The ambassador's own view: whom to help next and with what, today's class, what is unsent; and, before that, the offer to help. */
import type { UnitId } from "@hocvuso/contract";
import { helpNext } from "@hocvuso/domain/people";
import { useEffect, useState } from "preact/hooks";
import { apply, askServed } from "../../device/field.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import { pictureAddress } from "../../pictures/picture-address.ts";
import { icons } from "../../rest-icons.ts";
import { SyncStrip } from "../../sync-strip.tsx";
import { AppFrame } from "../app-frame.tsx";
import { useOutbox } from "../carry/use-machine.ts";
import { dayOf, writtenDay } from "../day.ts";
import { OwnCredentials } from "../own-credentials.tsx";
import { Choices, placeName, Refused, toggled, useAct, useCommuneName } from "./parts.tsx";
import type { FieldProps } from "./field-pages.tsx";

const SHOWN = 6;

export function OwnView(props: FieldProps) {
  const { said, device, machine, more, settings: { language }, field: { own, people, seated, held, last }, refresh } = props;
  const outbox = useOutbox(device);
  const [asking, setAsking] = useState<"idle" | "asking" | "asked" | "refused">("idle");
  const ask = async (): Promise<void> => {
    setAsking("asking");
    await machine.meet();
    await askServed(machine).then(() => setAsking("asked"), () => setAsking("refused"));
    await refresh();
  };
  const stuck = new Set(seated.filter(({ state }) => state === "stuck").map(({ person }) => person));
  const next = helpNext(people.map((one) => ({ ...one, hasHandUp: stuck.has(one.person) }))).slice(0, SHOWN);
  const recognition = own?.recognition;
  return (
    <AppFrame {...props} back="/hoc/" spoken={said.spoken}>
      <img class="poster" src={pictureAddress("village-class")} width={360} height={220} alt="" />
      <section class="pad">
        <p class="kick">{own?.until === undefined ? said.waiting : said.appointed(writtenDay(own.until))}</p>
        <h1 tabIndex={-1}>{said.title}</h1>
        <p class="act"><a class="button go" href="#lop"><Icon {...icons.together} />{held === undefined ? said.openClass : said.classToday}</a></p>
        <p class="act"><a class="button" href="#ghi-ten"><Icon {...icons.slip} />{said.enrol}</a></p>
      </section>
      <section class="pad">
        <h2>{said.helpNext}</h2>
        {next.length === 0 ? <p>{said.nobody}</p> : (
          <ul class="exercises">
            {next.map(({ one, because, skill }) => (
              <li key={one.person}><a class="row" href={`#xem-${one.person}`}>
                <Icon {...(because === "hand-up" ? icons.mind : icons.together)} />
                <span class="grow"><b>{one.name}</b><small>{said.because[because]}{because === "skill-missing" ? `: ${said.fiveSkills[skill] ?? ""}` : ""}{one.lacks.length > 0 && ` (${one.lacks.map((lack) => said.lacking[lack as keyof typeof said.lacking]).join(", ")})`}</small></span><Icon {...firstIcons.next} />
              </a></li>
            ))}
          </ul>
        )}
      </section>
      <section class="pad">
        <ul class="exercises">
          {([["#ho", icons.home, said.households], ["#thon", icons.course, said.places], ["#in", icons.file, said.kit], ...(last === undefined ? [] : [["#giay", icons.copy, said.sheet] as const]), ["/hoc/kiem-tra-may/", icons.phone, said.checkPhone], ["/hoc/duong/#dai-su-so", icons.book, said.training], ["#vao-lop", icons.scan, said.joinClass]] as const).map(([address, icon, name]) => (
            <li key={address}><a class="row" href={address}><Icon {...icon} /><b class="grow">{name}</b><Icon {...firstIcons.next} /></a></li>
          ))}
        </ul>
      </section>
      <section class="pad">
        <button type="button" class="button" aria-busy={asking === "asking"} onClick={() => void ask()}><Icon {...icons.keep} />{asking === "asking" ? said.asking : said.ask}</button>
        <p role="status" class="sub">{asking === "asked" ? said.asked(people.length) : asking === "refused" ? said.notAsked : ""}</p>
      </section>
      {recognition !== undefined && (
        <section class="pad">
          <h2>{said.recognition}</h2>
          <ul class="plain"><li>{said.sessions(recognition.sessions)}</li><li>{said.seenAgain(recognition.seenAgain)}</li><li>{said.lasted(recognition.lasted)}</li></ul>
          <p class="sub">{said.recognitionNote}</p>
        </section>
      )}
      {own?.until !== undefined && <section class="pad"><h2>{said.badge}</h2><OwnCredentials device={device} language={language} more={more} /></section>}
      <div class="grow" />
      <SyncStrip outbox={outbox} messages={more} />
    </AppFrame>
  );
}

type Finder = typeof import("../find-communes.ts");

export function Apply(props: FieldProps) {
  const { said, machine, more, settings: { language }, refresh, go } = props;
  const [finder, setFinder] = useState<Finder>();
  const [query, setQuery] = useState("");
  const [commune, setCommune] = useState<UnitId>();
  const [name, setName] = useState("");
  const [hamlets, setHamlets] = useState("");
  const [times, setTimes] = useState<readonly ("morning" | "afternoon" | "evening")[]>([]);
  const communeName = useCommuneName(commune, language);
  const { state, act } = useAct();
  useEffect(() => { void import("../find-communes.ts").then(setFinder); }, []);
  const numbers = [...new Set(hamlets.match(/\d{1,3}/g) ?? [])];
  const places = commune === undefined ? [] : numbers.length === 0 ? [commune] : numbers.map((number) => `${commune}-${String(Number(number)).padStart(2, "0")}` as UnitId); // the form of a hamlet's id
  return (
    <AppFrame {...props} back="/hoc/" spoken={`${said.apply} ${said.applyLead}`}>
      <section class="pad"><h1 tabIndex={-1}>{said.apply}</h1><p class="lead">{said.applyLead}</p>
        <label class="field">{said.yourName}<input autocomplete="off" maxLength={80} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
        {commune === undefined ? (
          <>
            <label class="field">{said.commune}<input type="search" autocomplete="off" value={query} onInput={(event) => setQuery(event.currentTarget.value)} /></label>
            <ul class="choices act">
              {(finder?.findCommunes(query, { language, today: dayOf(new Date()) }) ?? []).map((found) => <li key={found.unit}><button type="button" class="button left" onClick={() => setCommune(found.unit)}><span>{found.name}{found.formerName !== undefined && <small>{more.formerly(found.formerName)}</small>}</span></button></li>)}
            </ul>
          </>
        ) : (
          <>
            <p class="lead">{said.commune}: <b>{communeName}</b></p>
            <button type="button" class="button" onClick={() => setCommune(undefined)}>{said.otherCommune}</button>
            <label class="field">{said.hamlets}<input inputMode="numeric" autocomplete="off" value={hamlets} onInput={(event) => setHamlets(event.currentTarget.value)} /><small>{said.hamletsNote}</small></label>
            {numbers.length > 0 && <p role="status">{places.map((place) => placeName(place, said)).join(", ")}</p>}
          </>
        )}
        <Choices legend={said.times} options={["morning", "afternoon", "evening"]} chosen={times} nameOf={(time) => said.timeNames[time]} onTap={(time) => setTimes(toggled(times, time))} />
      </section>
      <Refused state={state} said={said} />
      <div class="grow" />
      <div class="foot">
        <button type="button" class="button go" aria-busy={state === "busy"} disabled={commune === undefined || name.trim() === ""} onClick={() => act(async () => {
          if (commune === undefined) return;
          await apply(machine, { commune, places, name: name.trim(), times });
          await refresh();
          go("");
        })}>{said.sendApplication}</button>
        <a class="button" href="#vao-lop">{said.joinClass}</a>
      </div>
    </AppFrame>
  );
}
