/**
 * The first script of every page under /hoc/ and /v/. The lesson's page is in it; home, practice and "my record" are a chunk that their pages ask
 * for at once, the check of a card another. Everything else waits until the page can be used.
 */
import { hydrate, render } from "preact";
import { openDevice } from "./device/open-device.ts";
import { firstVi } from "./messages/first-vi.ts";
import { LessonScreen } from "./screens/lesson/lesson-screen.tsx";
import { applySettings, readSettings } from "./settings.ts";

const settings = readSettings();
applySettings(settings);

const root = document.getElementById("app");
if (root !== null) void start(root, document.body.dataset["page"]);

function start(at: HTMLElement, page: string | undefined): Promise<void> {
  if (page === "lesson") return startLesson(at);
  if (page === "check-code") return import("./screens/check-code/check-page.tsx").then(({ startCheck }) => startCheck(at, settings, openDevice));
  return import("./screens/pages.tsx").then(({ startPage }) => startPage(at, settings, openDevice));
}

async function startLesson(at: HTMLElement): Promise<void> {
  const words = JSON.parse(document.getElementById("lesson")?.textContent ?? "");
  const loadRest = async () => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = document.body.dataset["styles"] ?? "";
    document.head.append(link);
    const rest = await import("./screens/lesson/rest.tsx");
    rest.whenInUse();
    return rest;
  };
  let rest: ReturnType<typeof loadRest> | undefined;
  const parts = { openDevice, loadRest: () => (rest ??= loadRest()) };
  hydrate(<LessonScreen {...parts} words={words} messages={firstVi} />, at);
  if (settings.language === "vi") return;
  const { english } = await parts.loadRest();
  document.title = english.words.title;
  render(<LessonScreen {...parts} {...english} />, at);
}
