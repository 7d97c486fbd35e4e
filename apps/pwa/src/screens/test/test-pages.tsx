/** The page of tests, with its words: a chunk of its own; a phone keeps it once it was opened. */
import { testEn } from "../../messages/test-en.ts";
import { testVi, type TestMessages } from "../../messages/test-vi.ts";
// Wholly, for little of them is used here: were that cut out into chunks of its own, the app that every phone keeps would weigh more.
import "../carry/carry-pages.tsx";
import "../person-pages.tsx";
import "../../styles/test.css";
import type { AppProps } from "../app-frame.tsx";
import { Tests } from "./tests.tsx";

export function TestScreen(props: AppProps) {
  return <Tests {...props} said={words(props.settings.language)} />;
}

export function testTitle(language: "vi" | "en"): string {
  return words(language).title;
}

function words(language: "vi" | "en"): TestMessages {
  return language === "en" ? testEn : testVi;
}
