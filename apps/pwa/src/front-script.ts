/** The front page's script: keeps the app on the phone, and takes the page's language along to the lessons. */
import { registerServiceWorker } from "./device/watch-new-version.ts";
import { saveSettings } from "./save-settings.ts";
import { applySettings, readSettings } from "./settings.ts";

const settings = { ...readSettings(), language: document.documentElement.lang === "en" ? "en" : "vi" } as const;
applySettings(settings);
document.querySelector(".go")?.addEventListener("click", () => saveSettings(settings));
registerServiceWorker();
