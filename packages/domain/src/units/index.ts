/** Administrative units through time: which there were, under what, called what; what became of them; and how to find one by name. */
export { boundarySets, type BoundarySet } from "./boundary-sets.ts";
export { applyChange, type ChangeOutcome, type ChangeRefusal, type NewUnit, type SplitPart, type UnitChange } from "./change-units.ts";
export { foldKeepingMarks, foldName } from "./fold-name.ts";
export { predecessorsAt, successorsAt, type LineageShare } from "./lineage.ts";
export { buildRegister, childrenAt, closureAt, lifeOf, nameAt, parentAt, unitOf, unitsAt, type ClosurePair, type UnitRegister } from "./register.ts";
export { searchUnits, type MatchReason, type UnitMatch } from "./search-units.ts";
export { mintUnitId, parseUnitId, unitCode } from "./unit-id.ts";
export * from "./unit.ts";
