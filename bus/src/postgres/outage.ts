/** Codes of postgres.js and of Node for a connection that could not be made or did not last. */
const connectionCodes = new Set([
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/**
 * SQLSTATEs of a server that goes down or comes up, takes no more connections, or is read-only after a failover
 * (PostgreSQL manual, appendix A).
 */
const serverStates = /^(08...|57P0[1-5]|53300|25006)$/;

/** Whether an error says that the database is away for the moment: a repeat may succeed, and nothing is wrong with the query. */
export function databaseIsAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return connectionCodes.has(code) || serverStates.test(code) || databaseIsAway(error.cause);
}
