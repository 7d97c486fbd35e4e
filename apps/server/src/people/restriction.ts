/**
 * Of somebody who asked that their data be only kept, nothing is used: they stand under no figure's records, are drawn for no round,
 * go on no list and are issued no record. Counts still hold them.
 * @param person column that holds their id. @returns a condition of SQL.
 */
export function isUsable(person: "standing.person" | "s.person"): string {
  return `NOT EXISTS (SELECT FROM restriction r WHERE r.person = ${person})`;
}
