/** Making voices on this phone: record, listen, approve, pack for others, take a package in. A clip counts only once somebody approved it. */
import type { Narration, Text } from "@hocvuso/contract";
import { clipFile, keptClips, keyOf, saveClips, saveFile, sha256, typeOf, type KeptClip } from "./clips.ts";
import { packTar, unpackTar } from "./tar.ts";

/** Speech at this rate is well understood; a minute is 180 kB. */
const BITS_PER_SECOND = 24_000;
export const LONGEST_MS = 120_000;

export type Recorder = { readonly stop: () => Promise<{ readonly blob: Blob; readonly durationMs: number }> };

/** @throws DOMException when the person or the phone refuses the microphone */
export async function startRecording(): Promise<Recorder> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: true } });
  const type = ["audio/webm;codecs=opus", "audio/mp4"].find((each) => MediaRecorder.isTypeSupported(each));
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: BITS_PER_SECOND, ...(type === undefined ? {} : { mimeType: type }) });
  const pieces: Blob[] = [];
  recorder.ondataavailable = ({ data }) => void pieces.push(data);
  const ended = new Promise<void>((resolve) => { recorder.onstop = () => resolve(); });
  const startedMs = performance.now();
  recorder.start();
  return {
    async stop() {
      const durationMs = Math.round(performance.now() - startedMs);
      if (recorder.state !== "inactive") recorder.stop();
      await ended;
      for (const track of stream.getTracks()) track.stop();
      return { blob: new Blob(pieces, { type: recorder.mimeType.split(";")[0] ?? "" }), durationMs };
    },
  };
}

/** Takes the place of an earlier one of the same words; nobody has approved it yet. */
export async function keepRecording(language: string, { words, blob, durationMs, today }: { words: string; blob: Blob; durationMs: number; today: string }): Promise<KeptClip> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const file = `${await keyOf(words)}.${blob.type === "audio/mp4" ? "m4a" : "webm"}`;
  const clip: KeptClip = { words, file, bytes: bytes.length, sha256: await sha256(bytes), durationMs, recordedOn: today };
  await saveFile(language, file, blob);
  await saveClips(language, [...(await keptClips(language)).filter((each) => each.words !== words), clip]);
  return clip;
}

export async function approve(language: string, { words, today }: { words: string; today: string }): Promise<void> {
  await saveClips(language, (await keptClips(language)).map((clip) => (clip.words === words ? { ...clip, approvedOn: today } : clip)));
}

/** The folder that content wants, `<language>/manifest.json` and a file for each approved clip. undefined: none is approved. */
export async function packageOf(language: string, { title, source, modifiedS }: { title: Text; source: string; modifiedS: number }): Promise<Blob | undefined> {
  const clips = (await keptClips(language)).flatMap(({ approvedOn, ...clip }) => (approvedOn === undefined ? [] : [{ ...clip, approvedOn }]));
  if (clips.length === 0) return undefined;
  const manifest: Narration = { kind: "narration", language, version: "1.0.0", title, clips, sources: [{ title: source, certainty: "ours" }] };
  const files = await Promise.all(clips.map(async ({ file }) => ({ name: `${language}/${file}`, bytes: new Uint8Array(await (await clipFile(language, file))?.arrayBuffer() ?? new ArrayBuffer()) })));
  const bytes = packTar([{ name: `${language}/manifest.json`, bytes: new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`) }, ...files], modifiedS);
  return new Blob([new Uint8Array(bytes)], { type: "application/x-tar" });
}

/**
 * Takes in what somebody else recorded and approved; what was recorded here of the same words gives way.
 * @returns how many, in which language. undefined: it is no such package, or a file in it is not what its manifest says.
 */
export async function takePackage(archive: Uint8Array): Promise<{ readonly language: string; readonly count: number } | undefined> {
  try {
    const files = new Map(unpackTar(archive).map(({ name, bytes }) => [name.replace(/^\.\//, ""), bytes]));
    const [path, written] = [...files].find(([name]) => /^[a-z-]+\/manifest\.json$/.test(name)) ?? [];
    const manifest: unknown = JSON.parse(new TextDecoder().decode(written));
    if (!isNarration(manifest) || path !== `${manifest.language}/manifest.json`) return undefined;
    const { language, clips } = manifest;
    for (const { file, sha256: expected, words } of clips) {
      const bytes = files.get(`${language}/${file}`);
      if (bytes === undefined || await sha256(bytes) !== expected || !file.startsWith(await keyOf(words))) return undefined;
    }
    for (const { file } of clips) await saveFile(language, file, new Blob([new Uint8Array(files.get(`${language}/${file}`) ?? [])], { type: typeOf(file) }));
    const own = (await keptClips(language)).filter((each) => !clips.some(({ words }) => words === each.words));
    await saveClips(language, [...own, ...clips]);
    return { language, count: clips.length };
  } catch {
    return undefined;
  }
}

/** What this phone reads of a manifest; the content check holds it to the whole schema. */
function isNarration(value: unknown): value is Narration {
  if (typeof value !== "object" || value === null || !("kind" in value) || !("language" in value) || !("clips" in value)) return false;
  const { kind, language, clips } = value;
  const isClip = (clip: unknown): boolean => typeof clip === "object" && clip !== null && "words" in clip && typeof clip.words === "string"
    && "file" in clip && typeof clip.file === "string" && /^[0-9a-f]{16}\.(webm|ogg|m4a|mp3)$/.test(clip.file)
    && "sha256" in clip && typeof clip.sha256 === "string" && "approvedOn" in clip && typeof clip.approvedOn === "string";
  return kind === "narration" && typeof language === "string" && Array.isArray(clips) && clips.every(isClip);
}
