/**
 * The two web apps, as built: read once, compressed at the first asking, answered from memory. Only files of the builds can be
 * asked for. Pages may run the scripts they came with and no other, and may ask nobody but us (and hubs, where they say so).
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Context, Handler } from "hono";
import { Problem } from "./problem.ts";
import { refuse } from "./endpoint.ts";
import type { CommonServices } from "../services.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".json": "application/json", ".geojson": "application/geo+json", ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2", ".txt": "text/plain; charset=utf-8",
};

const compressed = new Set([".html", ".js", ".css", ".json", ".geojson", ".webmanifest", ".svg", ".txt"]);

type Served = { readonly body: Buffer; readonly type: string; readonly etag: string; readonly isForever: boolean; readonly csp: string | undefined; readonly encoded: Map<string, Buffer> };

/** One built app: its folder, and the address below which its files lie ("/" or "/bang-dieu-hanh/"). */
export type BuiltApp = {
  readonly folder: string;
  readonly base: string;
  /** Answered for addresses below `base` that are no file. */
  readonly fallback?: string;
  /** Pages that answer for every address below them, in capitals too: QR codes are written in capitals. */
  readonly below?: readonly string[];
};

export function serveApps(apps: readonly BuiltApp[]) {
  const files = new Map<string, Served>();
  for (const { folder, base } of apps) {
    for (const path of filesIn(folder)) {
      const address = base + relative(folder, path).split(sep).join("/");
      files.set(address.replace(/\/index\.html$/, "/"), read(path));
    }
  }
  return (services: Pick<CommonServices, "log">): Handler => async (c) => {
    const path = decodePath(c.req.path);
    const served = files.get(path) ?? files.get(`${path}/`) ?? fallbackFor(path);
    if (served === undefined) return /\btext\/html\b/.test(c.req.header("accept") ?? "") ? c.html(pageUnknown(path), 404) : refuse(c, new Problem("page-unknown", { path }), services);
    return answer(c, served);
  };

  function fallbackFor(path: string): Served | undefined {
    const page = apps.flatMap(({ below = [] }) => below).find((each) => path.toLowerCase().startsWith(each));
    if (page !== undefined) return files.get(page);
    const app = apps.find(({ base, fallback }) => fallback !== undefined && path.startsWith(base) && !path.startsWith(`${base}assets/`));
    return app?.fallback === undefined ? undefined : files.get(app.base + app.fallback);
  }
}

function pageUnknown(path: string): string {
  const problem = new Problem("page-unknown", { path: path.replaceAll(/[&<>"]/g, "") });
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Học Vụ Số</title><body style="font:1.25rem/1.5 system-ui;margin:3rem auto;max-width:32rem;padding:0 1rem;background:#FBF4E4;color:#1E1B16"><p>${problem.sentence("vi")}</p><p lang="en">${problem.sentence("en")}</p><p><a href="/" style="color:#264E86">Học Vụ Số</a></p></body></html>`;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // no file has such a name
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

function read(path: string): Served {
  const body = readFileSync(path);
  const extension = extname(path);
  return {
    body,
    type: types[extension] ?? "application/octet-stream",
    etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`,
    isForever: /[.-][A-Za-z0-9_-]{8}\.\w+$/.test(path) && path.includes(`${sep}assets${sep}`),
    csp: extension === ".html" ? policyFor(body.toString("utf8")) : undefined,
    encoded: new Map(),
  };
}

function policyFor(html: string): string {
  const hashes = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)]
    .map(([, script]) => `'sha256-${createHash("sha256").update(script ?? "").digest("base64")}'`);
  // Pages that meet a village's hub may speak to any machine: its address is known only there, and what they send is signed and sealed.
  const asked = /<body[^>]* data-meets-hubs/.test(html) ? " connect-src 'self' http: https:;" : "";
  return `default-src 'self';${asked} script-src 'self' ${hashes.join(" ")}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'`;
}

function answer(c: Context, served: Served): Response {
  const headers: Record<string, string> = {
    "content-type": served.type, etag: served.etag, vary: "accept-encoding", "x-content-type-options": "nosniff", "referrer-policy": "same-origin",
    "cache-control": served.isForever ? "public, max-age=31536000, immutable" : "no-cache",
    ...(served.csp === undefined ? {} : { "content-security-policy": served.csp }),
  };
  if (c.req.header("if-none-match") === served.etag) return c.body(null, 304, headers);
  const encoding = compressible(served) ? chooseEncoding(c.req.header("accept-encoding") ?? "") : undefined;
  if (encoding === undefined) return c.body(new Uint8Array(served.body), 200, headers);
  let body = served.encoded.get(encoding);
  if (body === undefined) {
    body = encoding === "br" ? brotliCompressSync(served.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }) : gzipSync(served.body, { level: 9 });
    served.encoded.set(encoding, body);
  }
  return c.body(new Uint8Array(body), 200, { ...headers, "content-encoding": encoding });
}

function compressible({ type, body }: Served): boolean {
  return body.length > 256 && [...compressed].some((extension) => types[extension] === type);
}

function chooseEncoding(accepted: string): "br" | "gzip" | undefined {
  if (/\bbr\b/.test(accepted)) return "br";
  return /\bgzip\b/.test(accepted) ? "gzip" : undefined;
}
