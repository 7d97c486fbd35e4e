/**
 * Gives every unit one square of a grid, near its true place: the equal-area map, on which a small crowded ward weighs as
 * much as a wide mountain commune. Works for any set of boundaries; knows nothing of drawing.
 */

export type GeographicPoint = readonly [x: number, y: number];

export type TilePlace = { readonly column: number; readonly row: number };

/** How far the true places are drawn towards an even spread before squares are given out: 0 keeps geography, 1 keeps only order. */
const evenness = 0.45;

/** Squares offered per unit. More leave gaps, fewer push the edges away from their places. */
const squaresPerUnit = 1.9;

/** A strip of land gets a grid at most this many times longer than wide. */
const longest = 6;

/**
 * Squares in the order of `points`, columns from the west and rows from the north, both from 0 without empty margins.
 * The sum of squared distances between true place and square is the smallest possible. `[]` for no points.
 * `points` are planar, y growing southwards.
 */
export function placeTiles(points: readonly GeographicPoint[]): TilePlace[] {
  if (points.length === 0) return [];
  const xs = spread(points.map(([x]) => x));
  const ys = spread(points.map(([, y]) => y));
  const shape = extent(points.map(([x]) => x)) / extent(points.map(([, y]) => y));
  const widthToHeight = Math.min(longest, Math.max(1 / longest, Number.isNaN(shape) ? 1 : shape));
  const columns = Math.round(Math.sqrt(points.length * squaresPerUnit * widthToHeight)) + 1;
  const rows = Math.max(Math.ceil(points.length / columns), Math.round(Math.sqrt((points.length * squaresPerUnit) / widthToHeight)) + 1);

  const costs = points.map((_, unit) => {
    const x = (xs[unit] ?? 0) * (columns - 1);
    const y = (ys[unit] ?? 0) * (rows - 1);
    return Array.from({ length: columns * rows }, (_, square) => (square % columns - x) ** 2 + (Math.floor(square / columns) - y) ** 2);
  });
  const squares = cheapestAssignment(costs);
  const firstColumn = Math.min(...squares.map((square) => square % columns));
  const firstRow = Math.min(...squares.map((square) => Math.floor(square / columns)));
  return squares.map((square) => ({ column: square % columns - firstColumn, row: Math.floor(square / columns) - firstRow }));
}

function extent(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

/** Values to 0..1, partly by size and partly by rank. */
function spread(values: readonly number[]): number[] {
  const least = Math.min(...values);
  const range = extent(values) || 1;
  const inOrder = values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Map(inOrder.map((index, rank) => [index, rank / Math.max(1, values.length - 1)]));
  return values.map((value, index) => (1 - evenness) * ((value - least) / range) + evenness * (ranks.get(index) ?? 0));
}

/**
 * For each row of `costs` the column it gets, each column at most once, the whole as cheap as can be. At least as many columns as rows.
 * Source: Kuhn (1955), "The Hungarian method for the assignment problem", with the potentials of Munkres (1957); shortest augmenting paths.
 */
export function cheapestAssignment(costs: readonly (readonly number[])[]): number[] {
  const rowCount = costs.length;
  const columnCount = costs[0]?.length ?? 0;
  if (columnCount < rowCount) throw new RangeError(`${rowCount} rows cannot each have one of ${columnCount} columns`);
  const rowPotential = new Float64Array(rowCount + 1);
  const columnPotential = new Float64Array(columnCount + 1);
  /** Row held by each column; row and column 0 stand for "none". */
  const holder = new Int32Array(columnCount + 1);

  for (let row = 1; row <= rowCount; row += 1) {
    const cameFrom = new Int32Array(columnCount + 1);
    const slack = new Float64Array(columnCount + 1).fill(Infinity);
    const isVisited = new Uint8Array(columnCount + 1);
    holder[0] = row;
    let column = 0;
    do {
      isVisited[column] = 1;
      const reachedRow = holder[column] ?? 0;
      let next = 0;
      let step = Infinity;
      for (let candidate = 1; candidate <= columnCount; candidate += 1) {
        if (isVisited[candidate]) continue;
        const reduced = (costs[reachedRow - 1]?.[candidate - 1] ?? Infinity) - (rowPotential[reachedRow] ?? 0) - (columnPotential[candidate] ?? 0);
        if (reduced < (slack[candidate] ?? Infinity)) {
          slack[candidate] = reduced;
          cameFrom[candidate] = column;
        }
        if ((slack[candidate] ?? Infinity) < step) {
          step = slack[candidate] ?? Infinity;
          next = candidate;
        }
      }
      for (let seen = 0; seen <= columnCount; seen += 1) {
        if (isVisited[seen]) {
          rowPotential[holder[seen] ?? 0] = (rowPotential[holder[seen] ?? 0] ?? 0) + step;
          columnPotential[seen] = (columnPotential[seen] ?? 0) - step;
        } else {
          slack[seen] = (slack[seen] ?? Infinity) - step;
        }
      }
      column = next;
    } while (holder[column] !== 0);
    while (column !== 0) {
      const previous = cameFrom[column] ?? 0;
      holder[column] = holder[previous] ?? 0;
      column = previous;
    }
  }

  const columnOfRow = new Array<number>(rowCount).fill(0);
  holder.forEach((row, column) => {
    if (column > 0 && row > 0) columnOfRow[row - 1] = column - 1;
  });
  return columnOfRow;
}
