/** Serves the content desk to the bench's page, and tells it when a file was saved. */
import type { ServerResponse } from "node:http";
import { join, sep } from "node:path";
import type { Plugin } from "vite";
import { changedEvent } from "../src/bench-state.ts";
import { ContentDesk } from "./content-desk.ts";

/** Editors write a file in several steps; the first look waits for the last of them. */
const settleMs = 60;

/** @param folder the content that is edited */
export function bench(folder: string): Plugin {
  const isContent = (file: string): boolean => file.startsWith(folder + sep) && file.endsWith(".json");
  return {
    name: "author-bench",
    async configureServer(server) {
      const desk = new ContentDesk(folder);
      await desk.refresh();
      let isDue: NodeJS.Timeout | undefined;
      const look = async (): Promise<void> => {
        await desk.refresh();
        server.ws.send(changedEvent, {});
      };
      server.watcher.add(["lessons", "simulators", "items"].map((name) => join(folder, name)));
      server.watcher.on("all", (_, file) => {
        if (!isContent(file)) return;
        clearTimeout(isDue);
        // A file that was there a moment ago may be gone while it is being replaced: the next event looks again.
        isDue = setTimeout(() => void look().catch((cause: unknown) => server.config.logger.warn(String(cause))), settleMs);
      });
      server.middlewares.use("/bench/files", (_, response) => answer(response, desk.files()));
      server.middlewares.use("/bench/open", (request, response) => {
        const path = new URL(request.url ?? "", "http://bench").searchParams.get("path") ?? "";
        answer(response, desk.open(path));
      });
    },
    /** A saved content file changes what the page shows, never the page itself. */
    hotUpdate: ({ file }) => (isContent(file) ? [] : undefined),
  };
}

function answer(response: ServerResponse, body: unknown): void {
  response.statusCode = body === undefined ? 404 : 200;
  response.setHeader("content-type", "application/json; charset=utf-8");
  response.setHeader("cache-control", "no-store");
  response.end(JSON.stringify(body ?? null));
}
