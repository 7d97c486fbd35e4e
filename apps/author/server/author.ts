/**
 * `npm run author`: the author's bench on this machine alone: `npm run author -- [folder] [--port N]`. Reads the folder, writes nothing: files are edited in whatever editor one likes.
 */
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createServer, type ViteDevServer } from "vite";
import { contentFiles } from "../../pwa/build/content-files.ts";
import { spokenAndSought } from "../../pwa/build/spoken-and-sought.ts";
import { bench } from "./bench-plugin.ts";

const root = join(import.meta.dirname, "../../..");

/** @param port 0: any free one */
export async function startBench({ folder, port, opens }: { folder: string; port: number; opens: boolean }): Promise<{ server: ViteDevServer; address: string }> {
  const server = await createServer({
    configFile: false, root: join(root, "apps/author"), cacheDir: join(root, ".cache/author"), logLevel: "warn", appType: "mpa",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    plugins: [contentFiles(), spokenAndSought(), bench(folder)],
    optimizeDeps: { include: ["preact", "preact/hooks", "preact/jsx-runtime", "preact/jsx-dev-runtime"] },
    server: { host: "127.0.0.1", port, open: opens, fs: { allow: [root] } },
  });
  await server.listen();
  const [address = ""] = server.resolvedUrls?.local ?? [];
  return { server, address };
}

if (import.meta.main) {
  const { values, positionals: [folder] } = parseArgs({ allowPositionals: true, options: { port: { type: "string", default: "1946" } } });
  const { address } = await startBench({ folder: resolve(folder ?? join(root, "content")), port: Number(values.port), opens: process.stdout.isTTY });
  console.log(`Bàn soạn bài / the author's bench: ${address}`);
}
