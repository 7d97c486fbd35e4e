/** Under /api/notices: what waits for whoever has signed in, worked out when it is asked for; and the ways by which they want to be told, chosen by themselves and ended by themselves. */
import { randomUUID } from "node:crypto";
import type { Notices } from "@hocvuso/contract";
import { Type } from "typebox";
import { ownCommunes, signedIn } from "../identity/visitor.ts";
import { readDirectives } from "../projections/read-movement.ts";
import { posted, query } from "./endpoint.ts";
import { Problem } from "./problem.ts";

const closed = { additionalProperties: false } as const;
const MOST_ADDRESSES = 10;
const channel = Type.Union([Type.Literal("web-push"), Type.Literal("sms"), Type.Literal("zalo")]);

export const getNotices = query(Type.Object({}), async (_, services, c): Promise<Notices> => {
  const { id } = await signedIn(c, services);
  const waiting = await Promise.all([...(await readDirectives(services)).values()].filter(({ ended }) => ended === undefined).map(async ({ issued, answers, reminders }) => {
    const silent = issued.communes.filter((commune) => !answers.some((answer) => answer.commune === commune));
    const own = await ownCommunes(silent, c, services);
    return own.length === 0 ? [] : [{ directive: issued.key, title: issued.title, dueOn: issued.dueOn, communes: own.length, isReminded: reminders.some(({ communes }) => own.some((commune) => communes.includes(commune))) }];
  }));
  const { rows } = await services.database.transaction((tx) => tx.query<{ id: string; channel: Notices["own"][number]["channel"]; address: string }>("SELECT id, channel, address FROM notice_address WHERE staff = $1 ORDER BY created_at, id", [id]));
  return {
    waiting: waiting.flat().toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1)), channels: services.notices.channels.map((one) => one.channel),
    ...(services.notices.pushKey === undefined ? {} : { pushKey: services.notices.pushKey }),
    // Of a browser's address nothing can be recognised; of a number its end is enough to know it by.
    own: rows.map((row) => ({ id: row.id, channel: row.channel, ends: row.address.slice(-3) })),
  };
});

export const addNoticeAddress = posted(Type.Object({ channel, address: Type.String({ minLength: 1, maxLength: 1_000 }) }, closed), async (given, services, c) => {
  const { id } = await signedIn(c, services);
  const own = services.notices.channels.find((one) => one.channel === given.channel);
  if (own === undefined || !own.isAddress(given.address)) throw new Problem("notice-address-unusable");
  await services.database.transaction(async (tx) => {
    const { rows: [held] } = await tx.query<{ n: number }>("SELECT count(*)::int AS n FROM notice_address WHERE staff = $1", [id]);
    if ((held?.n ?? 0) >= MOST_ADDRESSES) throw new Problem("notice-address-unusable");
    await tx.query("INSERT INTO notice_address (id, staff, channel, address, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING", [randomUUID(), id, given.channel, given.address, new Date(services.now())]);
  });
  return {};
});

export const endNoticeAddress = posted(Type.Object({ id: Type.String({ pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" }) }, closed), async ({ id: address }, services, c) => {
  const { id } = await signedIn(c, services);
  await services.database.transaction((tx) => tx.query("DELETE FROM notice_address WHERE id = $1 AND staff = $2", [address, id]));
  return {};
});
