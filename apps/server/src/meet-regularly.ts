/** Calls an act at the start, whenever something new calls for it, and every so often; less often while the line is down. Calls never overlap. */

export type Meetings = {
  /** Something new is there. While the line is down it waits for the next try, so that a busy evening does not become a storm of tries. */
  nudge(): void;
  /** Resolves when an act that runs has ended. */
  stop(): Promise<void>;
};

/** While the line is down the pause doubles, up to this many times the ordinary one. */
const LONGEST_PAUSE = 8;

/** @param act rejects when nobody answered. `signal` is aborted by `stop`. */
export function meetRegularly({ everyS, act, log }: { readonly everyS: number; readonly act: (signal: AbortSignal) => Promise<void>; readonly log: (line: string) => void }): Meetings {
  const stopping = new AbortController();
  let isNew = false;
  let failures = 0;
  let wake = () => {};

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      isNew = false;
      try {
        await act(stopping.signal);
        if (failures > 0) log("the line is up again");
        failures = 0;
      } catch (error) {
        if (failures === 0 && !stopping.signal.aborted) log(`the line is down: ${error instanceof Error ? error.message : String(error)}`);
        failures += 1;
      }
      await pause();
    }
  }

  function pause(): Promise<void> {
    if (stopping.signal.aborted || (isNew && failures === 0)) return Promise.resolve();
    const pauseMs = 1_000 * everyS * Math.min(LONGEST_PAUSE, 2 ** Math.max(0, failures - 1));
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  const running = run();
  return {
    nudge() {
      isNew = true;
      if (failures === 0) wake();
    },
    async stop() {
      stopping.abort();
      wake();
      await running;
    },
  };
}
