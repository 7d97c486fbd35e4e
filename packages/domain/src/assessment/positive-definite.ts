/** Small symmetric positive definite systems, row by row in typed arrays: as many as calibration and regression need, no more. */

/** Lower triangular L with L Lᵀ = matrix. Directions without variance get zeros. */
export function choleskyRoot(matrix: ArrayLike<number>, size: number): Float64Array {
  const root = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let rest = matrix[i * size + j] ?? 0;
      for (let k = 0; k < j; k += 1) rest -= (root[i * size + k] ?? 0) * (root[j * size + k] ?? 0);
      const pivot = root[j * size + j] ?? 0;
      root[i * size + j] = i === j ? Math.sqrt(Math.max(0, rest)) : pivot > 0 ? rest / pivot : 0;
    }
  }
  return root;
}

/** x with matrix · x = right-hand side. Components along directions without variance are 0. */
export function solve(matrix: ArrayLike<number>, rightHandSide: ArrayLike<number>): Float64Array {
  const size = rightHandSide.length;
  return solveWithRoot(choleskyRoot(matrix, size), rightHandSide);
}

/** Inverse of the matrix, row by row. */
export function inverse(matrix: ArrayLike<number>, size: number): Float64Array {
  const root = choleskyRoot(matrix, size);
  const result = new Float64Array(size * size);
  const unit = new Float64Array(size);
  for (let column = 0; column < size; column += 1) {
    unit.fill(0);
    unit[column] = 1;
    result.set(solveWithRoot(root, unit), column * size);
  }
  return result;
}

function solveWithRoot(root: Float64Array, rightHandSide: ArrayLike<number>): Float64Array {
  const size = rightHandSide.length;
  const x = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    let rest = rightHandSide[i] ?? 0;
    for (let k = 0; k < i; k += 1) rest -= (root[i * size + k] ?? 0) * (x[k] ?? 0);
    const pivot = root[i * size + i] ?? 0;
    x[i] = pivot > 0 ? rest / pivot : 0;
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    let rest = x[i] ?? 0;
    for (let k = i + 1; k < size; k += 1) rest -= (root[k * size + i] ?? 0) * (x[k] ?? 0);
    const pivot = root[i * size + i] ?? 0;
    x[i] = pivot > 0 ? rest / pivot : 0;
  }
  return x;
}
