/** The page for someone who has never heard of the movement. Has no script of its own but the one that keeps the app on the phone. */
import torch from "../pictures/torch.svg?raw";
import villageClass from "../pictures/village-class.svg?raw";
import { Icon } from "../icons.tsx";
import { front } from "../messages/front.ts";
import { icons } from "../rest-icons.ts";
import type { Language } from "./lesson/lesson-words.ts";

export function Front({ language }: { language: Language }) {
  const said = front[language];
  const other: Language = language === "vi" ? "en" : "vi";
  return (
    <div class="screen front">
      <header class="top">
        <span class="brand"><span class="torch" aria-hidden="true" dangerouslySetInnerHTML={{ __html: torch }} />Học Vụ Số</span>
        <a class="pill quiet" lang={other} hreflang={other} href={language === "vi" ? "/en/" : "/"}>{said.otherLanguage}</a>
      </header>
      <main>
        <div class="poster" role="img" aria-label={said.picture} dangerouslySetInnerHTML={{ __html: villageClass }} />
        <div class="pad">
          <p class="kick">{said.kick}</p>
          <h1>{said.heading}</h1>
          <p class="lead">{said.lead}</p>
          <a class="button go" href="/hoc/"><Icon {...icons.play} />{said.learn}</a>
          <p class="sub">{said.learnNote}</p>
        </div>
        <div class="gouge" />
        <section class="pad">
          <h2>{said.numbersHeading}</h2>
          <dl class="numbers">{said.numbers.map(([name, means]) => <div key={name} class="row"><dt>{name}</dt><dd>{means}</dd></div>)}</dl>
          <p class="sub">{said.derived}</p>
          <p class="links"><a href="/bang-dieu-hanh/">{said.dashboard}</a>: {said.dashboardNote}</p>
        </section>
      </main>
    </div>
  );
}

/** For an address that needs the network, when there is none. */
export function Offline() {
  const { vi, en } = front;
  return (
    <div class="screen">
      <main class="pad">
        <h1>{vi.offlineTitle}</h1>
        <p class="lead">{vi.offline}</p>
        <p class="sub" lang="en">{en.offline}</p>
        <a class="button go" href="/hoc/">{vi.learn}</a>
      </main>
    </div>
  );
}
