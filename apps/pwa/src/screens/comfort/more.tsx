/** What is two taps away from every screen: who uses the phone, how it is set, search, help. Each tap changes something at once, and "Về" goes back to where it was. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { entries as voices } from "../../../../../content/narration?index";
import { enter, isGuarded, type PersonOnPhone } from "../../device/people-on-phone.ts";
import { lock, take } from "../../hand-on.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import { readAloud } from "../../narration/read-aloud.ts";
import { paces, readVoiceSettings, saveVoiceSettings, type VoiceSettings } from "../../narration/voice-settings.ts";
import { icons } from "../../rest-icons.ts";
import { textSizes, type Look } from "../../settings.ts";
import { AppFrame } from "../app-frame.tsx";
import type { PersonProps } from "../person-pages.tsx";
import { nameOf, PersonPicture, usePeople } from "../profiles/people.tsx";

export function More(props: PersonProps) {
  const { said, device } = props;
  const people = usePeople(device);
  const choose = async (one: PersonOnPhone): Promise<void> => {
    if (typeof people === "string") return;
    if (isGuarded(one, Date.now())) location.href = `/hoc/ai/#${one.person}`;
    else if ((await enter(people.shelf, one.person)).kind === "entered") {
      take();
      location.replace("/hoc/");
    }
  };
  const isShared = typeof people === "object" && people.all.length > 1;
  return (
    <div onClickCapture={goBack}>
      <AppFrame {...props} isMore back="/hoc/" spoken={said.moreSpoken}>
        <section class="pad">
          <h1 tabIndex={-1}>{said.moreTitle}</h1>
          {isShared && (
            <>
              <h2>{said.whoUses}</h2>
              <ul class="tiles">
                {people.all.map((one) => (
                  <li key={one.person}><button type="button" class="tile" aria-pressed={one.person === people.own?.person} onClick={() => void choose(one)}><PersonPicture picture={one.picture} />{nameOf(one, said)}</button></li>
                ))}
              </ul>
              <p class="act"><button type="button" class="button" onClick={() => { lock(); location.replace("/hoc/ai/"); }}><Icon {...icons.send} /><span>{said.handOn}</span></button></p>
            </>
          )}
          <ul class="exercises">
            {([
              ["/hoc/tim/", icons.find, said.find, said.findNote], ["/hoc/giup/", icons.mind, said.help, said.helpNote],
              ["/hoc/ai/#quan-ly", icons.together, isShared ? said.manage : said.others, said.othersNote], ["/hoc/ghi-tieng/", firstIcons.say, said.record, said.recordNote],
              ["/hoc/dai-su/", icons.course, said.field, said.fieldNote],
            ] as const).map(([address, icon, name, note]) => (
              <li key={address}><a class="row" href={address}><Icon {...icon} /><span class="grow"><b>{name}</b><small>{note}</small></span><Icon {...firstIcons.next} /></a></li>
            ))}
          </ul>
        </section>
        <Comfort {...props} />
      </AppFrame>
    </div>
  );
}

/** Back to the very place, where the person came from one of our pages. */
function goBack(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(".top a[href='/hoc/']") : null;
  if (link === null || history.length < 2 || !document.referrer.startsWith(`${location.origin}/hoc/`)) return;
  event.preventDefault();
  history.back();
}

function Comfort({ said, settings, change, messages }: PersonProps) {
  const { language, textSize, look = "" } = settings;
  const [voice, setVoice] = useState<VoiceSettings>({ isSilent: false, pace: "ordinary" });
  useEffect(() => setVoice(readVoiceSettings()), []); // the page was drawn before there was a phone
  const changeVoice = (changed: VoiceSettings): void => { saveVoiceSettings(changed); setVoice(changed); };
  const changeLook = (word: Look, isOn: boolean): void => {
    const others = look.split(" ").filter((each) => each !== word && each !== "");
    change({ ...settings, look: [...others, ...(isOn ? [word] : [])].join(" ") });
  };
  const lookChoice = (legend: string, word: Look, off: string, on: string) => (
    <Choice legend={legend} options={[false, true]} chosen={look.split(" ").includes(word)} nameOf={(isOn) => (isOn ? on : off)} onChoose={(isOn) => changeLook(word, isOn)} />
  );
  const { narration: _, ...ownVoice } = voice;
  const [isUnheard, setUnheard] = useState(false);
  const tryVoice = async (): Promise<void> => {
    const reading = await readAloud({ words: said.trySentence, language: messages.language, onEnd: () => {} });
    setUnheard(reading.kind === "no-voice");
  };
  return (
    <section class="pad settings">
      <h2>{said.comfort}</h2>
      <Choice legend={said.textSize} options={textSizes} chosen={textSize} nameOf={(size) => said.textSizes[size]} onChoose={(size) => change({ ...settings, textSize: size })} />
      <Choice legend={said.language} options={["vi", "en"]} chosen={language} nameOf={(each) => <span lang={each}>{each === "vi" ? said.vietnamese : said.english}</span>} onChoose={(each) => change({ ...settings, language: each })} />
      {lookChoice(said.colours, "contrast", said.coloursSoft, said.coloursStrong)}
      <Choice legend={said.sound} options={[false, true]} chosen={voice.isSilent} nameOf={(isSilent) => (isSilent ? said.soundOff : said.soundOn)} onChoose={(isSilent) => changeVoice({ ...voice, isSilent })} />
      <Choice legend={said.pace} options={paces} chosen={voice.pace} nameOf={(pace) => said.paces[pace]} onChoose={(pace) => changeVoice({ ...voice, pace })} />
      <Choice
        legend={said.voice} options={["", ...voices.map((each) => each.language)]} chosen={voice.narration ?? ""}
        nameOf={(code) => voices.find((each) => each.language === code)?.title[language] ?? said.voiceOfPhone}
        onChoose={(code) => changeVoice(code === "" ? ownVoice : { ...voice, narration: code })}
      />
      <p class="act"><button type="button" class="button sound" onClick={() => void tryVoice()}><Icon {...firstIcons.say} /><span>{said.tryVoice}</span></button></p>
      <p role="status" class="sub">{isUnheard ? messages.noVoice : ""}</p>
      {lookChoice(said.reach, "low", said.reachAbove, said.reachBelow)}
      {lookChoice(said.motion, "still", said.motionOn, said.motionOff)}
    </section>
  );
}

function Choice<Option extends string | number | boolean>({ legend, options, chosen, nameOf, onChoose }: {
  readonly legend: string; readonly options: readonly Option[]; readonly chosen: Option; readonly nameOf: (option: Option) => ComponentChildren; readonly onChoose: (option: Option) => void;
}) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div class={`options of-${options.length}`}>
        {options.map((option) => <button key={String(option)} type="button" class="button" aria-pressed={option === chosen} onClick={() => onChoose(option)}>{nameOf(option)}</button>)}
      </div>
    </fieldset>
  );
}
