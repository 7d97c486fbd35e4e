/**
 * A picture that looks like a QR code and is none. No phone can read it, by construction: its side is no QR version's
 * (those are 17 + 4v modules) and its three corner marks lack the 1:1:3:1:1 run that every reader looks for first.
 * The pattern depends on its seed alone, so one shop keeps one picture; nothing is written in it.
 */

/** Modules along a side. */
export const qrSide = 23;
const corner = 8;

function isCorner(row: number, column: number): boolean {
  const isTop = row < corner;
  const isBottom = row >= qrSide - corner;
  return (isTop && (column < corner || column >= qrSide - corner)) || (isBottom && column < corner);
}

/** FNV-1a (Fowler, Noll, Vo 1991) over UTF-16 units, then xorshift32 (Marsaglia 2003), one bit a module. */
function makeBits(seed: string): () => boolean {
  let word = 0x811c9dc5;
  for (let place = 0; place < seed.length; place++) word = Math.imul(word ^ seed.charCodeAt(place), 0x01000193);
  word = (word >>> 0) || 1;
  return () => {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    return (word & 0x100) !== 0;
  };
}

/** Dark modules row by row, `qrSide` to a row, the corner marks left out. */
function qrModules(seed: string): boolean[][] {
  const isDark = makeBits(seed);
  return Array.from({ length: qrSide }, (_, row) =>
    Array.from({ length: qrSide }, (_, column) => isDark() && !isCorner(row, column)));
}

/** A ring one module thick, seven wide, with a small diamond where a real code has a solid square. */
const mark = (column: number, row: number): string =>
  `M${column} ${row}h7v7h-7zm1 1v5h5v-5zM${column + 3.5} ${row + 2.8}l.7 .7-.7 .7-.7-.7z`;

/** The whole picture as one path of `qrSide` units square, to be filled with the even-odd rule. */
export function qrPath(seed: string): string {
  let path = mark(0, 0) + mark(qrSide - 7, 0) + mark(0, qrSide - 7);
  qrModules(seed).forEach((modules, row) => {
    for (let column = 0; column < qrSide; column++) {
      if (!modules[column]) continue;
      const start = column;
      while (modules[column]) column++;
      path += `M${start} ${row}h${column - start}v1h${start - column}z`;
    }
  });
  return path;
}
