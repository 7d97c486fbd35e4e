/** "Nghe": says the screen's words aloud; where the phone has no voice for the language, shows them large instead. */
import { useSaying } from "../narration/use-saying.ts";
import { Icon } from "./icons.tsx";
import type { Language, Messages } from "./messages.ts";

export function ListenButton({ words, language, messages }: { words: string; language: Language; messages: Messages }) {
  const { isSpeaking, isSilent, large, say, hush } = useSaying(words, language);
  return (
    <>
      <button type="button" class="sim-pill sim-pill-say" onClick={() => (isSpeaking ? hush() : void say())}>
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
