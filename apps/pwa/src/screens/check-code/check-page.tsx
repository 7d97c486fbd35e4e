/** The page under /v/, which opens from a card: a chunk of its own, small, for most who open it have nothing of the app. */
import { hydrate, render } from "preact";
import type { Device } from "../../device/device.ts";
import { keepCredential } from "../../device/own-credentials.ts";
import { registerServiceWorker } from "../../device/watch-new-version.ts";
import { checkEn } from "../../messages/check-en.ts";
import { checkVi } from "../../messages/check-vi.ts";
import { firstEn } from "../../messages/first-en.ts";
import { firstVi } from "../../messages/first-vi.ts";
import type { Settings } from "../../settings.ts";
import { CheckCode } from "./check-code.tsx";
import "../../styles/rest.css";
import "../../styles/carry.css";
import "../../styles/check-code.css";

export function startCheck(at: HTMLElement, { language }: Settings, openDevice: () => Promise<Device>): void {
  hydrate(<CheckCode messages={firstVi} said={checkVi} />, at); // as it was prerendered
  const [messages, said] = language === "en" ? [firstEn, checkEn] : [firstVi, checkVi];
  document.title = `${said.title} · Học Vụ Số`;
  render(<CheckCode messages={messages} said={said} keep={async (code, claims) => keepCredential(await openDevice(), { code, claims })} />, at);
  registerServiceWorker();
}
