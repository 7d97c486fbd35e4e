/** The three ways in which a text comes to this phone: the camera; a file; pasting. */
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../../icons.tsx";
import type { CarryMessages } from "../../messages/carry-vi.ts";
import { icons } from "../../rest-icons.ts";
import { Camera, hasCamera } from "../camera.tsx";

/** @property onText resolves when the text was taken in. */
export function ReadCode({ said, isBusy, onText }: { said: CarryMessages; isBusy: boolean; onText: (text: string) => void }) {
  const [canScan, setCanScan] = useState(false);
  const [isScanning, setScanning] = useState(false);
  const [isCameraShut, setCameraShut] = useState(false);
  const [pasted, setPasted] = useState("");
  useEffect(() => setCanScan(hasCamera()), []);

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
