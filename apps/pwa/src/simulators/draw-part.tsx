/** One part of a screen, with the ring and the hand when the teacher points at it. The one place that knows which kind is drawn by whom. */
import type { Part } from "@hocvuso/contract";
import type { Drawing, PartProps } from "./drawing.ts";
import { Keyboard, PasscodePad, TextField } from "./entry-parts.tsx";
import { Hand } from "./icons.tsx";
import { AppBar, AppButton, Detail, List, Notice, Paragraph, Picture, Receipt, SideKey, Tick, Toggle } from "./plain-parts.tsx";
import { Swipe } from "./swipe-part.tsx";
import { Camera, MapPin, QrCode, QrScanner, Sign } from "./seen-parts.tsx";
import { IncomingCall, MessageThread, PermissionPrompt, Speech, WebPage } from "./talk-parts.tsx";

export function DrawParts({ parts, drawing }: { parts: readonly Part[]; drawing: Drawing }) {
  return parts.map((part) => {
    const isPointedAt = part.id === drawing.pointedAt;
    const hasHand = isPointedAt && pointing(part) === "hand";
    return (
      <div key={part.id} class={`sim-part sim-part-${part.kind}${isPointedAt ? " sim-pointed-at" : ""}${hasHand ? " sim-with-hand" : ""}`}>
        <div class={isPointedAt && pointing(part) !== "own" ? "sim-ringed" : ""}>{drawPart({ part, drawing })}</div>
        {hasHand ? <Hand /> : null}
      </div>
    );
  });
}

/** A hand lies on the one place to touch or to read; around many places, or a thing to be looked at, a ring alone. "own": the part rings what is next inside it. */
function pointing(part: Part): "hand" | "ring" | "own" {
  switch (part.kind) {
    case "text-field": case "passcode-pad": case "keyboard": return "own";
    case "button": case "detail": case "tick": case "toggle": return "hand";
    default: return "ring";
  }
}

function drawPart({ part, drawing }: PartProps<Part>) {
  switch (part.kind) {
    case "paragraph": return <Paragraph part={part} drawing={drawing} />;
    case "notice": return <Notice part={part} drawing={drawing} />;
    case "picture": return <Picture part={part} drawing={drawing} />;
    case "app-bar": return <AppBar part={part} drawing={drawing} />;
    case "button": return <AppButton part={part} drawing={drawing} />;
    case "side-key": return <SideKey part={part} drawing={drawing} />;
    case "detail": return <Detail part={part} drawing={drawing} />;
    case "text-field": return <TextField part={part} drawing={drawing} />;
    case "list": return <List part={part} drawing={drawing} />;
    case "swipe": return <Swipe part={part} drawing={drawing} />;
    case "tick": return <Tick part={part} drawing={drawing} />;
    case "toggle": return <Toggle part={part} drawing={drawing} />;
    case "passcode-pad": return <PasscodePad part={part} drawing={drawing} />;
    case "qr-scanner": return <QrScanner part={part} drawing={drawing} />;
    case "qr-code": return <QrCode part={part} drawing={drawing} />;
    case "sign": return <Sign part={part} drawing={drawing} />;
    case "speech": return <Speech part={part} drawing={drawing} />;
    case "incoming-call": return <IncomingCall part={part} drawing={drawing} />;
    case "messages": return <MessageThread part={part} drawing={drawing} />;
    case "web-page": return <WebPage part={part} drawing={drawing} />;
    case "permission-prompt": return <PermissionPrompt part={part} drawing={drawing} />;
    case "receipt": return <Receipt part={part} drawing={drawing} />;
    case "camera": return <Camera part={part} drawing={drawing} />;
    case "map-pin": return <MapPin part={part} drawing={drawing} />;
    case "keyboard": return <Keyboard part={part} drawing={drawing} />;
  }
}
