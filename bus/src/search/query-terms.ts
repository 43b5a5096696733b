/** One term of a query: a value, and what it is a value of; without a name it is text. */
export type QueryTerm = {
  readonly name?: string;
  readonly value: string;
  /** Where it begins, counted from 1. */
  readonly at: number;
};

/** What is wrong with a query, and where, counted from 1. */
export class QueryFault extends Error {
  readonly at: number;

  constructor(at: number, detail: string) {
    super(detail);
    this.at = at;
  }
}

const term = /(?:([A-Za-z][\w-]*(?:\.[\w-]+)*):)?(?:"((?:[^"\\]|\\.)*)"(?=\s|$)|([^\s"]+)(?=\s|$))?/y;

/** The terms of a query such as `state:dead code:card* "free text"`. @throws QueryFault */
export function queryTerms(query: string): readonly QueryTerm[] {
  const terms: QueryTerm[] = [];
  let at = query.search(/\S|$/);
  while (at < query.length) {
    term.lastIndex = at;
    const [all = "", name, quoted, plain] = term.exec(query) ?? [];
    const value = quoted?.replace(/\\(.)/g, "$1") ?? plain;
    if (value === undefined || value === "") throw new QueryFault(at + 1, unreadable(query.slice(at), name));
    terms.push({ ...(name !== undefined && { name }), value, at: at + 1 });
    at += all.length;
    at += query.slice(at).search(/\S|$/);
  }
  return terms;
}

function unreadable(rest: string, name: string | undefined): string {
  if (name !== undefined && /^[^:]*:(\s|$)/.test(rest)) return `${name}: has no value`;
  if (rest.startsWith('""')) return "there is nothing in the quotes";
  return 'a quote stands alone: text with spaces is written "like this", and a quote in it \\"';
}
