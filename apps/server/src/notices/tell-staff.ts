/** Tells the officers of communes that something waits, by the ways that each of them chose, and not at night: what was not told stands on the page all the same. */
import type { UnitId } from "@hocvuso/contract";
import { mayDisturb } from "@hocvuso/domain/campaign";
import { todayOf } from "../identity/visitor.ts";
import type { Services } from "../services.ts";

type Address = { readonly id: string; readonly channel: string; readonly address: string };

/** @returns how many were told. Never throws: what was decided is decided, whoever hears of it. */
export async function tellOfficers(communes: readonly UnitId[], services: Services): Promise<number> {
  const { database, notices, now, log } = services;
  if (notices.channels.length === 0 || !mayDisturb(now())) return 0;
  try {
    const { rows } = await database.transaction((tx) => tx.query<Address>(
      `SELECT DISTINCT n.id, n.channel, n.address FROM notice_address n JOIN staff s ON s.id = n.staff AND s.ended_at IS NULL JOIN staff_role r ON r.staff = s.id
       WHERE r.role = 'commune-officer' AND r.unit = ANY ($1::text[]) AND r.first_day <= $2::date AND (r.last_day IS NULL OR r.last_day >= $2::date)`, [communes, todayOf(services)]));
    const outcomes = await Promise.all(rows.map(async ({ id, channel, address }) => ({ id, channel, outcome: await notices.channels.find((one) => one.channel === channel)?.tell(address) })));
    const gone = outcomes.filter(({ outcome }) => outcome === "gone").map(({ id }) => id);
    if (gone.length > 0) await database.transaction((tx) => tx.query("DELETE FROM notice_address WHERE id = ANY ($1::uuid[])", [gone]));
    for (const channel of new Set(outcomes.filter(({ outcome }) => outcome === "refused").map((one) => one.channel))) log(`notices by ${channel} were refused: its keys, template or contract need somebody's look`);
    return outcomes.filter(({ outcome }) => outcome === "told").length;
  } catch (error) {
    log(`notices were not sent: ${error instanceof Error ? error.message : String(error)}`);
    return 0;
  }
}
