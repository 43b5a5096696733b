/** The candidates nearest to a word by edit distance, best first, leaving out what is not similar at all. */
export function nearest(word: string, candidates: readonly string[], atMost = 3): readonly string[] {
  // A hostile name must not buy a long computation.
  const clipped = word.slice(0, 200);
  return candidates
    .map((candidate) => ({ candidate, distance: editDistance(clipped, candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(clipped.length, candidate.length) * 0.4)
    .toSorted((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate))
    .slice(0, atMost)
    .map(({ candidate }) => candidate);
}

/** Levenshtein distance: how many single-character insertions, deletions and replacements lie between. */
export function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = cell(row, column - 1) + (from[line - 1] === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, cell(row, column) + 1, cell(next, column - 1) + 1));
    }
    row = next;
  }
  return cell(row, to.length);
}

const cell = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
