/** The camera, until a code is seen in it. */
import { useEffect, useRef } from "preact/hooks";
import { openQrReader } from "./read-qr.ts";

const LOOK_MS = 250;

export type CameraMessages = { readonly scanning: string; readonly stopScan: string };

export function Camera({ said, onText, onShut, onStop }: { said: CameraMessages; onText: (text: string) => void; onShut: () => void; onStop: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const look = async (): Promise<void> => {
      const read = await openQrReader();
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      const seen = video.current;
      if (isOver || seen === null) return stream.getTracks().forEach((track) => track.stop());
      seen.srcObject = stream;
      await seen.play();
      const once = async (): Promise<void> => {
        const text = await read(seen).catch(() => undefined); // a frame that is not ready: the next one
        if (isOver) return;
        if (text === undefined) timer = setTimeout(() => void once(), LOOK_MS);
        else {
          isOver = true;
          onText(text);
        }
      };
      await once();
    };
    void look().catch(onShut);
    return () => {
      isOver = true;
      clearTimeout(timer);
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

/** False while prerendering, over plain http, and where there is no camera to ask for. */
export function hasCamera(): boolean {
  return typeof navigator !== "undefined" && "mediaDevices" in navigator;
}
