import type { Sql, TransactionSql } from "postgres";
import { databaseIsAway } from "./outage.ts";

/** How soon postgres.js has seen that a connection is gone whose end a statement was told of. */
const seenMs = 1_000;

/**
 * One transaction, and what its work gives; whatever the work throws rolls it back.
 *
 * When its connection ends, `begin` of postgres.js 3.4 hears of it by itself, and rejects. Nothing more may be said to that
 * connection: not the rollback that would follow if the work failed too, nor the next statement of a work that was waiting
 * for something else. It would go to a socket that the driver has let go of, which ends the process (connection.js,
 * `nextWrite`), or stay without an answer, for which whatever uses the connection next would wait for ever. So the rest of
 * the work is left where it stands.
 */
export async function transaction<Result>(
  sql: Sql,
  work: (tx: TransactionSql) => Promise<Result>,
): Promise<Result> {
  const gone = Promise.withResolvers<void>();
  let isGone = false;
  const running = sql.begin(async (tx) => {
    try {
      const result = await work(sayingNothing(tx, () => isGone));
      return isGone ? await never() : { result };
    } catch (error) {
      // It may have been told of another connection's end.
      if (databaseIsAway(error)) await Promise.race([gone.promise, after(seenMs)]);
      if (isGone) return await never();
      throw error;
    }
  });
  running.catch(() => {
    isGone = true;
    gone.resolve();
  });
  const { result } = await running;
  return result;
}

/** The transaction, but that it takes no more statements once its connection is gone. */
const sayingNothing = (tx: TransactionSql, isGone: () => boolean): TransactionSql =>
  new Proxy(tx, {
    apply(target, self, given: unknown[]): unknown {
      if (isGone()) throw new Error("The connection of this transaction is gone.");
      return Reflect.apply(target, self, given);
    },
  });

/** Made anew each time: one for all would keep whoever waits for it. */
const never = () => new Promise<never>(() => undefined);

const after = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
