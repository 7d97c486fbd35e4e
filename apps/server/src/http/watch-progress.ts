/** GET /api/progress/stream: server-sent events, one whenever counts changed, so that a dashboard asks again within a second. */
import type { ProgressChanged } from "@hocvuso/contract";
import { streamSSE } from "hono/streaming";
import { PROGRESS_CHANNEL } from "../consequences.ts";
import { communeOn, currentBoundaries } from "../projections/read-progress.ts";
import type { Services } from "../services.ts";
import { endpoint } from "./endpoint.ts";

/** Changes that come closer together than this are told together. */
const GATHER_MS = 200;
const KEEP_ALIVE_MS = 20_000;

/** Hears the database once for all the dashboards that watch. */
export type ProgressWatch = { subscribe(tell: (changed: ProgressChanged) => void): () => void; stop(): Promise<void> };

export async function openProgressWatch({ database, register }: Pick<Services, "database" | "register">): Promise<ProgressWatch> {
  const listeners = new Set<(changed: ProgressChanged) => void>();
  const { asOf } = currentBoundaries(register);
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const stop = await database.listen(PROGRESS_CHANNEL, (payload) => {
    for (const place of payload === "" ? ["*"] : JSON.parse(payload)) waiting.add(String(place));
    timer ??= setTimeout(tell, GATHER_MS);
  });
  function tell(): void {
    timer = undefined;
    const communes = [...new Set([...waiting].flatMap((place) => communeOn(register, place as Parameters<typeof communeOn>[1], asOf) ?? []))]; // written by storeSegments
    waiting.clear();
    for (const listener of listeners) listener({ communes });
  }
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async stop() {
      clearTimeout(timer);
      await stop();
    },
  };
}

export function watchProgress(watch: ProgressWatch) {
  return endpoint(async (c) => streamSSE(c, async (stream) => {
    const closed = new Promise<void>((resolve) => stream.onAbort(resolve));
    const unsubscribe = watch.subscribe((changed) => void stream.writeSSE({ event: "progress-changed", data: JSON.stringify(changed) }));
    const alive = setInterval(() => void stream.write(": here\n\n"), KEEP_ALIVE_MS);
    await stream.write("retry: 1000\n\n");
    await closed;
    clearInterval(alive);
    unsubscribe();
  }));
}
