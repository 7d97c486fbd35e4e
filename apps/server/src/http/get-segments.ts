/** GET /sync/get?replica=&after=: the segments of one replica after the one of this hash (all of them without it), as frames. For repair between peers. */
import { ReplicaId, SegmentHash } from "@hocvuso/contract";
import { frame } from "@hocvuso/journal";
import { Type } from "typebox";
import { postgresEventStore } from "../postgres/event-store.ts";
import { query } from "./endpoint.ts";

const Asked = Type.Object({ replica: ReplicaId, after: Type.Optional(SegmentHash) });

export const getSegments = query(Asked, async ({ replica, after }, { database, primitives }) => {
  const segments = await database.transaction((tx) =>
    postgresEventStore(tx, primitives).after(replica, { tips: after === undefined ? [] : [{ next: 0, hash: after }], except: new Set() }));
  return frame(segments.map(({ bytes }) => bytes));
});
