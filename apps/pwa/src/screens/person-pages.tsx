/** The pages about the person, with their words: who uses this phone, settings, search, recorded voices, help. A chunk of its own. */
import { personEn } from "../messages/person-en.ts";
import { personVi, type PersonMessages } from "../messages/person-vi.ts";
import "../styles/person.css";
import type { AppProps } from "./app-frame.tsx";
import { More } from "./comfort/more.tsx";
import { Help } from "./help/help.tsx";
import { Narrate } from "./narration/narrate.tsx";
import { Who } from "./profiles/who.tsx";
import { Find } from "./search/find.tsx";

export { hasPhone } from "./profiles/has-phone.tsx";

export type PersonProps = AppProps & { readonly said: PersonMessages };

const pages = { who: Who, more: More, find: Find, voices: Narrate, help: Help };
export type PersonPage = keyof typeof pages;

/** What `page` says in this language, and how it is drawn. */
export function PersonScreen({ page, ...props }: AppProps & { readonly page: PersonPage }) {
  const Page = pages[page];
  return <Page {...props} said={personWords(props.settings.language)} />;
}

export function personTitle(page: PersonPage, language: "vi" | "en"): string {
  const { who, moreTitle, findTitle, voices, helpTitle } = personWords(language);
  return { who, more: moreTitle, find: findTitle, voices, help: helpTitle }[page];
}

function personWords(language: "vi" | "en"): PersonMessages {
  return language === "en" ? personEn : personVi;
}
