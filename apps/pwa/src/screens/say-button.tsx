/** A loudspeaker beside one thing to choose: says that one alone, for who cannot read which is which. Without a voice its words stand large. */
import { useEffect, useRef, useState } from "preact/hooks";
import { firstIcons, Icon } from "../icons.tsx";
import type { FirstMessages } from "../messages/first-vi.ts";

export function SayButton({ words, label, messages }: { readonly words: string; readonly label: string; readonly messages: FirstMessages }) {
  const [isSpeaking, setSpeaking] = useState(false);
  const [isSilent, setSilent] = useState(false);
  const large = useRef<HTMLDialogElement>(null);
  const silence = useRef<() => void>(() => {});
  useEffect(() => () => silence.current(), []);
  const say = async (): Promise<void> => {
    silence.current();
    const { readAloud } = await import("../narration/read-aloud.ts");
    const speaking = await readAloud({ words, language: messages.language, onEnd: () => setSpeaking(false) });
    setSpeaking(speaking.kind === "speaking");
    setSilent(speaking.kind === "silent");
    if (speaking.kind === "speaking") silence.current = speaking.stop;
    else large.current?.showModal();
  };
  return (
    <>
      <button type="button" class="button say-one" aria-label={label} aria-pressed={isSpeaking} onClick={() => void say()}><Icon {...firstIcons.say} /></button>
      <dialog ref={large} aria-label={label}>
        <p class="large">{words}</p>
        {!isSilent && <p>{messages.noVoice}</p>}
        <button type="button" class="button" onClick={() => large.current?.close()}>{messages.putAway}</button>
      </dialog>
    </>
  );
}
