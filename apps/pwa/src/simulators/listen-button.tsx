/** "Nghe": says the screen's words aloud; where the phone has no voice for the language, shows them large instead. */
import { useEffect, useRef, useState } from "preact/hooks";
import { readAloud } from "../narration/read-aloud.ts";
import { Icon } from "./icons.tsx";
import type { Language, Messages } from "./messages.ts";

export function ListenButton({ words, language, messages }: { words: string; language: Language; messages: Messages }) {
  const [isSpeaking, setSpeaking] = useState(false);
  const [isSilent, setSilent] = useState(false);
  const large = useRef<HTMLDialogElement>(null);
  const silence = useRef<() => void>(() => {});

  /** New words silence the old ones; so does leaving. */
  useEffect(() => () => { silence.current(); setSpeaking(false); }, [words]);

  const listen = async (): Promise<void> => {
    if (isSpeaking) { silence.current(); setSpeaking(false); return; }
    const speaking = await readAloud({ words, language, onEnd: () => setSpeaking(false) });
    setSilent(speaking.kind === "silent");
    if (speaking.kind !== "speaking") { large.current?.showModal(); return; }
    silence.current = speaking.stop;
    setSpeaking(true);
  };

  return (
    <>
      <button type="button" class="sim-pill sim-pill-say" onClick={() => void listen()}>
        <Icon name={isSpeaking ? "stop" : "say"} />{isSpeaking ? messages.stopListening : messages.listen}
      </button>
      <dialog class="sim-large" ref={large} aria-label={messages.listen}>
        <p class="sim-large-words">{words}</p>
        {!isSilent && <p class="sim-note">{messages.noVoice}</p>}
        <button type="button" class="sim-button" onClick={() => large.current?.close()}><Icon name="x" /><span>{messages.putAway}</span></button>
      </dialog>
    </>
  );
}
