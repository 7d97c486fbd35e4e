/** The order in which a sitting sees the choices of an item: the same each time the page opens, another for another sitting. */
export function shuffled<T>(choices: readonly T[], key: string): readonly T[] {
  let state = [...key].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5); // FNV-1a, Fowler, Noll and Vo (1991)
  const order = [...choices];
  for (let left = order.length; left > 1; left -= 1) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) >>> 0;
    const from = state % left;
    // Both places are below the length.
    [order[left - 1], order[from]] = [order[from] as T, order[left - 1] as T];
  }
  return order;
}
