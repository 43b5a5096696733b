import postgres from "postgres";

/** Runs statements on a PostgreSQL server, one after the other, outside of what a test connects to. */
export async function onServer(url: string, ...statements: readonly string[]): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    for (const statement of statements) await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

/** The URL of another vhost or database of the same server. */
export const withPath = (url: string, path: string): string =>
  Object.assign(new URL(url), { pathname: `/${path}` }).href;
