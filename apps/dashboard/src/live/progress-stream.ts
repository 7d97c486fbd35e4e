/**
 * The server's word that figures changed. Opens itself again for as long as the page lives, also where the browser's own
 * EventSource gives up. Says only "ask again"; never carries a figure.
 */
import type { ProgressChanged, UnitId } from "@hocvuso/contract";

type Listener = {
  /** Figures of these communes changed; `"everything"` when the server names none, or the stream was away and may have missed some. */
  readonly onChange: (communes: readonly UnitId[] | "everything") => void;
  readonly onLost: () => void;
};

/** 1, 2, 4, 8, then every 10 seconds. `attempt` counts from 0. */
export function reopenDelayMs(attempt: number): number {
  return Math.min(10_000, 1_000 * 2 ** attempt);
}

export function listenToProgress({ onChange, onLost }: Listener): void {
  let attempt = 0;
  let mayHaveMissed = false;

  function open(): void {
    const source = new EventSource("/api/progress/stream");
    source.addEventListener("open", () => {
      attempt = 0;
      if (mayHaveMissed) onChange("everything");
      mayHaveMissed = true;
    });
    source.addEventListener("progress-changed", (event: MessageEvent<string>) => {
      // Written by the same release of the server as this page.
      const changed = JSON.parse(event.data) as ProgressChanged;
      onChange(changed.communes.length === 0 ? "everything" : changed.communes);
    });
    source.addEventListener("error", () => {
      mayHaveMissed = true;
      onLost();
      if (source.readyState !== EventSource.CLOSED) return;
      setTimeout(open, reopenDelayMs(attempt));
      attempt += 1;
    });
  }

  open();
}
