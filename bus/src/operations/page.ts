/** Which part of a list is wanted. */
export type PageRequest = {
  /** At most this many. */
  readonly limit: number;
  /** Where the page before ended. */
  readonly cursor?: Cursor | undefined;
};

/** One page of a list, and where the next one starts; null after the last. */
export type Page<Item> = { readonly data: readonly Item[]; readonly next: string | null };

/**
 * Where a page ended: a whole number in digits (an instant in microseconds, a serial number) and what tells rows of the
 * same number apart. The same for every list, so that a cursor of another list is at worst a strange place to start.
 */
export type Cursor = { readonly key: string; readonly messageId: string; readonly route: string };

/** The most that one page holds. */
export const maxPageSize = 200;

/** Hides the sort key in one opaque word, so that nobody builds on it. */
export function writeCursor({ key, messageId, route }: Cursor): string {
  return Buffer.from(JSON.stringify([key, messageId, route])).toString("base64url");
}

/** Reads what {@link writeCursor} wrote; undefined for anything else. */
export function readCursor(text: string): Cursor | undefined {
  const parts = parsed(Buffer.from(text, "base64url").toString("utf8"));
  if (!Array.isArray(parts) || parts.length !== 3) return undefined;
  const [key, messageId, route]: readonly unknown[] = parts;
  if (typeof key !== "string" || !/^\d{1,18}$/.test(key)) return undefined;
  if (typeof messageId !== "string" || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(messageId))
    return undefined;
  if (typeof route !== "string" || !/^[A-Za-z0-9.-]{0,100}$/.test(route)) return undefined;
  return { key, messageId, route };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Cut<Row, Item> = {
  readonly item: (row: Row) => Item;
  /** The sort key of a row; what a list does not sort by may be left out. */
  readonly cursor: (row: Row) => Partial<Cursor>;
};

const start: Cursor = { key: "0", messageId: "00000000-0000-0000-0000-000000000000", route: "" };

/** Cuts a page from rows of which one more than the limit was asked for. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  { item, cursor }: Cut<Row, Item>,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { data: shown.map(item), next: more ? writeCursor({ ...start, ...cursor(last) }) : null };
}
