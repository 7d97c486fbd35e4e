/** People of staff for tests: in a role, for a unit, between two days, and signed in. */
import { randomUUID } from "node:crypto";
import type { UnitId } from "@hocvuso/contract";
import type { Grant } from "@hocvuso/domain/access";
import { digestOf, newSecret } from "../apps/server/src/identity/secrets.ts";
import type { Services } from "../apps/server/src/services.ts";

const QUANG_TRI = "44.2" as UnitId; // the province of the register

/** May see and decide everything. */
export const wholeProvince: readonly Grant[] = [
  { role: "administrator", unit: QUANG_TRI, from: "2026-01-01" },
  { role: "provincial-office", unit: QUANG_TRI, from: "2026-01-01" },
];

/** Puts somebody there who has signed in. @returns the cookie of their session. */
export async function cookieOf({ database, now }: Pick<Services, "database" | "now">, grants: readonly Grant[], name = "Trần Thị Lụa"): Promise<string> {
  const staff = randomUUID();
  const secret = newSecret();
  await database.transaction(async (tx) => {
    await tx.query("INSERT INTO staff (id, name, created_at) VALUES ($1, $2, $3)", [staff, name, new Date(now())]);
    for (const { role, unit, from, to } of grants) await tx.query("INSERT INTO staff_role (id, staff, role, unit, first_day, last_day) VALUES ($1, $2, $3, $4, $5, $6)", [randomUUID(), staff, role, unit, from, to ?? null]);
    // A key that nobody holds: this person cannot come in by it, and the program counts as set up.
    await tx.query("INSERT INTO passkey (id, staff, public_key, sign_count, created_at) VALUES ($1, $2, $3, 0, $4)", [randomUUID(), staff, Buffer.alloc(77), new Date(now())]);
    await tx.query("INSERT INTO session (digest, id, staff, device, began_at, seen_at) VALUES ($1, $2, $3, 'test', $4, $4)", [digestOf(secret), randomUUID(), staff, new Date(now())]);
  });
  return `hocvuso=${secret}`;
}
