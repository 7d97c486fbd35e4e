/** Builds the phone's app: first all content is checked, then the client, then every page drawn once, then the service worker that knows all files by their hashes. */
import { join } from "node:path";
import { defineConfig } from "vite";
import { contentFiles } from "./build/content-files.ts";
import { contentGate } from "./build/content-gate.ts";
import { offlineApp } from "./build/offline-app.ts";
import { spokenAndSought } from "./build/spoken-and-sought.ts";

export default defineConfig({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [contentGate(join(import.meta.dirname, "../../content")), contentFiles(), spokenAndSought(), offlineApp()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    // One style sheet for all that is not in the pages: the first script must not carry code that loads styles.
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    rolldownOptions: { input: { main: "src/main.tsx" } },
  },
});
