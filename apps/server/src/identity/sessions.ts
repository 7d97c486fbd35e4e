/** Sessions: a secret in a cookie that no script can read, kept as its SHA-256, ended by the clock, by its holder or by an administrator. */
import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Transaction } from "../postgres/database.ts";
import type { Services } from "../services.ts";
import { originOf } from "./origin.ts";
import { digestOf, newSecret } from "./secrets.ts";
import type { SignedIn } from "./visitor.ts";

/** A day's work, and a long meeting in between. */
const LONGEST_MS = 12 * 3_600_000;
const IDLE_MS = 2 * 3_600_000;
const SEEN_EVERY_MS = 60_000;

/** `__Host-`: browsers take it only over https, for this host alone. */
function cookieName(c: Context, services: Pick<Services, "signIn">): string {
  return originOf(c, services).protocol === "https:" ? "__Host-hocvuso" : "hocvuso";
}

export async function readSession(c: Context, services: Services): Promise<SignedIn | undefined> {
  const { database, now, signIn } = services;
  if (signIn.origin === undefined && new URL(c.req.url).hostname !== "localhost") return undefined;
  const secret = getCookie(c, cookieName(c, services));
  if (secret === undefined) return undefined;
  return database.transaction(async (tx) => {
    const { rows: [session] } = await tx.query<SignedIn & { seen_at: Date }>(
      `SELECT s.staff AS id, p.name, s.id AS session, s.seen_at FROM session s JOIN staff p ON p.id = s.staff
       WHERE s.digest = $1 AND s.began_at > $2 AND s.seen_at > $3 AND p.ended_at IS NULL`, [digestOf(secret), new Date(now() - LONGEST_MS), new Date(now() - IDLE_MS)]);
    if (session === undefined) return undefined;
    if (now() - session.seen_at.getTime() > SEEN_EVERY_MS) await tx.query("UPDATE session SET seen_at = $2 WHERE id = $1", [session.session, new Date(now())]);
    return { id: session.id, name: session.name, session: session.session };
  });
}

/** A new secret each time somebody signs in: one that was planted before is worth nothing. */
export async function beginSession(tx: Transaction, c: Context, staff: string, services: Services): Promise<void> {
  const { now } = services;
  await endOwnSession(tx, c, services);
  await tx.query("DELETE FROM session WHERE began_at <= $1 OR seen_at <= $2", [new Date(now() - LONGEST_MS), new Date(now() - IDLE_MS)]);
  const secret = newSecret();
  await tx.query("INSERT INTO session (digest, id, staff, device, began_at, seen_at) VALUES ($1, $2, $3, $4, $5, $5)", [digestOf(secret), randomUUID(), staff, (c.req.header("user-agent") ?? "").slice(0, 200), new Date(now())]);
  setCookie(c, cookieName(c, services), secret, { path: "/", httpOnly: true, sameSite: "Strict", secure: originOf(c, services).protocol === "https:", maxAge: LONGEST_MS / 1_000 });
}

export async function endOwnSession(tx: Transaction, c: Context, services: Services): Promise<void> {
  const secret = getCookie(c, cookieName(c, services));
  if (secret === undefined) return;
  await tx.query("DELETE FROM session WHERE digest = $1", [digestOf(secret)]);
  deleteCookie(c, cookieName(c, services), { path: "/", secure: originOf(c, services).protocol === "https:" });
}

export async function endSessionsOf(tx: Transaction, staff: string): Promise<void> {
  await tx.query("DELETE FROM session WHERE staff = $1", [staff]);
}
