/**
 * POST /sync/put: frames of segments, in any order, any number of times. Each is judged alone; what is answered "stored" is
 * committed with every consequence. Bytes that are no segment are kept aside and said to be corrupt: the sender still has them.
 */
import { segmentLimits, type Segment } from "@hocvuso/contract";
import { encodePutAnswer, openSegment, unframe, type PutVerdict } from "@hocvuso/journal";
import { storeSegments } from "../consequences.ts";
import { bytes } from "./endpoint.ts";
import { nameStore, receiptsFor, tipsOf } from "./name-store.ts";

export const putSegments = bytes(segmentLimits.putBytes, async (body, services) => {
  const { units, leftoverBytes } = unframe(body);
  const opened = await Promise.all(units.map((unit) => openSegment(unit, services.primitives)));
  const valid = opened.flatMap((found): Segment[] => (found.is === "valid" ? [found.segment] : []));
  const aside = opened.flatMap((found, i) => (found.is === "corrupt" ? [{ ...found, bytes: units[i] ?? new Uint8Array() }] : []));
  const { answers, held, store } = await services.database.transaction(async (tx) => ({
    answers: await storeSegments(tx, { valid, aside }, services),
    held: await tipsOf(tx, [...new Set(valid.map(({ replica }) => replica))], services),
    store: await nameStore(tx, services),
  }));
  const verdicts: PutVerdict[] = [
    ...valid.map(({ hash }, i) => ({ hash, status: answers[i] ?? "have", why: "" })),
    ...aside.map(({ hash, why }) => ({ hash, status: "corrupt" as const, why })),
  ];
  return encodePutAnswer({ store, verdicts, leftoverBytes, held, receipts: await receiptsFor(held, store, services) });
});
