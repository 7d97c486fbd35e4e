/** Where the person's work is: on the phone, on its way, received. Saved is not sent; sent is not received. */
import type { Outbox } from "./device/device.ts";
import type { Messages } from "./messages/vi.ts";
import { stageOf, type SyncStage } from "./sync-stage.ts";

export function SyncStrip({ outbox, messages }: { outbox: Outbox; messages: Messages }) {
  const stage = stageOf(outbox);
  const said = {
    nothing: [messages.nothingKept, messages.nothingKeptNote],
    kept: [messages.kept, messages.unsent(outbox.unsent)],
    sent: [messages.sent, messages.sentNote(outbox.sent)],
    received: [messages.received, messages.receivedNote],
    safe: [messages.safe, messages.safeNote],
  }[stage];
  return (
    <div class="sync" role="status">
      <SyncPicture stage={stage} />
      <span>
        <b>{said[0]}</b><br />{said[1]}
        {outbox.isWaiting && <><br />{messages.waitingForEnrolment}</>}
        {outbox.isOldStoreClosed && <><br />{messages.oldStoreClosed}</>}
        {outbox.isSampleServer && <><br />{messages.sampleServer}</>}
      </span>
    </div>
  );
}

/** Phone, boat, house, and the string between them: whole once all is received, with a light in the house once the province has a copy put away. */
export function SyncPicture({ stage }: { stage: SyncStage }) {
  const green = "#1F5A4A";
  const empty = "#FFFCF3";
  const isReceived = stage === "received" || stage === "safe";
  const boat = stage === "sent" || isReceived ? green : empty;
  return (
    <svg viewBox="4 0 104 32" width="104" height="32" aria-hidden="true" stroke="#1E1B16" stroke-width="2.5" stroke-linejoin="round">
      <path d="M24 16h56" {...(isReceived ? {} : { "stroke-dasharray": "5 5" })} />
      <rect x="6" y="4" width="16" height="25" rx="3" fill={stage === "nothing" ? empty : green} />
      {stage !== "nothing" && <path d="M10 16l3 4 5-7" fill="none" stroke="#fff" stroke-linecap="round" />}
      <path d="M38 18h26q-3 9-8 9H46q-5 0-8-9zM51 3l9 12H51z" fill={boat} />
      <path d="M78 15L92 4l14 11M82 13v15h20V13" fill={isReceived ? green : empty} />
      {stage === "safe" && <path d="M88 16h8v7h-8z" fill="#E3A72F" stroke-width="2" />}
    </svg>
  );
}
