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
