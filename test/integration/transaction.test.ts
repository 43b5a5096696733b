import { globSync, readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { transaction } from "../../bus/src/postgres/transaction.ts";
import { openProxy } from "../faults/support/proxy/proxy.ts";
import { freshDatabase } from "../support/servers.ts";

async function setup() {
  const proxy = await openProxy(await freshDatabase());
  onTestFinished(() => proxy.close());
  const { sql, close } = openDatabase({ url: proxy.url, connections: 2, name: "test" });
  onTestFinished(close);
  await sql`CREATE TABLE note (id int PRIMARY KEY)`;
  const write = (id: number) =>
    transaction(sql, async (tx) => {
      await tx`INSERT INTO note VALUES (${id})`;
      await tx`SELECT 1`;
    });
  return { proxy, sql, write };
}

test.each(["answerLost", "afterHeard", "beforeHeard"] as const)(
  "transactions whose connection breaks (%s) fail, one after the other, and the pool goes on",
  async (when) => {
    const { proxy, sql, write } = await setup();
    for (let id = 1; id <= 4; id += 1) {
      const cut = proxy.cutAt({ said: /INTO note/, when });
      await expect(write(id)).rejects.toThrow(/CONNECTION|ECONN/);
      await cut;
    }
    await Promise.all([write(5), write(6), write(7)]);
    expect(await sql`SELECT id FROM note ORDER BY id`).toEqual([{ id: 5 }, { id: 6 }, { id: 7 }]);
  },
);

test("what the work throws rolls it back", async () => {
  const { sql } = await setup();
  const failed = transaction(sql, async (tx) => {
    await tx`INSERT INTO note VALUES (1)`;
    throw new Error("changed my mind");
  });
  await expect(failed).rejects.toThrow("changed my mind");
  expect(await sql`SELECT id FROM note`).toEqual([]);
});

test("what the server refuses rolls it back", async () => {
  const { sql, write } = await setup();
  await write(1);
  await expect(write(1)).rejects.toThrow("duplicate key");
  expect(await sql`SELECT id FROM note`).toEqual([{ id: 1 }]);
});

test("nobody begins a transaction in another way", () => {
  const others = globSync("{bus,admin-api}/src/**/*.ts").filter(
    (file) =>
      !file.endsWith("postgres/transaction.ts") && /\bsql\s*\.begin\(/.test(readFileSync(file, "utf8")),
  );
  expect(others).toEqual([]);
});

// Vitest fails a run in which an exception reaches nobody: in a process of the bus that would be its end.

test("a process that freezes in a transaction holds up nobody for long, and goes on when it is back", async () => {
  const url = await freshDatabase();
  const frozen = openDatabase({ url, name: "frozen", idleInTransactionMs: 200 });
  const other = openDatabase({ url, name: "other" });
  await other.sql`CREATE TABLE held (n int)`;
  await other.sql`INSERT INTO held VALUES (0)`;
  const [locked, thawed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const interrupted = transaction(frozen.sql, async (tx) => {
    await tx`UPDATE held SET n = 1`;
    locked.resolve();
    await thawed.promise;
    await tx`UPDATE held SET n = 2`;
  });
  const ended = interrupted.catch((error: unknown) => error);
  await locked.promise;
  expect(await other.sql`UPDATE held SET n = n + 10 RETURNING n`).toEqual([{ n: 10 }]);
  expect(await ended).toMatchObject({ code: "CONNECTION_CLOSED" });
  thawed.resolve();
  expect(await frozen.sql`SELECT n FROM held`).toEqual([{ n: 10 }]);
  await Promise.all([frozen.close(), other.close()]);
});

test("a transaction whose connection the server ends in a statement is rejected, and the next one is whole", async () => {
  const url = await freshDatabase();
  const [cut, other] = [openDatabase({ url, name: "cut" }), openDatabase({ url, name: "other" })];
  const interrupted = transaction(cut.sql, async (tx) => {
    const [own] = await tx`SELECT pg_backend_pid() AS pid`;
    await Promise.all([tx`SELECT pg_sleep(30)`, other.sql`SELECT pg_terminate_backend(${own?.pid})`]);
  });
  await expect(interrupted).rejects.toThrow("CONNECTION_CLOSED");
  expect(await transaction(cut.sql, (tx) => tx`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
  await Promise.all([cut.close(), other.close()]);
});
