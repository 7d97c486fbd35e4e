/** The phone beside the desk: a page of its own, 360 px wide, so that the app's screens are laid out as on a phone. Draws what the bench sends and tells it what was done. */
import { SimulatorPlayer } from "@hocvuso/pwa";
import "@hocvuso/pwa/styles/first.css";
import "@hocvuso/pwa/styles/rest.css";
import { Component, render, type ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { messages } from "../messages.ts";
import { LessonOnPhone, QuestionOnPhone } from "./lesson-on-phone.tsx";
import { wordOf, type PhoneWord, type Shown } from "./shown.ts";

const tell = (word: PhoneWord): void => parent.postMessage(word, location.origin);

function Phone() {
  const [shown, setShown] = useState<Shown>();
  useEffect(() => {
    addEventListener("message", (event) => {
      const word = wordOf<Shown>(event);
      if (word === undefined) return;
      document.documentElement.lang = word.language;
      setShown(word);
    });
    tell({ kind: "ready" });
  }, []);
  if (shown === undefined) return null;
  const { key, language } = shown;
  return (
    <Guard key={key} otherwise={<main class="pad"><h1>{messages[language].crashed}</h1></main>}>
      {shown.kind === "simulator" ? (
        <SimulatorPlayer
          simulator={shown.simulator} mode={shown.mode} seed={shown.seed} saved={{ acts: shown.acts, dwellMs: 0 }} language={language}
          onChange={(state) => tell({ kind: "acts", key, acts: actsOf(state) })} onFinished={() => {}} onLeave={() => tell({ kind: "left", key })}
        />
      ) : shown.kind === "lesson" ? (
        <LessonOnPhone {...shown} onStep={(step) => tell({ kind: "step", key, step })} />
      ) : <QuestionOnPhone item={shown.item} language={language} />}
    </Guard>
  );
}

/** The player's state is plain JSON that holds the acts. */
function actsOf(state: unknown): readonly string[] {
  return typeof state === "object" && state !== null && "acts" in state && Array.isArray(state.acts) ? state.acts.map(String) : [];
}

/** A file under work may break off in mid-play: the bench goes on. */
class Guard extends Component<{ otherwise: ComponentChildren; children: ComponentChildren }, { readonly hasCrashed: boolean }> {
  override state = { hasCrashed: false };
  override componentDidCatch(): void {
    this.setState({ hasCrashed: true });
    tell({ kind: "crashed" });
  }
  override render(): ComponentChildren {
    return this.state.hasCrashed ? this.props.otherwise : this.props.children;
  }
}

addEventListener("error", () => tell({ kind: "crashed" }));
const root = document.getElementById("app");
if (root !== null) render(<Phone />, root);
