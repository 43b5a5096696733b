import getPort from "get-port";
import { startAdmin } from "../../admin-api/src/index.ts";
import { createToken } from "../../bus/src/postgres/tokens.ts";
import { eventually } from "./eventually.ts";
import type { ToyBus } from "./toy-bus.ts";
import { startToyProcess } from "./toy-processes.ts";

/** What an operator's request comes to whose admin API is killed before it has answered. */
export type Unanswered = {
  /** Sends a request and kills the process between the commit of what it did and the answer. */
  readonly send: (path: string, body: object) => Promise<void>;
  /** The same request, under the same key, to a successor. */
  readonly repeat: () => Promise<{ readonly status: number; readonly body: string }>;
};

/** No other test of this database has that number. */
const lock = 4_711;

/** An admin API in a process of its own, which one operator may use. */
export async function openKilledAdmin(bus: ToyBus, actor: string, vendorUrl: string): Promise<Unanswered> {
  const port = await getPort({ host: "127.0.0.1" });
  const { token } = await createToken(bus.sql, { name: actor, roles: ["operator"], loopbackOnly: true });
  const admin = await startToyProcess("admin", { ...bus, vendorUrl, operations: ["keyed"], port });
  let request: { readonly path: string; readonly init: RequestInit } | undefined;
  const ask = () =>
    request
      ? fetch(`http://127.0.0.1:${port}${request.path}`, request.init)
      : Promise.reject(new Error("nothing was sent yet"));
  return {
    async send(path, body) {
      const headers = {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "idempotency-key": "of-this-incident",
      };
      request = { path, init: { method: "POST", headers, body: JSON.stringify(body) } };
      await killedAtItsAnswer(bus, admin, ask);
    },
    async repeat() {
      await bus.start((context) =>
        startAdmin({ ...context, settings: { ...context.settings, adminPort: port } }),
      );
      const response = await ask();
      return { status: response.status, body: await response.text() };
    },
  };
}

type Process = { kill(signal: "SIGKILL"): void; readonly exited: Promise<unknown> };

/** The answer is written down before it is sent: there it waits for a lock that the test has, and its work is committed. */
async function killedAtItsAnswer(
  { sql }: ToyBus,
  admin: Process,
  ask: () => Promise<Response>,
): Promise<void> {
  const held = await sql.reserve();
  await held`SELECT pg_advisory_lock(${lock})`;
  await sql.unsafe(`
    CREATE FUNCTION waits() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_advisory_xact_lock(${lock}); RETURN NEW; END $$;
    CREATE TRIGGER waits BEFORE UPDATE ON idempotency_key FOR EACH ROW EXECUTE FUNCTION waits()`);
  const answer = ask().then(
    ({ status }) => `answered ${status}`,
    () => "cut off",
  );
  const waiting = () => sql<{ pid: number }[]>`
    SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = ${lock} AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  await eventually("the answer to be written down", waiting, ({ length }) => length === 1);
  admin.kill("SIGKILL");
  await admin.exited;
  if ((await answer) !== "cut off") throw new Error(`It ${await answer} before it was killed.`);
  // What the dead process has asked for last would be done yet.
  for (const { pid } of await waiting()) await sql`SELECT pg_terminate_backend(${pid})`;
  await eventually("that to be gone", waiting, ({ length }) => length === 0);
  await held`SELECT pg_advisory_unlock(${lock})`;
  held.release();
  await sql`DROP FUNCTION waits CASCADE`;
}
