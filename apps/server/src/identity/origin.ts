/** The address by which people of staff come: passkeys are bound to it, cookies go nowhere else, and no other site may have a form sent here. */
import type { Context } from "hono";
import { Problem } from "../http/problem.ts";
import type { Services } from "../services.ts";

/** Without a chosen address only a browser on this very machine may sign in: a name that whoever asks may choose binds nothing. */
export function originOf(c: Context, { signIn }: Pick<Services, "signIn">): URL {
  if (signIn.origin !== undefined) return signIn.origin;
  const asked = new URL(c.req.url);
  if (asked.hostname !== "localhost") throw new Problem("origin-not-chosen", { host: asked.host });
  return new URL(asked.origin);
}

/** @throws Problem for what a page of another site sent: browsers name the page's origin with everything that may change something. */
export function refuseOtherOrigins(c: Context, services: Pick<Services, "signIn">): void {
  if (c.req.method === "GET" || c.req.method === "HEAD") return;
  if (c.req.header("origin") !== originOf(c, services).origin) throw new Problem("other-origin");
}
