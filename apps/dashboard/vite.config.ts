import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  base: "/bang-dieu-hanh/",
  build: {
    outDir: "dist",
    emptyOutDir: true,
    sourcemap: false,
    target: "es2022",
    // Fonts and boundaries stay files of their own: a strict content policy lets no data: address through.
    assetsInlineLimit: 0,
  },
});
