/**
 * The first script of every page under /hoc/ and /v/. The lesson's page is in it; home, courses, practice and "my record" are a chunk that their
 * pages ask for at once, the check of a card another. Everything else waits until the page can be used.
 */
import { hydrate, render } from "preact";
import { openDevice } from "./device/open-device.ts";
import { isLocked } from "./hand-on.ts";
import { firstVi } from "./messages/first-vi.ts";
import { LessonScreen } from "./screens/lesson/lesson-screen.tsx";
import type { Said } from "./screens/lesson/rest.tsx";
import { applySettings, readSettings } from "./settings.ts";

const settings = readSettings();
applySettings(settings);

const root = document.getElementById("app");
const { page } = document.body.dataset;
if (isLocked() && page !== "who" && page !== "check-code") location.replace("/hoc/ai/");
else if (root !== null) void start(root);

function start(at: HTMLElement): Promise<void> {
  if (page === "lesson" || page === "review") return startLesson(at);
  if (page === "check-code") return import("./screens/check-code/check-page.tsx").then(({ startCheck }) => startCheck(at, settings, openDevice));
  return import("./screens/pages.tsx").then(({ startPage }) => startPage(at, settings, openDevice));
}

async function startLesson(at: HTMLElement): Promise<void> {
  const isReview = page === "review";
  const id = isReview ? location.search.slice("?bai=".length) : location.pathname.split("/")[3] ?? "";
  const whole = async () => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = document.body.dataset["styles"] ?? "";
    document.head.append(link);
    return import("./screens/lesson/rest.tsx");
  };
  const loadRest = async () => {
    const rest = await (await whole()).openRest(id, isReview);
    rest.whenInUse();
    return rest;
  };
  let rest: ReturnType<typeof loadRest> | undefined;
  const parts = { openDevice, loadRest: () => (rest ??= loadRest()) };
  const draw = ({ words, messages }: Said) => {
    document.title = `${words.title} · Học Vụ Số`;
    render(<LessonScreen {...parts} words={words} messages={messages} />, at);
  };
  const inPage = document.getElementById("lesson")?.textContent;
  if (inPage === undefined) return (await whole()).startWithoutWords(at, { loadRest: parts.loadRest, draw, id, language: settings.language });
  hydrate(<LessonScreen {...parts} words={JSON.parse(inPage)} messages={firstVi} />, at);
  if (settings.language === "en") draw((await parts.loadRest()).said("en"));
}
