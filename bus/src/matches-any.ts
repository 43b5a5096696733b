/** Whether a text is one of these; a pattern that ends in `*` is every text that begins so, and null is every text. */
export const matchesAny = (patterns: readonly string[] | null, text: string): boolean =>
  patterns === null ||
  patterns.some((pattern) =>
    pattern.endsWith("*") ? text.startsWith(pattern.slice(0, -1)) : text === pattern,
  );
