/** A screen of a made-up phone that is only looked at. */
import type { Part } from "@hocvuso/contract";
import type { ComponentChildren } from "preact";
import { DrawParts } from "./draw-part.tsx";
import { messages, type Language } from "./messages.ts";
import { ContentPicture } from "./pictures.tsx";
import "./simulators.css";

export function drawStillScreen(parts: readonly Part[], language: Language): ComponentChildren {
  return (
    <div class="sim-phone">
      <DrawParts parts={parts} drawing={{ language, messages: messages[language], remembered: [], wipes: 0, pointedAt: undefined, isFirm: false, words: (text) => text[language], act: () => {}, picture: (name) => <ContentPicture name={name} language={language} /> }} />
    </div>
  );
}
