/** GET /sync/get?replica=&after=: the segments of one replica after the one of this hash (all of them without it), as frames. For repair between peers. */
import { ReplicaId, SegmentHash } from "@hocvuso/contract";
import { answerGet } from "@hocvuso/journal";
import { Type } from "typebox";
import { postgresDepotStore } from "../postgres/depot-store.ts";
import type { StoreServices } from "../services.ts";
import { query } from "./endpoint.ts";

const Asked = Type.Object({ replica: ReplicaId, after: Type.Optional(SegmentHash) });

export const getSegments = query(Asked, async ({ replica, after }, { database, primitives }: StoreServices) =>
  database.transaction((tx) => answerGet(replica, after, postgresDepotStore(tx, primitives))));
