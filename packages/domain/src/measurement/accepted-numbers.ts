/**
 * Refuses numbers that make no sense before anything is computed from them.
 * Promise: every refusal is a RangeError whose sentence names the input and what was given.
 */

export function requireShare(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} must be a share from 0 to 1, but is ${value}.`);
}

export function requireShareBetween(name: string, value: number): void {
  if (!(value > 0 && value < 1)) throw new RangeError(`${name} must be a share above 0 and below 1, but is ${value}.`);
}

export function requireCount(name: string, value: number, least = 0): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`${name} must be a whole number of ${least} or more, but is ${value}.`);
  }
}

export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`${name} must be a number above 0, but is ${value}.`);
}

export function requireNotNegative(name: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value))) throw new RangeError(`${name} must be a number of 0 or more, but is ${value}.`);
}

export function requireFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`${name} must be a number, but is ${value}.`);
}

/** A part of a whole: both counts, the whole at least 1, the part no larger. */
export function requirePart(partName: string, part: number, wholeName: string, whole: number): void {
  requireCount(wholeName, whole, 1);
  requireCount(partName, part);
  if (part > whole) throw new RangeError(`${partName} is ${part}, which is more than ${wholeName}, ${whole}.`);
}

/** Confidence level of an interval or bound. */
export function requireLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be a share above 0 and below 1, such as 0.95, but is ${level}.`);
}

/** Two shares that are to be told apart. */
export function requireOrderedShares({ lowerShare, upperShare }: { lowerShare: number; upperShare: number }): void {
  requireShare("upperShare", upperShare);
  requireShare("lowerShare", lowerShare);
  if (lowerShare >= upperShare) {
    throw new RangeError(`lowerShare must be below upperShare, but ${lowerShare} is not below ${upperShare}.`);
  }
}
