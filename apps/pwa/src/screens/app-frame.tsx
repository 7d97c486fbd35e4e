/** What home, practice and "my record" share: on a shared phone who has it, the note that a new version waits, and the note that this browser keeps nothing. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Device } from "../device/device.ts";
import { watchNewVersion } from "../device/watch-new-version.ts";
import type { FirstMessages } from "../messages/first-vi.ts";
import type { Messages } from "../messages/vi.ts";
import type { Settings } from "../settings.ts";
import { Shell, type ShellProps } from "./shell.tsx";

export type AppProps = {
  /** undefined while prerendering, until the store is open, and where the browser refuses to open one. */
  readonly device?: Device;
  readonly isForgetful?: boolean;
  /** On a shared phone: says whose book is open. */
  readonly hasPhone?: (language: "vi" | "en") => ComponentChildren;
  readonly messages: FirstMessages;
  readonly more: Messages;
  readonly settings: Settings;
  readonly change: (settings: Settings) => void;
};

/** `isAsking`: it asks who has the phone, so it does not say so. */
export function AppFrame({ messages, more, isForgetful, isAsking, hasPhone, children, ...frame }: AppProps & Pick<ShellProps, "spoken" | "top" | "back" | "isMore"> & { readonly isAsking?: boolean; children: ComponentChildren }) {
  const [takeNewVersion, setTake] = useState<() => void>();
  useEffect(() => watchNewVersion((take) => setTake(() => take)), []);
  return (
    <Shell messages={messages} {...frame}>
      {!isAsking && !frame.isMore && hasPhone?.(messages.language)}
      {isForgetful && <div class="note trouble" role="alert"><h2>{more.phoneCannotKeep}</h2><p>{more.phoneCannotKeepNote}</p></div>}
      {takeNewVersion && (
        <div class="note" role="status">
          <p><b>{more.newVersion}</b><br />{more.newVersionNote}</p>
          <button type="button" class="button" onClick={takeNewVersion}>{more.takeNewVersion}</button>
        </div>
      )}
      {children}
    </Shell>
  );
}
