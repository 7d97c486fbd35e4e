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
  readonly messages: FirstMessages;
  readonly more: Messages;
  readonly settings: Settings;
  readonly change: (settings: Settings) => void;
};

/** `isAsking`: it asks who has the phone, so it does not say so. */
export function AppFrame({ messages, more, isForgetful, isAsking, children, ...frame }: AppProps & Pick<ShellProps, "spoken" | "top" | "back" | "isMore"> & { readonly isAsking?: boolean; children: ComponentChildren }) {
  const [takeNewVersion, setTake] = useState<() => void>();
  const [hasPhone, setHasPhone] = useState<ComponentChildren>();
  useEffect(() => watchNewVersion((take) => setTake(() => take)), []);
  const { device, isMore } = frame;
  useEffect(() => {
    if (isMore || isAsking) return;
    void device?.profile().then(async (profile) => {
      if (profile.picture === undefined) return;
      setHasPhone((await import("./profiles/has-phone.tsx")).hasPhone(profile, messages.language));
    }).catch((refusal: unknown) => console.warn(refusal)); // its chunk has not reached the phone
  }, [device, isMore, isAsking, messages]);
  return (
    <Shell messages={messages} {...frame}>
      {hasPhone}
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
