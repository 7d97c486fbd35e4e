/** Draws every page as it is first seen. Runs at build; knows nothing of a phone. */
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { entries as lessons } from "../../../content/lessons?texts";
import { entries as paths } from "../../../content/paths?index";
import { checkVi } from "./messages/check-vi.ts";
import { firstVi } from "./messages/first-vi.ts";
import { front } from "./messages/front.ts";
import { vi } from "./messages/vi.ts";
import { drawings } from "./pictures?drawings";
import { pictureAddress } from "./pictures/picture-address.ts";
import { CarryScreen, carryTitle, type CarryPage } from "./screens/carry/carry-pages.tsx";
import { Courses } from "./screens/courses/courses.tsx";
import { firstLesson } from "./screens/courses/first-lesson.ts";
import { CheckCode } from "./screens/check-code/check-code.tsx";
import { FieldScreen, fieldWords } from "./screens/field/field-pages.tsx";
import { Front, Offline } from "./screens/front.tsx";
import { Home } from "./screens/home.tsx";
import type { LessonFile } from "./screens/lesson/lesson-file.ts";
import { LessonScreen } from "./screens/lesson/lesson-screen.tsx";
import { emphasised, type Language } from "./screens/lesson/lesson-words.ts";
import { wordsOfLesson } from "./screens/lesson/words-of-lesson.ts";
import type { Assets, Prerender } from "./prerender-assets.ts";
import { MyRecord } from "./screens/my-record.tsx";
import { PersonScreen, personTitle, type PersonPage } from "./screens/person-pages.tsx";
import { lessonAddress } from "./screens/lesson/sitting.ts";
import { TestScreen, testTitle } from "./screens/test/test-pages.tsx";
import { Shell } from "./screens/shell.tsx";
import { Practice } from "./screens/practice/practice.tsx";
import firstCss from "./styles/first.css?inline";
import frontCss from "./styles/front.css?inline";

export const prerender: Prerender = (assets: Assets) => {
  const never = () => { throw new Error("not while prerendering"); };
  const app = { messages: firstVi, more: vi, settings: { language: "vi", textSize: 100 } as const, change: never };
  const styles = `<link rel="stylesheet" href="${assets.styles}">`;
  const appHead = `${styles}${assets.pageChunks.map((chunk) => `<link rel="modulepreload" href="${chunk}">`).join("")}`;
  const carryPage = (name: CarryPage) => page({
    title: `${carryTitle(name, "vi")} · ${vi.homeTitle}`, css: firstCss, head: styles, script: assets.main,
    data: `data-page="${name}"${name === "check" ? "" : " data-meets-hubs"}`, drawn: <CarryScreen page={name} {...app} />,
  });
  const personPage = (name: PersonPage) => page({
    title: `${personTitle(name, "vi")} · ${vi.homeTitle}`, css: firstCss, head: styles, script: assets.main, data: `data-page="${name}"`, drawn: <PersonScreen page={name} {...app} />,
  });
  const lessonPage = (file: LessonFile) => {
    const words = wordsOfLesson(file.lesson, { labels: file.labels, addressOf: pictureAddress }, "vi");
    return page({
      title: `${words.title} · ${vi.homeTitle}`, description: file.lesson.promise.vi, css: firstCss, script: assets.main,
      data: `data-page="lesson" data-styles="${assets.styles}"`,
      drawn: <LessonScreen words={words} messages={firstVi} drawings={drawings} openDevice={never} loadRest={never} />,
      after: `<script type="application/json" id="lesson">${JSON.stringify(words).replaceAll("<", "\\u003c")}</script><noscript><link rel="stylesheet" href="/no-script.css"><ol class="screen pad">${textOf(file.lesson.id === firstLesson ? { ...file, items: [] } : file)}</ol></noscript>`,
    });
  };
  /** For lessons that do not come with the page. */
  const emptyPage = (name: "lesson" | "review") => page({
    title: vi.homeTitle, css: firstCss, script: assets.main, data: `data-page="${name}" data-styles="${assets.styles}"`,
    drawn: <Shell messages={firstVi} back="/hoc/" spoken={firstVi.waiting}><div class="pad"><h1>{firstVi.waiting}</h1></div></Shell>,
  });
  const lessonTitles = new Map(lessons.map(({ lesson }) => [lesson.id, lesson.title.vi]));
  const courseText = paths.map(({ title, lessons: ids }) => `<li><b>${escaped(title.vi)}</b><ol>${ids.map((id) => `<li><a href="${lessonAddress(id)}">${escaped(lessonTitles.get(id) ?? id)}</a></li>`).join("")}</ol></li>`).join("");
  const frontPage = (language: Language) => page({
    language, title: front[language].title, description: front[language].lead, css: firstCss + frontCss, script: assets.frontScript, drawn: <Front language={language} />,
  });
  return {
    "/": frontPage("vi"),
    "/en/": frontPage("en"),
    "/hoc/": page({ title: vi.homeTitle, css: firstCss, head: appHead, script: assets.main, data: `data-page="home"`, drawn: <Home {...app} /> }),
    "/hoc/toi/": page({ title: `${vi.myRecord} · ${vi.homeTitle}`, css: firstCss, head: appHead, script: assets.main, data: `data-page="record"`, drawn: <MyRecord {...app} /> }),
    "/hoc/duong/": page({
      title: `${vi.courses} · ${vi.homeTitle}`, css: firstCss, head: appHead, script: assets.main, data: `data-page="courses"`, drawn: <Courses {...app} />,
      after: `<noscript><ol class="screen pad">${courseText}</ol></noscript>`,
    }),
    "/hoc/on/": emptyPage("review"),
    "/hoc/bai/": emptyPage("lesson"),
    "/hoc/tap/": page({ title: `${vi.practice} · ${vi.homeTitle}`, css: firstCss, head: appHead, script: assets.main, data: `data-page="practice"`, drawn: <Practice {...app} /> }),
    "/hoc/kiem-tra-may/": carryPage("check"),
    "/hoc/chuyen-viec/": carryPage("hand-over"),
    "/hoc/lop/": carryPage("class"),
    "/hoc/dai-su/": page({
      title: `${fieldWords("vi").title} · ${vi.homeTitle}`, css: firstCss, script: assets.main, data: `data-page="field" data-meets-hubs`,
      head: styles, drawn: <FieldScreen {...app} />,
    }),
    "/hoc/ai/": personPage("who"),
    "/hoc/them/": personPage("more"),
    "/hoc/tim/": personPage("find"),
    "/hoc/ghi-tieng/": personPage("voices"),
    "/hoc/giup/": personPage("help"),
    "/hoc/kiem-tra/": page({
      title: `${testTitle("vi")} · ${vi.homeTitle}`, css: firstCss, head: styles, script: assets.main,
      data: `data-page="test"`, drawn: <TestScreen {...app} />,
    }),
    ...Object.fromEntries(lessons.map((file) => [lessonAddress(file.lesson.id), lessonPage(file)])),
    "/v/": page({
      title: `${checkVi.title} · ${vi.homeTitle}`, description: checkVi.intro, css: firstCss, script: assets.main, data: `data-page="check-code"`,
      head: `<link rel="stylesheet" href="${assets.styles}"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">${assets.checkChunks.map((chunk) => `<link rel="modulepreload" href="${chunk}">`).join("")}`,
      drawn: <CheckCode messages={firstVi} said={checkVi} />, after: `<noscript><p class="note">${checkVi.noScript}</p></noscript>`,
    }),
    "/ngoai-mang/": page({ title: front.vi.offlineTitle, css: firstCss + frontCss, drawn: <Offline /> }),
  };
};

