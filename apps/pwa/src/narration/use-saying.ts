/** What every button that says something has in common: it is said aloud, or its words stand large where the phone cannot say them. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Language } from "../screens/lesson/lesson-words.ts";

/** @property large of the dialog that holds the words. @property isSilent the person chose to have no sound: then a missing voice is nothing to tell of. */
export function useSaying(words: string, language: Language) {
  const [isSpeaking, setSpeaking] = useState(false);
  const [isSilent, setSilent] = useState(false);
  const large = useRef<HTMLDialogElement>(null);
  const silence = useRef<() => void>(() => {});

  const hush = (): void => {
    silence.current();
    setSpeaking(false);
  };
  /** New words silence the old ones; so does leaving. */
  useEffect(() => hush, [words]);

  const say = async (): Promise<void> => {
    silence.current();
    const { readAloud } = await import("./read-aloud.ts");
    const speaking = await readAloud({ words, language, onEnd: () => setSpeaking(false) });
    setSilent(speaking.kind === "silent");
    setSpeaking(speaking.kind === "speaking");
    if (speaking.kind === "speaking") silence.current = speaking.stop;
    else large.current?.showModal();
  };
  return { isSpeaking, isSilent, large, say, hush };
}
