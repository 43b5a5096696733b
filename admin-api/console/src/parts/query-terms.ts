/** One term of a search, as `docs/reference/search-failures.md` has them; without a name it is text. */
export type Term = { readonly name?: string; readonly value: string };

const term = /(?:([A-Za-z][\w-]*(?:\.[\w-]+)*):)?(?:"((?:[^"\\]|\\.)*)"(?=\s|$)|(\S+))?/y;

/** The terms of a search. What is not well formed is text: the API says what is wrong with it. */
export function termsOf(query: string): readonly Term[] {
  const terms: Term[] = [];
  let at = query.search(/\S|$/);
  while (at < query.length) {
    term.lastIndex = at;
    const [all = "", name, quoted, plain] = term.exec(query) ?? [];
    const value = quoted?.replace(/\\(.)/g, "$1") ?? plain ?? "";
    terms.push({ ...(name !== undefined && { name }), value });
    at += all.length;
    at += query.slice(at).search(/\S|$/);
  }
  return terms;
}

/** The search that these terms are. */
export const queryOfTerms = (terms: readonly Term[]): string => terms.map(spelledTerm).join(" ");

/** A term as it is written: quoted where it has to be. */
export function spelledTerm({ name, value }: Term): string {
  const isPlain = /^[^\s"]+$/.test(value) && (name !== undefined || !/^[A-Za-z][\w.-]*:/.test(value));
  const spelled = isPlain || value === "" ? value : `"${value.replace(/["\\]/g, String.raw`\$&`)}"`;
  return name === undefined ? spelled : `${name}:${spelled}`;
}
