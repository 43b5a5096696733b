import type { Bodies } from "../bodies/bodies.ts";
import type { Sql, TransactionSql } from "postgres";
import type { Binding } from "../rabbitmq/topology.ts";
import type { Remembered, TopologyStore } from "../topology/store.ts";
import { arrayParameter } from "./array-parameter.ts";
import { park } from "./lanes/park.ts";
import { rehomePlaces } from "./lanes/rehome-places.ts";
import { recordDeadLetter, recordForeign } from "./record-dead-letter.ts";
import { storeOfGoneRoute } from "./store-of-gone-route.ts";
import { transaction } from "./transaction.ts";

const lockId = 7_238_115;
/** What a former queue held has to go somewhere: here the cap of a lane is not asked. */
const noCap = 2_000_000_000;

/** What was ever declared on the broker, in the table `topology`. */
export function postgresTopologyStore(sql: Sql, bodies: Pick<Bodies, "sealUnknown">): TopologyStore {
  return {
    alone: (work) =>
      // The lock is the transaction's, so a process that dies gives it up. (`reserve` of postgres.js never gets a new
      // connection where types are not fetched.)
      transaction(sql, async (tx) => {
        // All the while it waits for the broker.
        await tx`SET LOCAL idle_in_transaction_session_timeout = 0`;
        await lock(tx);
        return { result: await work() };
      }).then(({ result }) => result),
    remembered: () => rememberedTopology(sql),
    async remember(entries) {
      const column = (of: (entry: Remembered) => string) => arrayParameter(sql, "text[]", entries.map(of));
      await sql`
        INSERT INTO topology (kind, name, bindings)
        SELECT * FROM unnest(${column(({ kind }) => kind)}::text[], ${column(({ name }) => name)}::text[],
          ${column(({ bindings }) => JSON.stringify(bindings))}::text[])
        ON CONFLICT (kind, name) DO UPDATE SET bindings = excluded.bindings, declared_at = now()`;
    },
    async park(laneGroup, arrivals) {
      await park(sql, laneGroup, arrivals, { cap: noCap });
    },
    rehomePlaces: (homes) => rehomePlaces(sql, homes),
    keepOfGoneRoute: (route, tokens) => storeOfGoneRoute(sql, route, tokens),
    // Its queue is gone, and with it its turn: a person decides.
    keepDeadLetter: (route, token) => recordDeadLetter(sql, { name: route, laned: true }, token),
    keepForeign: (route, foreign) => recordForeign(sql, bodies, route, foreign),
  };
}

async function rememberedTopology(sql: Sql | TransactionSql): Promise<readonly Remembered[]> {
  const rows = await sql<{ kind: Remembered["kind"]; name: string; bindings: string }[]>`
    SELECT kind, name, bindings FROM topology ORDER BY name`;
  // Written above, by `remember`.
  return rows.map((row) => ({ ...row, bindings: JSON.parse(row.bindings) as readonly Binding[] }));
}

/**
 * Looks at the broker while nobody applies a topology: what is looked at by declaring it again must not be removed meanwhile.
 * Undefined where somebody does.
 */
export async function unlessApplied<Answer>(
  sql: Sql,
  look: (remembered: readonly Remembered[]) => Promise<Answer>,
): Promise<Answer | undefined> {
  const { result } = await transaction(sql, async (tx) => {
    const [shared] = await tx<{ got: boolean }[]>`SELECT pg_try_advisory_xact_lock_shared(${lockId}) AS got`;
    return { result: shared?.got === true ? await look(await rememberedTopology(tx)) : undefined };
  });
  return result;
}

async function lock(tx: TransactionSql): Promise<void> {
  try {
    await tx`SELECT pg_advisory_xact_lock(${lockId})`;
  } catch (cause) {
    throw new Error("Another process is changing the topology. Wait until it has ended, then try again.", {
      cause,
    });
  }
}
