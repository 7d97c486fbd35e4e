/** The three pages of places without a network, with their words: a chunk of its own, for few phones open them. */
import { carryEn } from "../../messages/carry-en.ts";
import { carryVi, type CarryMessages } from "../../messages/carry-vi.ts";
import "../../styles/carry.css";
import type { AppProps } from "../app-frame.tsx";
import { CheckMachine } from "./check-machine.tsx";
import { ClassSheet } from "./class-sheet.tsx";
import { HandOver } from "./hand-over.tsx";

export type CarryProps = AppProps & { readonly said: CarryMessages };

const pages = { check: CheckMachine, "hand-over": HandOver, class: ClassSheet };
export type CarryPage = keyof typeof pages;

/** What `page` says in this language, and how it is drawn. */
export function CarryScreen({ page, ...props }: AppProps & { readonly page: CarryPage }) {
  const Page = pages[page];
  return <Page {...props} said={carryWords(props.settings.language)} />;
}

export function carryTitle(page: CarryPage, language: "vi" | "en"): string {
  const { checkTitle, handOverTitle, classTitle } = carryWords(language);
  return { check: checkTitle, "hand-over": handOverTitle, class: classTitle }[page];
}

function carryWords(language: "vi" | "en"): CarryMessages {
  return language === "en" ? carryEn : carryVi;
}
