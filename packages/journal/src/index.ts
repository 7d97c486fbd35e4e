export { appendFacts, emptyLog, logState, type LogState } from "./append-facts.ts";
export { bytesToUuid, concatBytes, fromHex, sameBytes, toHex, uuidv7 } from "./bytes.ts";
export { BUCKETS, bucketDigests, bucketOf, differingBuckets } from "./bucket-digests.ts";
export { Malformed } from "./canonical-cbor.ts";
export {
  openAnyCertificate, openCertificate, openCredentialRequest, openEnrolmentRequest, openRevocation, openServedRequest, signCertificate, signCredentialRequest, signEnrolmentRequest, signRevocation, signServedRequest, type EnrolmentRequest,
} from "./certificate.ts";
export { atOrBefore, chainTips, linkOf, missingAfter, runEnds, type Link } from "./chain.ts";
export type { WireFact } from "./columns.ts";
export {
  answerGet, answerHave, answerPut, enrol, keepArrived, openFrames, revoke,
  type Arrived, type Carried, type CarriedDocument, type Decision, type DepotIdentity, type DepotStore, type Kept, type ParcelToKeep, type ToKeep,
} from "./depot.ts";
export { fitting, type EventStore, type Peer } from "./event-store.ts";
export { askHave, deliver, showCertificates, type Met, type Transport } from "./exchange.ts";
export { forward, type Forwarded, type ForwardGiven } from "./forward.ts";
export { frame, unframe, type Unframed } from "./frames.ts";
export { memoryDepotStore, type MemoryDepotStore } from "./memory-depot-store.ts";
export { memoryEventStore, type MemoryEventStore } from "./memory-event-store.ts";
export { DiskFull, memoryShelf, type MemoryShelf } from "./memory-shelf.ts";
export { openPhoneJournal, type Exchanged, type KeptParcel, type KeyMaker, type Outbox, type PhoneJournal, type PhoneJournalGiven, type Slip, type Taken } from "./phone-journal.ts";
export type { Primitives, Reader, ReplicaKey, SignatureClaim, Wrapped } from "./primitives.ts";
export {
  decodeDigestsAnswer, decodeReportAnswer, encodeDigestsAnswer, encodeReportAnswer, openDigestsMessage, openReport, signDigestsMessage, signReport,
  type CountedCell, type DigestsAnswer, type DigestsMessage, type ProvinceReport,
} from "./province-report.ts";
export { openReceipt, signReceipt } from "./receipt.ts";
export { beginNewLog, commitSeal, readTail, type Tail } from "./replica-log.ts";
export { CHAIN_START, openSegment, readerIdOf, readFacts, replicaIdOf, sealSegment, storedSegment, usableReader, type Opened, type Read } from "./segment.ts";
export { shelfEventStore, type KeptLink, type KeptSegment } from "./shelf-event-store.ts";
export type { Board, Shelf, ShelfKey, ShelfRange, ShelfTransaction } from "./shelf.ts";
export { openErasure, openKeyParcel, openWords, sealWords, signErasure, signKeyParcel, unwrapKeyParcel, type KeyParcel, type SubjectKey } from "./sealed-details.ts";
export { decodeSlip, encodeSlip } from "./slip.ts";
export {
  decodeHave, decodeHaveAnswer, decodePutAnswer, encodeHave, encodeHaveAnswer, encodePutAnswer,
  type Have, type HaveAnswer, type PutAnswer, type PutVerdict, type ReplicaTips, type StoreNamed,
} from "./sync-messages.ts";
export { fromBase64url, textCodesIn, toBase64url, toTextCode, type TextCode, type TextCodeKind } from "./text-code.ts";
