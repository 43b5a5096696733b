/** Text in a pattern of LIKE. */
export const escaped = (text: string): string => text.replace(/[\\%_]/g, (character) => `\\${character}`);

/** A code, or how one begins where it ends in `*`, as a pattern of LIKE. */
export const codePattern = (code: string): string =>
  code.endsWith("*") ? `${escaped(code.slice(0, -1))}%` : escaped(code);
