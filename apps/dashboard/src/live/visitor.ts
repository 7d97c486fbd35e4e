/** Who sits before this page, as the server knows them, and what they may ask it for. The server decides each time; this only spares people doors that stay shut. */
import type { Visitor } from "@hocvuso/contract";
import { signal } from "@preact/signals";
import { ask, tell } from "./server.ts";

/** null until the server has said. */
export const visitor = signal<Visitor | null>(null);

export async function findVisitor(): Promise<void> {
  const asked = await ask<Visitor>("/api/me");
  if (asked.kind === "answered") visitor.value = asked.answer;
}

/** @param route as the server's table names it: "GET /api/records". */
export function may(route: string): boolean {
  return visitor.value?.may.includes(route) ?? false;
}

/** Nothing of what was shown stays on the screen: the page is loaded anew. */
export async function signOut(): Promise<void> {
  await tell("/api/sign-out", {});
  location.assign("/bang-dieu-hanh/");
}
