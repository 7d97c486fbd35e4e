/** A loudspeaker beside one thing to choose: says that one alone, for who cannot read which is which. Without a voice its words stand large. */
import { firstIcons, Icon } from "../icons.tsx";
import type { FirstMessages } from "../messages/first-vi.ts";
import { useSaying } from "../narration/use-saying.ts";

export function SayButton({ words, label, messages }: { readonly words: string; readonly label: string; readonly messages: FirstMessages }) {
  const { isSpeaking, isSilent, large, say } = useSaying(words, messages.language);
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
