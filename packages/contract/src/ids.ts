/**
 * Identifiers. A brand is given only by parsing at an edge or by the one function that mints it;
 * inside, no string passes for an id.
 */
import { Type } from "typebox";

type Brand<Name extends string> = string & { readonly __brand: Name };

const uuidPattern = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";
const slugPattern = "^[a-z0-9]+(-[a-z0-9]+)*$";

/** A person, as this movement knows them: a random local id (UUIDv7), never a citizen number. */
export type PersonId = Brand<"PersonId">;
export const PersonId = Type.Unsafe<PersonId>(Type.String({ pattern: uuidPattern }));

export type HouseholdId = Brand<"HouseholdId">;
export const HouseholdId = Type.Unsafe<HouseholdId>(Type.String({ pattern: uuidPattern }));

/** What a fact is counted by: minted (UUIDv7) when the attempt, class or registration is *started*, so that a repeat carries the same one. */
export type FactKey = Brand<"FactKey">;
export const FactKey = Type.Unsafe<FactKey>(Type.String({ pattern: uuidPattern }));

/** One browser storage on one phone, or one hub: the first 16 bytes of SHA-256(public key), as 32 hexadecimal digits. */
export type ReplicaId = Brand<"ReplicaId">;
export const ReplicaId = Type.Unsafe<ReplicaId>(Type.String({ pattern: "^[0-9a-f]{32}$" }));

/** SHA-256 of a segment's bytes, as 64 hexadecimal digits: its address in every store. */
export type SegmentHash = Brand<"SegmentHash">;
export const SegmentHash = Type.Unsafe<SegmentHash>(Type.String({ pattern: "^[0-9a-f]{64}$" }));

/**
 * An administrative unit as an extent of land: `<code>.<n>` is the n-th extent to which the national register gave this code
 * (18859.1 is Bắc Lý until 30-6-2025, 18859.2 is Đồng Thuận since). A hamlet is `<code>.<n>-<serial>` of the commune that registered it.
 */
export type UnitId = Brand<"UnitId">;
export const UnitId = Type.Unsafe<UnitId>(Type.String({ pattern: "^[0-9]{2,5}\\.[0-9]+(-[0-9]{2,3})?$" }));

export type LessonId = Brand<"LessonId">;
export const LessonId = Type.Unsafe<LessonId>(Type.String({ pattern: slugPattern, maxLength: 60 }));

export type SimulatorId = Brand<"SimulatorId">;
export const SimulatorId = Type.Unsafe<SimulatorId>(Type.String({ pattern: slugPattern, maxLength: 60 }));

export type ItemId = Brand<"ItemId">;
export const ItemId = Type.Unsafe<ItemId>(Type.String({ pattern: slugPattern, maxLength: 60 }));
