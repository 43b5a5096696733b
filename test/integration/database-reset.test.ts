import { setTimeout as delay } from "node:timers/promises";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { databaseIsAway } from "../../bus/src/postgres/outage.ts";
import { openProxy } from "../faults/support/proxy/proxy.ts";
import { freshDatabase } from "../support/servers.ts";

/** A server that is killed resets all connections of a pool at once. */

let databaseUrl: string;
beforeAll(async () => {
  databaseUrl = await freshDatabase();
});

/** A pool with as many connections open, idle, behind a proxy. */
async function setup(connections: number) {
  const proxy = await openProxy(databaseUrl);
  onTestFinished(() => proxy.close());
  const { sql, close } = openDatabase({ url: proxy.url, name: "test", connections });
  onTestFinished(close);
  const ask = async (n: number): Promise<number> => Number((await sql`SELECT ${n}::int AS n`)[0]?.["n"]);
  await Promise.all(Array.from({ length: connections }, (_, n) => ask(n)));
  expect(proxy.connections()).toBe(connections);
  return { proxy, ask };
}

/** Asks, and asks again when the connection breaks, as a worker does with a claim. */
async function insist(ask: (n: number) => Promise<number>, n: number): Promise<number> {
  for (;;) {
    try {
      return await ask(n);
    } catch (error) {
      if (!databaseIsAway(error)) throw error;
      await delay(25);
    }
  }
}

test("every statement that is repeated has its own answer in the end", async () => {
  const { proxy, ask } = await setup(5);
  for (let round = 0; round < 5; round += 1) {
    proxy.reset();
    const numbers = Array.from({ length: 20 }, (_, index) => round * 100 + index);
    expect(await Promise.all(numbers.map((n) => insist(ask, n)))).toEqual(numbers);
  }
});

test("without a server each has an end, one after the other as well", async () => {
  const { proxy, ask } = await setup(5);
  await proxy.cut();
  for (let n = 0; n < 8; n += 1) await expect(ask(n)).rejects.toSatisfy(databaseIsAway);
  await proxy.mend();
  expect(await insist(ask, 7)).toBe(7);
});
