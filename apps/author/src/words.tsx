/** What stands on the screen and what is read aloud, in both languages side by side, each to be heard. */
import type { Text } from "@hocvuso/contract";
import { readAloud } from "@hocvuso/pwa";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Language, Messages } from "./messages.ts";

const languages: readonly Language[] = ["vi", "en"];

export function Words({ title, shown, spoken, messages }: { title: string; shown: Text; spoken: Text; messages: Messages }) {
  return (
    <section class="ab-panel">
      <h2>{messages.words} <code>{title}</code></h2>
      <div class="ab-words">
        {languages.map((language) => (
          <div key={language} lang={language}>
            <h3>{messages.wordsIn[language]}</h3>
            <p class="ab-shown"><small>{messages.shown}</small>{shown[language]}</p>
            <p class="ab-spoken"><small>{messages.spoken}</small>{spoken[language]}</p>
            <Listen words={spoken[language]} language={language} messages={messages} />
          </div>
        ))}
      </div>
    </section>
  );
}

function Listen({ words, language, messages }: { words: string; language: Language; messages: Messages }) {
  const [state, setState] = useState<"silent" | "speaking" | "no-voice">("silent");
  const silence = useRef<() => void>(() => {});
  useEffect(() => () => { silence.current(); setState("silent"); }, [words]);
  const listen = async (): Promise<void> => {
    if (state === "speaking") { silence.current(); setState("silent"); return; }
    const speaking = await readAloud({ words, language, onEnd: () => setState("silent") });
    if (speaking.kind === "speaking") silence.current = speaking.stop;
    setState(speaking.kind);
  };
  return (
    <p class="ab-listen">
      <button type="button" onClick={() => void listen()}>{state === "speaking" ? messages.stopListening : messages.listen}</button>
      {state === "no-voice" ? <span role="status">{messages.noVoice}</span> : null}
    </p>
  );
}
