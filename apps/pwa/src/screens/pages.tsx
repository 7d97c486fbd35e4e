/** Home, courses, practice and "my record", with their words: the chunk of every page under /hoc/ that is not a lesson. The pages of places without a network come as a second one, those about the person as a third, the ambassador's as a fourth, the tests as a fifth. */
import { hydrate, render } from "preact";
import type { Device } from "../device/device.ts";
import { registerServiceWorker } from "../device/watch-new-version.ts";
import { en } from "../messages/en.ts";
import { firstEn } from "../messages/first-en.ts";
import { firstVi } from "../messages/first-vi.ts";
import { vi } from "../messages/vi.ts";
import { saveSettings } from "../save-settings.ts";
import { applySettings, type Settings } from "../settings.ts";
import type { AppProps } from "./app-frame.tsx";
import { Courses } from "./courses/courses.tsx";
import { Home } from "./home.tsx";
import { MyRecord } from "./my-record.tsx";
import { Practice } from "./practice/practice.tsx";
import "../styles/rest.css";
import "../styles/courses.css";

export async function startPage(at: HTMLElement, settings: Settings, openDevice: () => Promise<Device>): Promise<void> {
  const name = document.body.dataset["page"];
  const carry = name === "check" || name === "hand-over" || name === "class" ? { page: name, ...await import("./carry/carry-pages.tsx") } as const : undefined;
  const person = name === "who" || name === "more" || name === "find" || name === "voices" || name === "help" ? { page: name, ...await import("./person-pages.tsx") } as const : undefined;
  const tests = name === "test" ? await import("./test/test-pages.tsx") : undefined;
  const field = name === "field" ? await import("./field/field-pages.tsx") : undefined;
  const Page = name === "record" ? MyRecord : name === "practice" ? Practice : name === "courses" ? Courses : Home;
  let opened: Pick<AppProps, "device" | "isForgetful" | "hasPhone"> = {};
  const drawn = (shown: Settings) => {
    const said = shown.language === "en" ? { messages: firstEn, more: en } : { messages: firstVi, more: vi };
    const title = tests !== undefined ? tests.testTitle(shown.language) : field !== undefined ? field.fieldWords(shown.language).title : carry !== undefined ? carry.carryTitle(carry.page, shown.language) : person !== undefined ? person.personTitle(person.page, shown.language) : Page === Practice ? said.more.practice : Page === Courses ? said.more.courses : said.more.myRecord;
    document.title = name === "home" ? said.more.homeTitle : `${title} · ${said.more.homeTitle}`;
    const props: AppProps = {
      ...opened, ...said, settings: shown,
      change: (changed) => { settings = changed; saveSettings(settings); applySettings(settings); render(drawn(settings), at); },
    };
    if (tests !== undefined) return <tests.TestScreen {...props} />;
    if (field !== undefined) return <field.FieldScreen {...props} />;
    if (person !== undefined) return <person.PersonScreen page={person.page} {...props} />;
    return carry === undefined ? <Page {...props} /> : <carry.CarryScreen page={carry.page} {...props} />;
  };
  const given = [...at.querySelectorAll<HTMLInputElement>("input,textarea")].map(({ value }) => value);
  hydrate(drawn({ language: "vi", textSize: 100 }), at); // as it was prerendered
  // What somebody typed or chose before this script had come is theirs.
  for (const [place, field] of [...at.querySelectorAll<HTMLInputElement>("input,textarea")].entries()) {
    if (field.files?.length) field.dispatchEvent(new Event("change", { bubbles: true }));
    else if (field.type !== "file" && field.value !== given[place]) {
      field.value = given[place] ?? "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  opened = await openDevice().then((device) => ({ device }), () => ({ isForgetful: true }));
  render(drawn(settings), at);
  performance.mark("usable");
  const profile = await opened.device?.profile();
  if (profile?.picture !== undefined) {
    const { hasPhone } = person ?? await import("./person-pages.tsx");
    opened = { ...opened, hasPhone: (language) => hasPhone(profile, language) };
    render(drawn(settings), at);
  }
  registerServiceWorker();
}
