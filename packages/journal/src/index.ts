export { bytesToUuid, fromHex, toHex, uuidv7 } from "./bytes.ts";
export { Malformed } from "./canonical-cbor.ts";
export { chainTips, missingAfter, type Link } from "./chain.ts";
export type { WireFact } from "./columns.ts";
export { fitting, type EventStore, type Peer } from "./event-store.ts";
export { exchange, sealTail, type Exchanged, type Replica, type Transport } from "./exchange.ts";
export { frame, unframe, type Unframed } from "./frames.ts";
export { linkOf, memoryEventStore, memoryReplicaLog } from "./memory-event-store.ts";
export type { Primitives, ReplicaKey, SignatureClaim } from "./primitives.ts";
export { openReceipt, signReceipt } from "./receipt.ts";
export type { ReplicaLog, Tail } from "./replica-log.ts";
export { CHAIN_START, openSegment, readFacts, replicaIdOf, sealSegment, type Opened, type Read } from "./segment.ts";
export {
  decodeHave, decodeHaveAnswer, decodePutAnswer, encodeHave, encodeHaveAnswer, encodePutAnswer,
  type HaveAnswer, type PutAnswer, type PutVerdict, type ReplicaTips, type StoreNamed,
} from "./sync-messages.ts";
