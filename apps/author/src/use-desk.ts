/** The server's word on the files: asked for at the start, when another file is opened, and whenever a file was saved. */
import { useEffect, useState } from "preact/hooks";
import { changedEvent, type BenchFile, type OpenFile } from "./bench-state.ts";

export interface Desk {
  readonly files: readonly BenchFile[];
  readonly open: OpenFile | undefined;
  /** The server no longer answers; what is shown is the last it said. */
  readonly isLost: boolean;
}

/** `path` undefined: no file is open. */
export function useDesk(path: string | undefined): Desk {
  const [desk, setDesk] = useState<Desk>({ files: [], open: undefined, isLost: false });
  useEffect(() => {
    let isOver = false;
    const ask = async (): Promise<void> => {
      try {
        const [files, open] = await Promise.all([
          get<readonly BenchFile[]>("/bench/files"),
          path === undefined ? undefined : get<OpenFile | null>(`/bench/open?path=${encodeURIComponent(path)}`),
        ]);
        // What is as it was stays the same object: a save of another file does not touch the phone.
        if (!isOver) setDesk((before) => ({ files, open: JSON.stringify(open) === JSON.stringify(before.open) ? before.open : open ?? undefined, isLost: false }));
      } catch {
        if (!isOver) setDesk((before) => ({ ...before, isLost: true }));
      }
    };
    const again = (): void => void ask();
    void ask();
    import.meta.hot?.on(changedEvent, again);
    import.meta.hot?.on("vite:ws:disconnect", again);
    return () => {
      isOver = true;
      import.meta.hot?.off(changedEvent, again);
      import.meta.hot?.off("vite:ws:disconnect", again);
    };
  }, [path]);
  return desk;
}

/** The server is our own, of the same build: its answer has the shape that was asked for. */
async function get<Body>(address: string): Promise<Body> {
  return await (await fetch(address)).json() as Body;
}
