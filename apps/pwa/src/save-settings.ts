/** The other half of settings.ts, which the first script can do without. */
import { stamp } from "./hand-on.ts";
import type { Settings } from "./settings.ts";

export function saveSettings({ language, textSize, look = "" }: Settings): void {
  try {
    localStorage.setItem("language", language);
    localStorage.setItem("text-size", String(textSize));
    localStorage.setItem("look", look);
    stamp();
  } catch {
    // Storage is refused: the setting lasts as long as the page.
  }
}
