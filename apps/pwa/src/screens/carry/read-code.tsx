/** The three ways in which a text comes to this phone: the camera, where the browser reads codes; a file; pasting. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../icons.tsx";
import type { CarryMessages } from "../../messages/carry-vi.ts";
import { icons } from "../../rest-icons.ts";

/** Not yet in TypeScript's words. */
type Detector = { detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]> };
type DetectorMaker = new (options: { readonly formats: readonly string[] }) => Detector;

const LOOK_MS = 250;

function detectorMaker(): DetectorMaker | undefined {
  const maker = (globalThis as { readonly BarcodeDetector?: DetectorMaker }).BarcodeDetector; // where the browser has it
  return "mediaDevices" in navigator ? maker : undefined;
}

/** @property onText resolves when the text was taken in. */
export function ReadCode({ said, isBusy, onText }: { said: CarryMessages; isBusy: boolean; onText: (text: string) => void }) {
  const [canScan, setCanScan] = useState(false);
  const [isScanning, setScanning] = useState(false);
  const [isCameraShut, setCameraShut] = useState(false);
  const [pasted, setPasted] = useState("");
  useEffect(() => setCanScan(detectorMaker() !== undefined), []);

  const readFiles = async (files: FileList | null): Promise<void> => {
    const texts = await Promise.all([...files ?? []].map((file) => file.text()));
    if (texts.length > 0) onText(texts.join("\n\n"));
  };
  return (
    <div class="read-code">
      {isScanning
        ? <Camera said={said} onText={(text) => { setScanning(false); onText(text); }} onShut={() => { setScanning(false); setCameraShut(true); }} onStop={() => setScanning(false)} />
        : canScan && <button type="button" class="button go" onClick={() => setScanning(true)}><Icon {...icons.scan} />{said.scan}</button>}
      {isCameraShut && <p class="note" role="alert">{said.noCamera}</p>}
      <label class={canScan ? "button file" : "button go file"}>
        <input type="file" class="unseen" multiple accept=".txt,text/plain" onChange={(event) => { const chosen = event.currentTarget; void readFiles(chosen.files).then(() => { chosen.value = ""; }); }} />
        <Icon {...icons.file} />{said.pickFile}
      </label>
      <label class="field">{said.pasteCode}<textarea rows={3} autocomplete="off" autocapitalize="off" spellcheck={false} value={pasted} onInput={(event) => setPasted(event.currentTarget.value)} /></label>
      <button type="button" class="button" aria-busy={isBusy} disabled={pasted.trim() === ""} onClick={() => { onText(pasted); setPasted(""); }}><Icon {...icons.keep} />{said.takeCode}</button>
    </div>
  );
}

function Camera({ said, onText, onShut, onStop }: { said: CarryMessages; onText: (text: string) => void; onShut: () => void; onStop: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setInterval> | undefined;
    let isOver = false;
    const look = async (): Promise<void> => {
      const Maker = detectorMaker();
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      const seen = video.current;
      if (isOver || seen === null || Maker === undefined) return stream.getTracks().forEach((track) => track.stop());
      seen.srcObject = stream;
      await seen.play();
      const detector = new Maker({ formats: ["qr_code"] });
      timer = setInterval(() => void detector.detect(seen).then(([code]) => { if (code !== undefined && !isOver) { isOver = true; onText(code.rawValue); } }, () => {}), LOOK_MS); // a frame that is not ready: the next one
    };
    void look().catch(onShut);
    return () => {
      isOver = true;
      clearInterval(timer);
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);
  return (
    <div class="camera">
      <video ref={video} muted playsInline aria-label={said.scanning} />
      <p>{said.scanning}</p>
      <button type="button" class="button" onClick={onStop}>{said.stopScan}</button>
    </div>
  );
}
