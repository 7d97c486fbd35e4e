/** Keeps things one after the other. When the phone refuses, the person chooses: once more, or on without it. */
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { FirstMessages } from "../../messages/first-vi.ts";
import { UnkeptNote } from "../unkept-note.tsx";

export type Keeping = {
  /** Resolves when the deed is done, or given up by the person. */
  readonly keep: (deed: () => Promise<void>) => Promise<void>;
  /** What could not be kept, and what to do about it. */
  readonly trouble: ComponentChildren;
};

export function useKeeping(messages: FirstMessages): Keeping {
  const [choose, setChoose] = useState<(choice: "again" | "go-on") => void>();
  const last = useRef(Promise.resolve());
  const keepUntilChosen = async (deed: () => Promise<void>): Promise<void> => {
    for (;;) {
      try {
        return await deed();
      } catch (refusal) {
        console.error(refusal);
        const choice = await new Promise<"again" | "go-on">((resolve) => setChoose(() => resolve));
        setChoose(undefined);
        if (choice === "go-on") return undefined;
      }
    }
  };
  return {
    keep: (deed) => (last.current = last.current.then(() => keepUntilChosen(deed))),
    trouble: choose && <UnkeptNote messages={messages} onAgain={() => choose("again")} goOn={messages.goOnUnkept} onGoOn={() => choose("go-on")} />,
  };
}
