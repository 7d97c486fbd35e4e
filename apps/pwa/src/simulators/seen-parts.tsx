/** What is seen through the phone's eye or stands around it: QR squares and boards, viewfinder, camera, map. */
import type { PartOf } from "@hocvuso/contract";
import type { PartProps } from "./drawing.ts";
import { Choices } from "./plain-parts.tsx";
import { qrPath, qrSide } from "./qr-picture.ts";

export function QrCode({ part, drawing }: PartProps<PartOf<"qr-code">>) {
  return (
    <figure class="sim-qr-code">
      <QrPicture seed={part.seed} label={drawing.messages.qrPicture} />
      <figcaption>{drawing.words(part.caption)}</figcaption>
    </figure>
  );
}

export function Sign({ part, drawing }: PartProps<PartOf<"sign">>) {
  const isPastedOver = part.pastedOver !== undefined;
  const { qrPastedOver, qrPicture } = drawing.messages;
  return (
    <div class="sim-stall">
      <div class="sim-sign">
        <div class="sim-sign-squares">
          <QrPicture seed={part.seed} label={isPastedOver ? qrPastedOver : qrPicture} />
          {isPastedOver ? <div class="sim-sticker" aria-hidden="true"><QrPicture seed={`${part.seed} dán đè`} label="" /></div> : null}
        </div>
        <p>
          <span>{drawing.words(part.heading)}</span>
          <b>{drawing.words(part.name)}</b>
        </p>
      </div>
      <svg class="sim-plank" viewBox="0 0 360 24" preserveAspectRatio="none" aria-hidden="true">
        <path d="M0 3h360v21H0z" fill="#8A5430" />
        <path d="M0 2h360M28 14h64M134 12h96M266 15h58" stroke="#1E1B16" stroke-width="3" stroke-linecap="round" />
      </svg>
    </div>
  );
}

export function QrScanner({ part, drawing }: PartProps<PartOf<"qr-scanner">>) {
  return (
    <div class="sim-lens" role="group" aria-label={drawing.words(part.label)}>
      <p>{drawing.words(part.label)}</p>
      <div class="sim-frame">
        <Choices choices={part.targets} look="targets" drawing={drawing} />
      </div>
    </div>
  );
}

export function Camera({ part, drawing }: PartProps<PartOf<"camera">>) {
  return (
    <div class="sim-lens">
      <div class="sim-frame">{drawing.picture(part.sees)}</div>
      <button type="button" class="sim-shutter" onClick={() => drawing.act(part.act)}>
        <i aria-hidden="true" />
        <span>{drawing.words(part.label)}</span>
      </button>
    </div>
  );
}

export function MapPin({ part, drawing }: PartProps<PartOf<"map-pin">>) {
  return (
    <div class="sim-map" role="group" aria-label={drawing.words(part.label)}>
      <svg viewBox="0 0 320 120" aria-hidden="true">
        <path d="M0 0h320v120H0z" fill="#DCE9DC" />
        <path d="M-4 90q70-40 130-12t198-34v40q-90 44-186 18T-4 112z" fill="#DEE7F1" stroke="#264E86" stroke-width="2" />
        <path d="M60-4l22 128M-4 30l330-14M220-4l-14 128" fill="none" stroke="#FFFCF3" stroke-width="8" />
        {part.places.map((place, at) => (
          <g key={place.act} transform={`translate(${34 + ((at * 97) % 250)} ${20 + ((at * 41) % 62)})`}>
            <path d="M12 26Q2 15 2 9 2-1 12-1t10 10q0 6-10 17z" fill="#C8321F" stroke="#1E1B16" stroke-width="2.4" />
            <text x="12" y="14" text-anchor="middle" font-size="13" font-weight="700" fill="#fff">{at + 1}</text>
          </g>
        ))}
      </svg>
      <p class="sim-label">{drawing.words(part.label)}</p>
      <Choices choices={part.places} look="rows" isNumbered drawing={drawing} />
    </div>
  );
}

function QrPicture({ seed, label }: { seed: string; label: string }) {
  return (
    <svg class="sim-qr" viewBox={`-2 -2 ${qrSide + 4} ${qrSide + 4}`} role="img" aria-label={label}>
      <path d={`M-2-2h${qrSide + 4}v${qrSide + 4}h-${qrSide + 4}z`} fill="#fff" />
      <path d={qrPath(seed)} fill="#1E1B16" fill-rule="evenodd" shape-rendering="crispEdges" />
    </svg>
  );
}
