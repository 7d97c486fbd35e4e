/** The language in use: `?lang=` of the address first, then what was kept in this browser, then Vietnamese. */
import { signal } from "@preact/signals";
import type { Language } from "../figures/dates.ts";
import { en } from "./en.ts";
import { vi, type Messages } from "./vi.ts";

const storageKey = "hocvuso.bang-dieu-hanh.lang";
const catalogues: Record<Language, Messages> = { vi, en };

export const language = signal<Language>(firstLanguage());
speak(language.value);

export function messages(): Messages {
  return catalogues[language.value];
}

/** Keeps the choice; a browser that refuses storage still changes language for this visit. */
export function speak(chosen: Language): void {
  language.value = chosen;
  document.documentElement.lang = chosen;
  try {
    localStorage.setItem(storageKey, chosen);
  } catch { /* storage refused: nothing to keep, nothing to say */ }
}

function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked === "vi" || asked === "en") return asked;
  try {
    return localStorage.getItem(storageKey) === "en" ? "en" : "vi";
  } catch {
    return "vi";
  }
}
