/** What one phone is set to. Lives in localStorage because the very first paint needs it; a browser that refuses storage gets the defaults. */
import type { Language } from "./screens/lesson/lesson-words.ts";

/** Share of the ordinary text size, in percent. */
export const textSizes = [100, 125, 150] as const;
export type TextSize = (typeof textSizes)[number];

export type Settings = { readonly language: Language; readonly textSize: TextSize };

export function readSettings(): Settings {
  return {
    language: stored("language") === "en" ? "en" : "vi",
    textSize: textSizes.find((size) => String(size) === stored("text-size")) ?? 100,
  };
}

export function applySettings({ language, textSize }: Settings): void {
  document.documentElement.lang = language;
  document.documentElement.style.fontSize = textSize === 100 ? "" : `${textSize}%`;
}

export function stored(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
