/** A relay of the outbox in a process of its own, for tests to kill: database, ingress and token are its arguments. */
import postgres from "postgres";
import { createClient } from "../../client/src/index.ts";
import { openRelay } from "../../client/src/outbox/index.ts";

const [databaseUrl = "", url = "", token = ""] = process.argv.slice(2);
const sql = postgres(databaseUrl, { max: 1 });
openRelay({
  db: { query: (text, params) => sql.unsafe(text, [...params]) },
  client: createClient({ url, token }),
  leaseMs: 1_000,
  pollMs: 50,
  maxEvents: 5,
  onError: (error) => console.error(String(error)),
  onRound: () => process.send?.("round"),
});
