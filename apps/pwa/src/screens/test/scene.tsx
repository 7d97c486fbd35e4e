/** A screen of a made-up phone that is only looked at. Comes with the simulators' drawing, when the first such question does. */
import type { Part } from "@hocvuso/contract";
import type { ComponentChildren } from "preact";
import { DrawParts } from "../../simulators/draw-part.tsx";
import { messages, type Language } from "../../simulators/messages.ts";
import { ContentPicture } from "../../simulators/pictures.tsx";
import "../../simulators/simulators.css";

export function drawScene(parts: readonly Part[], language: Language): ComponentChildren {
  return (
    <div class="sim-phone">
      <DrawParts parts={parts} drawing={{ language, messages: messages[language], remembered: [], wipes: 0, pointedAt: undefined, isFirm: false, words: (text) => text[language], act: () => {}, picture: (name) => <ContentPicture name={name} language={language} /> }} />
    </div>
  );
}
