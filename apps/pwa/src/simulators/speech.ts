/** Says words aloud with a voice that is on the phone itself; never one that needs the network. */
import type { Language } from "./messages.ts";

export type Speaking = { readonly kind: "speaking"; readonly stop: () => void } | { readonly kind: "no-voice" };

/** Browsers that load their voices late are given this long. */
const voicesWithinMs = 800;

/** `onEnd` is called once when all is said; not after `stop`. */
export async function speak({ words, language, onEnd }: { words: string; language: Language; onEnd: () => void }): Promise<Speaking> {
  if (!("speechSynthesis" in globalThis)) return { kind: "no-voice" };
  const voice = (await voices()).find((candidate) => candidate.lang.toLowerCase().startsWith(language) && candidate.localService);
  if (voice === undefined) return { kind: "no-voice" };
  const utterance = new SpeechSynthesisUtterance(words);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.rate = 0.9;
  let isStopped = false;
  const end = (): void => { if (!isStopped) onEnd(); };
  utterance.onend = end;
  utterance.onerror = end;
  speechSynthesis.cancel();
  speechSynthesis.speak(utterance);
  return { kind: "speaking", stop: () => { isStopped = true; speechSynthesis.cancel(); } };
}

async function voices(): Promise<readonly SpeechSynthesisVoice[]> {
  const found = speechSynthesis.getVoices();
  if (found.length > 0) return found;
  await new Promise<void>((resolve) => {
    speechSynthesis.addEventListener("voiceschanged", () => resolve(), { once: true });
    setTimeout(resolve, voicesWithinMs);
  });
  return speechSynthesis.getVoices();
}
