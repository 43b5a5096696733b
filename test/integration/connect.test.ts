import { expect, test } from "vitest";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { freshDatabase } from "../support/servers.ts";

test("a process that freezes in a transaction holds up nobody for long, and goes on when it is back", async () => {
  const url = await freshDatabase();
  const frozen = openDatabase({ url, name: "frozen", idleInTransactionMs: 200 });
  const other = openDatabase({ url, name: "other" });
  await other.sql`CREATE TABLE held (n int)`;
  await other.sql`INSERT INTO held VALUES (0)`;
  const [locked, thawed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const interrupted = frozen.sql.begin(async (tx) => {
    await tx`UPDATE held SET n = 1`;
    locked.resolve();
    await thawed.promise;
    await tx`UPDATE held SET n = 2`;
  });
  await locked.promise;
  expect(await other.sql`UPDATE held SET n = n + 10 RETURNING n`).toEqual([{ n: 10 }]);
  thawed.resolve();
  await expect(interrupted).rejects.toThrow(/CONNECTION_CLOSED|idle-in-transaction/);
  expect(await frozen.sql`SELECT n FROM held`).toEqual([{ n: 10 }]);
  await Promise.all([frozen.close(), other.close()]);
});
