/** Home, practice and "my record", with their words: the chunk of every page under /hoc/ that is not a lesson. */
import { hydrate, render } from "preact";
import type { Device } from "../device/device.ts";
import { registerServiceWorker } from "../device/watch-new-version.ts";
import { en } from "../messages/en.ts";
import { firstEn } from "../messages/first-en.ts";
import { firstVi } from "../messages/first-vi.ts";
import { vi } from "../messages/vi.ts";
import { saveSettings } from "../save-settings.ts";
import { applySettings, type Settings } from "../settings.ts";
import { Home } from "./home.tsx";
import { MyRecord } from "./my-record.tsx";
import { Practice } from "./practice/practice.tsx";
import "../styles/rest.css";

export async function startPage(at: HTMLElement, settings: Settings, openDevice: () => Promise<Device>): Promise<void> {
  const name = document.body.dataset["page"];
  const Page = name === "record" ? MyRecord : name === "practice" ? Practice : Home;
  let opened: { readonly device?: Device; readonly isForgetful?: boolean } = {};
  const drawn = (shown: Settings) => {
    const said = shown.language === "en" ? { messages: firstEn, more: en } : { messages: firstVi, more: vi };
    document.title = Page === Home ? said.more.homeTitle : `${Page === Practice ? said.more.practice : said.more.myRecord} · ${said.more.homeTitle}`;
    return (
      <Page
        {...opened} {...said} settings={shown}
        change={(changed) => { settings = changed; saveSettings(settings); applySettings(settings); render(drawn(settings), at); }}
      />
    );
  };
  hydrate(drawn({ language: "vi", textSize: 100 }), at); // as it was prerendered
  opened = await openDevice().then((device) => ({ device }), () => ({ isForgetful: true }));
  render(drawn(settings), at);
  registerServiceWorker();
}
