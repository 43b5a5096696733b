declare global {
  interface JSON {
    // ECMAScript's "JSON.parse source text access", which TypeScript's library does not know yet.
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown;
    rawJSON(source: string): unknown;
  }
}

/** Parses JSON so that `JSON.stringify` spells every number as it was: `1.10` stays `1.10`, 64-bit ids stay whole. */
export function parseExactly(text: string): unknown {
  return JSON.parse(text, (_key, value, { source }) =>
    typeof value === "number" && source !== undefined ? JSON.rawJSON(source) : value,
  );
}
