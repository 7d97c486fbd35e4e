/** How the phone is set for whoever uses it now. Lives in localStorage because the very first paint needs it; a browser that refuses storage gets the defaults. */
import type { Language } from "./screens/lesson/lesson-words.ts";

/** Share of the ordinary text size, in percent. */
export const textSizes = [100, 125, 150, 200] as const;
export type TextSize = (typeof textSizes)[number];

/** Words of the root's `data-look`, which the style sheets know: strong contrast, nothing moves, the buttons of the top lie below for one hand. */
export type Look = "contrast" | "still" | "low";

/** `look`: parted by blanks, in any order. */
export type Settings = { readonly language: Language; readonly textSize: TextSize; readonly look?: string };

export function readSettings(): Settings {
  return {
    language: stored("language") === "en" ? "en" : "vi",
    textSize: textSizes.find((size) => String(size) === stored("text-size")) ?? 100,
    look: stored("look") ?? "",
  };
}

export function applySettings({ language, textSize, look = "" }: Settings): void {
  const { documentElement: root } = document;
  root.lang = language;
  root.style.fontSize = textSize === 100 ? "" : `${textSize}%`;
  root.dataset["look"] = look;
}

export function stored(name: string, place: "localStorage" | "sessionStorage" = "localStorage"): string | null {
  try {
    return globalThis[place].getItem(name);
  } catch {
    return null;
  }
}
