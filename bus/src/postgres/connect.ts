import postgres, { type Sql } from "postgres";
import { arraysAsText } from "./array-types.ts";
import { openSockets } from "./socket.ts";

/** A frozen database would never say goodbye. */
const closeSeconds = 3;

/** The role of sessions that are limited to some connections: row security leaves it what is theirs. */
const scopedRole = "spindle_scoped";

/** One pool of connections. Statements give and take times as text, whether drizzle has wrapped the pool or not. */
export type Database = {
  readonly sql: Sql;
  readonly close: () => Promise<void>;
};

/**
 * Opens a pool; connections are made on first use, and made again after they break. With a scope its sessions see, and can
 * change, only what belongs to these connections of the configuration.
 */
export function openDatabase({
  url,
  connections = 8,
  name,
  idleInTransactionMs = 20_000,
  scope,
}: {
  url: string;
  connections?: number;
  name: string;
  idleInTransactionMs?: number;
  scope?: readonly string[];
}): Database {
  // postgres.js takes `socket` and leaves it out of its types.
  const sockets: object = { socket: openSockets() };
  const sql = postgres(url, {
    ...sockets,
    max: connections,
    connect_timeout: 5,
    // Seconds between tries to connect; the default grows to twenty, and an outage would last that much longer.
    backoff: (tries) => Math.min(0.1 * 2 ** tries, 2),
    // Idle connections stay: the first delivery after a quiet hour should not wait for a handshake. There may be many scopes.
    ...(scope && { idle_timeout: 60 }),
    connection: {
      application_name: name,
      statement_timeout: 30_000,
      // A process that freezes in a transaction would keep its locks, and whoever needs them, for as long as it is frozen.
      // Longer than a dispatch waits for the broker's confirms.
      idle_in_transaction_session_timeout: idleInTransactionMs,
      // A generic plan is made while today's partition is nearly empty, and would scan it ever after.
      plan_cache_mode: "force_custom_plan",
      ...(scope && { role: scopedRole, "spindle.connections": scope.join(",") }),
    },
    onnotice: () => undefined,
    fetch_types: false,
    types: { date: timesAsText, ...arraysAsText },
  });
  return { sql, close: () => sql.end({ timeout: closeSeconds }) };
}

/** date, timestamp, timestamptz: a `Date` would round microseconds, and drizzle turns the conversion off anyway. */
const timesAsText = {
  to: 1184,
  from: [1082, 1114, 1184],
  serialize: (text: string) => text,
  parse: (text: string) => text,
};