type Parts = {
  readonly language?: Language;
  readonly title: string;
  readonly description?: string;
  readonly css: string;
  /** Mark-up for the end of the head. */
  readonly head?: string;
  readonly script?: string;
  /** Attributes of the body. */
  readonly data?: string;
  readonly drawn: VNode;
  readonly after?: string;
};

function page({ language = "vi", title, description, css, head = "", script, data = "", drawn, after = "" }: Parts): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">`
    + `<title>${escaped(title)}</title>`
    + (description === undefined ? "" : `<meta name="description" content="${escaped(description)}">`)
    + (script === undefined ? "" : `<script type="module" src="${script}"></script>`)
    + `<style>${css}</style>${head}<meta name="theme-color" content="#FBF4E4"><link rel="manifest" href="/manifest.webmanifest"><link rel="icon" href="/icon.svg" type="image/svg+xml"></head>`
    + `<body ${data}><div id="app">${renderToString(drawn)}</div>${after}</body></html>`;
}

/** All that the lesson says, for a browser without script: also what is practised and asked, with what is right, of the items given. The first lesson, whose page is weighed, goes without its questions. */
function textOf({ lesson, items }: Pick<LessonFile, "lesson" | "items">): string {
  return lesson.steps.map((step) => {
    if (step.kind === "explain") return `<li><b>${strong(step.shown.vi)}</b><p>${escaped(step.spoken.vi)}</p></li>`;
    if (step.kind === "practise") return `<li>${strong(step.shown.vi)}</li>`;
    const item = items.find(({ id }) => id === step.item);
    const right = item?.choices.find(({ id }) => id === item.right);
    return item === undefined || right === undefined ? "" : `<li><b>${escaped(item.shown.vi)}</b><p>${escaped(right.text.vi)}</p></li>`;
  }).join("");
}

function strong(shown: string): string {
  const { before, marked, after } = emphasised(shown);
  return escaped(before + marked + after);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
