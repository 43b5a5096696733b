/**
 * All that the outbox needs of a Postgres driver: a pool, a connection or a transaction. Parameters are texts and numbers,
 * named `$1`, `$2` … in their order, each once. Answers the rows, in an array or as `rows` of a result.
 */
export type Queryable = {
  query(
    text: string,
    params: readonly (string | number)[],
  ): PromiseLike<readonly unknown[] | { readonly rows: readonly unknown[] }>;
};

/** The rows of a query. */
export async function rowsOf(
  db: Queryable,
  text: string,
  params: readonly (string | number)[] = [],
): Promise<readonly unknown[]> {
  const result = await db.query(text, params);
  return "rows" in result ? result.rows : result;
}
