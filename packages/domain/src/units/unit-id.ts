/**
 * Unit ids: `<code>.<n>`, the n-th extent to which the national register gave this code; a hamlet, which that register does not
 * number, is `<commune id>-<serial>` of the commune that first registered it. An id is minted once and never given again.
 */
import type { UnitId } from "@hocvuso/contract";
import type { UnitKind } from "./unit.ts";

const ID_OF_KIND: Readonly<Record<UnitKind, RegExp>> = {
  province: /^\d{2}\.[1-9]\d*$/,
  district: /^\d{3}\.[1-9]\d*$/,
  commune: /^\d{5}\.[1-9]\d*$/,
  hamlet: /^\d{5}\.[1-9]\d*-\d{2,3}$/,
};

export function isUnitIdOf(kind: UnitKind, text: string): text is UnitId {
  return ID_OF_KIND[kind].test(text);
}

/** @throws RangeError if the text is no unit id of any kind. */
export function parseUnitId(text: string): UnitId {
  if (isUnitIdOf("province", text) || isUnitIdOf("district", text) || isUnitIdOf("commune", text) || isUnitIdOf("hamlet", text)) return text;
  throw new RangeError(`not a unit id: ${text}`);
}

/** The number that the national register gives: 18859 of 18859.2; of a hamlet, that of the commune that registered it. */
export function unitCode(id: UnitId): string {
  return id.slice(0, id.indexOf("."));
}

/**
 * The next id never given before.
 * @param used every id the register ever held
 * @param stem the code ("18859"), or for a hamlet the id of its commune ("18859.2")
 */
export function mintUnitId(used: Iterable<UnitId>, kind: UnitKind, stem: string): UnitId {
  const prefix = kind === "hamlet" ? `${stem}-` : `${stem}.`;
  let last = 0;
  for (const id of used) {
    if (!id.startsWith(prefix)) continue;
    const serial = Number(id.slice(prefix.length));
    if (serial > last) last = serial; // NaN (a hamlet of this code) never is
  }
  const serial = String(last + 1);
  return parseUnitId(prefix + (kind === "hamlet" ? serial.padStart(2, "0") : serial));
}
