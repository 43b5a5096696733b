/** Gives references of 16 letters and digits, as Adyen's; other ones in every run, for the bus remembers the last. */
export function pspReferences(nowMs: () => number): () => string {
  const run = nowMs().toString(36).toUpperCase().slice(-9);
  let count = 0;
  return () => {
    count += 1;
    return `${run}${count
      .toString(36)
      .toUpperCase()
      .padStart(16 - run.length, "0")}`;
  };
}
