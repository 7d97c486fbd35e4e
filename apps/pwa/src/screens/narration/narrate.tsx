/** Recording voices on the phone: a language, a lesson, sentence by sentence: record, listen, approve; pack for others, take in. The address says which sentence. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { file } from "../../../../../content/?script";
import { entries as languages } from "../../../../../content/narration?index";
import { fetchedFile } from "../../fetched-file.ts";
import { firstIcons, Icon } from "../../icons.tsx";
import { clipFile, keptClips, type KeptClip } from "../../narration/clips.ts";
import { approve, keepRecording, LONGEST_MS, packageOf, startRecording, takePackage, type Recorder } from "../../narration/recordings.ts";
import type { ScriptPart } from "../../narration/script.ts";
import { readVoiceSettings, saveVoiceSettings } from "../../narration/voice-settings.ts";
import { pictureAddress } from "../../pictures/picture-address.ts";
import { icons } from "../../rest-icons.ts";
import { AppFrame } from "../app-frame.tsx";
import { useView } from "../carry/use-machine.ts";
import { dayOf } from "../day.ts";
import type { PersonProps } from "../person-pages.tsx";

type Made = ReadonlyMap<string, KeptClip>;
type Shared = PersonProps & { readonly language: string; readonly made: Made; readonly refresh: () => Promise<void> };

export function Narrate(props: PersonProps) {
  const { said } = props;
  const [script, setScript] = useState<readonly ScriptPart[] | "fetching" | "missing">("fetching");
  const [language, setLanguage] = useState(languages[0]?.language ?? "");
  const [made, setMade] = useState<Made>(new Map());
  const view = useView();
  const refresh = async (): Promise<void> => setMade(new Map((await keptClips(language)).map((clip) => [clip.words, clip])));
  useEffect(() => { void fetchedFile(file).then((parts) => setScript(parts as readonly ScriptPart[] | undefined ?? "missing")); }, []); // its bytes are those that the build wrote
  useEffect(() => { refresh().catch(() => setMade(new Map())); }, [language]);

  const shared: Shared = { ...props, language, made, refresh };
  const [id = "", place = "1"] = view.split("~");
  const part = typeof script === "object" ? script.find((each) => each.id === id) : undefined;
  if (part !== undefined) return <Sentence key={view} {...shared} part={part} at={Math.min(Math.max(Number(place) - 1, 0), part.texts.length - 1)} />;
  return (
    <AppFrame {...props} back="/hoc/them/" spoken={said.voicesSpoken}>
      <section class="pad">
        <h1 tabIndex={-1}>{said.voices}</h1>
        <p class="lead">{said.voicesLead}</p>
        <fieldset>
          <legend>{said.languageOf}</legend>
          <div class="options">
            {languages.map((each) => <button key={each.language} type="button" class="button" aria-pressed={each.language === language} onClick={() => setLanguage(each.language)}>{each.title[props.settings.language]}</button>)}
          </div>
        </fieldset>
        {typeof script === "string" && <p role="status">{script === "missing" ? said.notLoaded : props.messages.waiting}</p>}
      </section>
      <Packages {...shared} />
      <section class="pad">
        <ul class="exercises">
          {typeof script === "object" && script.map(({ id: each, title, texts }) => (
            <li key={each}><a class="row" href={`#${each}`}><Icon {...(each.startsWith("tap/") ? icons.phone : icons.book)} /><span class="grow"><b>{title[props.settings.language]}</b><small>{said.doneOf(texts.filter(({ words }) => made.get(words)?.approvedOn !== undefined).length, texts.length)}</small></span><Icon {...firstIcons.next} /></a></li>
          ))}
        </ul>
      </section>
    </AppFrame>
  );
}

function Sentence(props: Shared & { readonly part: ScriptPart; readonly at: number }) {
  const { said, language, made, refresh, part, at } = props;
  const [recorder, setRecorder] = useState<Recorder>();
  const [trouble, setTrouble] = useState("");
  const text = part.texts[at];
  const words = text?.words ?? "";
  const clip = made.get(words);
  const stop = async (running: Recorder): Promise<void> => {
    setRecorder(undefined);
    try {
      const { blob, durationMs } = await running.stop();
      await keepRecording(language, { words, blob, durationMs, today: dayOf(new Date()) });
      await refresh();
    } catch (refusal) {
      console.warn(refusal);
      setTrouble(said.noVoiceKept);
    }
  };
  const start = async (): Promise<void> => {
    setTrouble("");
    try {
      setRecorder(await startRecording());
    } catch (refusal) {
      console.warn(refusal);
      setTrouble(said.noMicrophone);
    }
  };
  useEffect(() => {
    if (recorder === undefined) return undefined;
    const timer = setTimeout(() => void stop(recorder), LONGEST_MS);
    return () => { clearTimeout(timer); void recorder.stop(); }; // whoever leaves lets go of the microphone
  }, [recorder]);
  const listen = async (): Promise<void> => {
    const blob = clip && await clipFile(language, clip.file);
    if (blob === undefined) return;
    const audio = new Audio(URL.createObjectURL(blob));
    audio.onended = () => URL.revokeObjectURL(audio.src);
    await audio.play();
  };
  const state = recorder !== undefined ? said.recording : clip === undefined ? said.notRecorded : clip.approvedOn === undefined ? said.notApproved : said.approved;
  const to = (place: number, label: string, icon: typeof firstIcons.next) => (place >= 0 && place < part.texts.length
    ? <a class="button" href={`#${part.id}~${place + 1}`}><Icon {...icon} />{label}</a> : null);
  const button = (label: string, icon: (typeof icons)["check"] | typeof firstIcons.say, onClick: () => void, kind = ""): ComponentChildren => (
    <button type="button" class={`button ${kind}`} onClick={onClick}><Icon {...icon} />{label}</button>
  );
  return (
    <AppFrame {...props} back="#" spoken={words}>
      {text?.picture !== undefined && <img class="poster" src={pictureAddress(text.picture)} width={360} height={220} alt="" />}
      <section class="pad">
        <p class="kick">{part.title[props.settings.language]} · {said.sentence(at + 1, part.texts.length)}</p>
        <h1 tabIndex={-1}>{said.sayThis}</h1>
        <p class="large" lang="vi">{words}</p>
        <p class={`state ${clip?.approvedOn === undefined ? "" : "mark-good"}`} role="status"><b>{state}</b></p>
        {trouble !== "" && <p class="note trouble" role="alert">{trouble}</p>}
      </section>
      <div class="grow" />
      <div class="foot">
        {recorder !== undefined ? button(said.stopRecording, icons.check, () => void stop(recorder), "go")
          : clip === undefined ? button(said.startRecording, icons.microphone, () => void start(), "go")
          : clip.approvedOn === undefined ? (
            <>
              {button(said.playBack, firstIcons.say, () => void listen(), "sound")}
              {button(said.approve, icons.check, () => void approve(language, { words, today: dayOf(new Date()) }).then(refresh), "go")}
              {button(said.recordAgain, icons.microphone, () => void start())}
            </>
          ) : <>{button(said.playBack, firstIcons.say, () => void listen(), "sound")}{button(said.recordAgain, icons.microphone, () => void start())}</>}
        {recorder === undefined && <div class="options act">{to(at - 1, said.previous, firstIcons.back)}{to(at + 1, said.next, firstIcons.next)}</div>}
      </div>
    </AppFrame>
  );
}

function Packages({ said, language, made, refresh }: Shared) {
  const [state, setState] = useState("");
  const [isHeard, setHeard] = useState(false);
  useEffect(() => setHeard(readVoiceSettings().narration === language), [language]);
  const approvedCount = [...made.values()].filter(({ approvedOn }) => approvedOn !== undefined).length;
  const pack = async (): Promise<void> => {
    const title = languages.find((each) => each.language === language)?.title ?? { vi: language, en: language };
    const blob = await packageOf(language, { title, source: said.whoSpeaks, modifiedS: Math.floor(Date.now() / 1_000) });
    if (blob === undefined) return setState(said.packNone);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `giong-doc-${language}.tar`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    setState(said.packed);
  };
  const takeIn = async (chosen: File | undefined): Promise<void> => {
    if (chosen === undefined) return;
    const taken = await takePackage(new Uint8Array(await chosen.arrayBuffer()));
    await refresh();
    setState(taken === undefined ? said.notTaken : said.taken(taken.count));
  };
  const hear = (): void => {
    const { narration: _, ...rest } = readVoiceSettings();
    saveVoiceSettings(isHeard ? rest : { ...rest, narration: language });
    setHeard(!isHeard);
  };
  return (
    <section class="pad">
      <button type="button" class="button left" aria-pressed={isHeard} onClick={hear}><Icon {...firstIcons.say} /><span>{said.hearThese}</span>{isHeard && <Icon {...icons.check} />}</button>
      <button type="button" class="button left" onClick={() => void pack()}><Icon {...icons.send} /><span>{said.pack}<small>{said.packNote(approvedCount)}</small></span></button>
      <label class="button left file"><Icon {...icons.keep} /><span>{said.take}</span><input type="file" class="unseen" accept=".tar,application/x-tar" onChange={(event) => void takeIn(event.currentTarget.files?.[0])} /></label>
      <p role="status">{state}</p>
    </section>
  );
}
