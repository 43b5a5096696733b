/** A piece of an error's text, and whether the error before did not have it. */
export type Piece = { readonly text: string; readonly isNew: boolean };
type Failed = { readonly code: string | null; readonly message: string | null };

/** What an attempt's error says that the one before did not: nothing, the same, or its words with the new ones marked. */
export function newsIn(attempt: Failed, before: Failed | undefined): "none" | "same" | readonly Piece[] {
  const now = wordsOf(attempt);
  if (now.length === 0) return "none";
  const then = wordsOf(before);
  if (then.length === 0) return [{ text: now.join(" "), isNew: false }];
  if (now.join(" ") === then.join(" ")) return "same";
  return joined(marked(now, then));
}

const wordsOf = (failed: Failed | undefined): readonly string[] =>
  [failed?.code, failed?.message].filter(Boolean).join(" ").split(/\s+/).filter(Boolean);

/** Words beyond these are compared as one: errors are sentences, and not pages. */
const mostWords = 200;

/** The longest common run of words stays; what is not in it is new. */
function marked(now: readonly string[], then: readonly string[]): readonly Piece[] {
  const [a, b] = [now.slice(0, mostWords), then.slice(0, mostWords)];
  const lengths = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      (lengths[i] ?? [])[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pieces: Piece[] = [];
  for (let i = 0, j = 0; i < a.length;) {
    if (j < b.length && a[i] === b[j]) {
      pieces.push({ text: a[i] ?? "", isNew: false });
      i++;
      j++;
    } else if (j < b.length && at(i, j + 1) >= at(i + 1, j)) j++;
    else pieces.push({ text: a[i++] ?? "", isNew: true });
  }
  return pieces;
}

/** Neighbours of a kind are one piece. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last && last.isNew === piece.isNew)
      result[result.length - 1] = { ...last, text: `${last.text} ${piece.text}` };
    else result.push(last ? { ...piece, text: piece.text } : piece);
  }
  return result.map((piece, index) =>
    index < result.length - 1 ? { ...piece, text: `${piece.text} ` } : piece,
  );
}
