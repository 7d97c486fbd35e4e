/** Limits how often one address, and everybody together, may try to sign in. Counted in the database, so that it holds for all processes. */
import type { Context } from "hono";
import { Problem } from "../http/problem.ts";
import type { Services } from "../services.ts";

const WINDOW_MS = 600_000;
/** An office, or a proxy before this program, is one address; nobody guesses 256 bits in any number of tries: this keeps the machine's work for those who need it. */
const MOST_OF_ONE = 300;
const MOST_OF_ALL = 3_000;

/** @throws Problem */
export async function countAttempt(c: Context, { database, now }: Pick<Services, "database" | "now">): Promise<void> {
  const since = new Date(Math.floor(now() / WINDOW_MS) * WINDOW_MS);
  const counted = await database.transaction(async (tx) => {
    await tx.query("DELETE FROM attempt WHERE since < $1", [since]);
    const { rows } = await tx.query<{ who: string; tries: number }>(
      "INSERT INTO attempt (who, since, tries) VALUES ('', $1, 1), ($2, $1, 1) ON CONFLICT (who, since) DO UPDATE SET tries = attempt.tries + 1 RETURNING who, tries", [since, addressOf(c)]);
    return rows;
  });
  if (counted.some(({ who, tries }) => tries > (who === "" ? MOST_OF_ALL : MOST_OF_ONE))) throw new Problem("too-many-tries", { minutes: WINDOW_MS / 60_000 });
}

/** Of the other end of the connection; never what a header says of it. */
function addressOf(c: Context): string {
  const env: unknown = c.env; // @hono/node-server puts the request of node:http there; a test in this process has none
  const incoming = typeof env === "object" && env !== null && "incoming" in env ? (env as { incoming?: { socket?: { remoteAddress?: string } } }).incoming : undefined;
  return incoming?.socket?.remoteAddress ?? "in process";
}
