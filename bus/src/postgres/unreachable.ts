/** A database URL that may be shown. */
export function shownDatabase(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || "5432"}${pathname}`;
}

/** The error of a database that cannot be used: where, why, and the next step. */
export function databaseUnreachable(url: string, cause: unknown): Error {
  const reason = cause instanceof Error && cause.message !== "" ? cause.message : String(cause);
  return new Error(
    `PostgreSQL at ${shownDatabase(url)} is not usable: ${reason}. ` +
      `Check SPINDLE_DATABASE_URL, and that the server runs ("spindle doctor" tells more).`,
    { cause },
  );
}
