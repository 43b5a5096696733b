/** Which part of a list is wanted. */
export type PageRequest = {
  /** At most this many. */
  readonly limit: number;
  /** Where the page before ended; made by {@link writeCursor}. */
  readonly cursor?: Cursor | undefined;
};

/** One page of a list, and where the next one starts; null after the last. */
export type Page<Item> = { readonly data: readonly Item[]; readonly next: string | null };

/** The sort key of the last row of a page: an instant or a number, and an id. */
export type Cursor = { readonly key: string; readonly id: string };

/** The most that one page holds. */
export const maxPageSize = 200;

/** Hides the sort key in one opaque word, so that nobody builds on it. */
export function writeCursor({ key, id }: Cursor): string {
  return Buffer.from(JSON.stringify([key, id])).toString("base64url");
}

/** Reads what {@link writeCursor} wrote; undefined for anything else. */
export function readCursor(text: string): Cursor | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (!Array.isArray(parts) || parts.length !== 2) return undefined;
    const [key, id]: unknown[] = parts;
    if (typeof key !== "string" || !keyForm.test(key)) return undefined;
    return typeof id === "string" && idForm.test(id) ? { key, id } : undefined;
  } catch {
    return undefined;
  }
}

/** What a database takes as an instant, or a whole number, and nothing else. */
const keyForm = /^(\d{1,18}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?)$/;
const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(:[A-Za-z0-9.-]{0,100})?$|^$/;

/**
 * Cuts a page from rows of which one more than the limit was asked for.
 * @param cursorOf the sort key of a row
 */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  { item, cursorOf }: { readonly item: (row: Row) => Item; readonly cursorOf: (row: Row) => Cursor },
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { data: shown.map(item), next: more ? writeCursor(cursorOf(last)) : null };
}
