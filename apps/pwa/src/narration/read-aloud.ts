/**
 * Reads a screen aloud, for every screen of the app: a recorded voice where there is one for the words, else a Vietnamese (or English)
 * voice that is on the phone itself, else nothing, and the screen then shows the words large with its picture. Never needs the network.
 */
import type { Language } from "../screens/lesson/lesson-words.ts";
import { clipFor } from "./clips.ts";
import { readVoiceSettings, type Pace } from "./voice-settings.ts";

export type Reading = { readonly kind: "speaking"; readonly stop: () => void } | { readonly kind: "no-voice" | "silent" };

/** Browsers that load their voices late are given this long. */
const voicesWithinMs = 800;
/** Slower than people talk: of the voice's own pace. */
const voiceRates: Readonly<Record<Pace, number>> = { slow: 0.7, ordinary: 0.9, fast: 1.1 };
const clipRates: Readonly<Record<Pace, number>> = { slow: 0.8, ordinary: 1, fast: 1.2 };

/** @param words lines are recorded apart, and said one after the other. `onEnd` is called once when all is said; not after `stop`. */
export async function readAloud({ words, language, onEnd }: { words: string; language: Language; onEnd: () => void }): Promise<Reading> {
  const { isSilent, pace, narration } = readVoiceSettings();
  if (isSilent) return { kind: "silent" };
  const lines = words.split("\n").filter((line) => line.trim() !== "");
  const clips = await Promise.all(lines.map(async (line) => (narration === undefined || language !== "vi" ? undefined : clipFor(line, narration))));
  const voice = clips.every((clip) => clip !== undefined) ? undefined : await localVoice(language);
  if (voice === undefined && clips.includes(undefined)) return { kind: "no-voice" };

  let isStopped = false;
  let silence = (): void => {};
  const sayAll = async (): Promise<void> => {
    for (const [at, line] of lines.entries()) {
      if (isStopped) return;
      const clip = clips[at];
      const said = (clip !== undefined && await play(clip, clipRates[pace], (stop) => { silence = stop; })) || isStopped;
      if (!said && voice !== undefined) await utter(line, { voice, rate: voiceRates[pace] }, (stop) => { silence = stop; });
    }
    if (!isStopped) onEnd();
  };
  void sayAll();
  return { kind: "speaking", stop: () => { isStopped = true; silence(); } };
}

/** Resolves false when the phone cannot play it. */
function play(clip: Blob, rate: number, withStop: (stop: () => void) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const address = URL.createObjectURL(clip);
    const audio = new Audio(address);
    const end = (isPlayed: boolean): void => { URL.revokeObjectURL(address); resolve(isPlayed); };
    audio.playbackRate = rate;
    audio.onended = () => end(true);
    audio.onerror = () => end(false);
    withStop(() => { audio.pause(); end(true); });
    audio.play().catch(() => end(false));
  });
}

function utter(words: string, { voice, rate }: { voice: SpeechSynthesisVoice; rate: number }, withStop: (stop: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = rate;
    utterance.onend = () => resolve();
    utterance.onerror = () => resolve();
    withStop(() => { speechSynthesis.cancel(); resolve(); });
    speechSynthesis.cancel();
    speechSynthesis.speak(utterance);
  });
}

async function localVoice(language: Language): Promise<SpeechSynthesisVoice | undefined> {
  if (!("speechSynthesis" in globalThis)) return undefined;
  return (await voices()).find((candidate) => candidate.lang.toLowerCase().startsWith(language) && candidate.localService);
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
