/**
 * Asks at most once in a while, however many want to know: who comes meanwhile gets the same answer, or the same refusal.
 * The while begins when there is an answer.
 */
export function freshFor<Answer>(
  whileMs: number,
  ask: () => Promise<Answer>,
  nowMs: () => number = () => performance.now(),
): () => Promise<Answer> {
  let last: { readonly answer: Promise<Answer>; untilMs: number } | undefined;
  return () => {
    if (last && nowMs() < last.untilMs) return last.answer;
    const mine = { answer: ask(), untilMs: Infinity };
    const settled = () => void (mine.untilMs = nowMs() + whileMs);
    mine.answer.then(settled, settled);
    last = mine;
    return mine.answer;
  };
}
