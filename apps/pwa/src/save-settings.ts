/** The other half of settings.ts, which the first script can do without. */
import type { Settings } from "./settings.ts";

export function saveSettings({ language, textSize }: Settings): void {
  try {
    localStorage.setItem("language", language);
    localStorage.setItem("text-size", String(textSize));
  } catch {
    // Storage is refused: the setting lasts as long as the page.
  }
}
