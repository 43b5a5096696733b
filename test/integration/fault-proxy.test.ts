import postgres from "postgres";
import { pino } from "pino";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { connect } from "amqplib";
import { openProxy, type Proxy } from "../faults/support/proxy/proxy.ts";
import { openPublisher } from "../../bus/src/rabbitmq/publisher.ts";
import { freshDatabase, freshVhost } from "../support/servers.ts";

/** The proxy's cuts in the middle of what is said to a real broker and a real database. */

async function proxyTo(url: string): Promise<Proxy> {
  const proxy = await openProxy(url);
  onTestFinished(() => proxy.close());
  return proxy;
}

describe("a publish", () => {
  let amqpUrl: string;
  beforeAll(async () => {
    amqpUrl = await freshVhost();
  });

  /** A queue, a publisher behind a proxy, and what is in the queue. */
  async function setup(queue: string) {
    const proxy = await proxyTo(amqpUrl);
    const connection = await connect(amqpUrl);
    onTestFinished(() => connection.close());
    const channel = await connection.createChannel();
    await channel.assertQueue(queue);
    const publisher = openPublisher({ url: proxy.url, name: "test", log: pino({ level: "silent" }) });
    onTestFinished(() => publisher.close());
    await publisher.ready(30_000);
    const publish = (id: string) =>
      publisher.publish({
        exchange: "",
        routingKey: queue,
        id,
        body: Buffer.from("{}"),
        contentType: "application/json",
        type: "note.taken.v1",
        headers: {},
      });
    return { proxy, publish, inQueue: async () => (await channel.checkQueue(queue)).messageCount };
  }

  test("whose confirm is lost is stored, and its publisher cannot know", async () => {
    const { proxy, publish, inQueue } = await setup("answer lost");
    const cut = proxy.cutAt({ said: /^basic\.publish {2}answer lost$/, nth: 3, when: "answerLost" });
    const results: string[] = [];
    for (const id of ["m-1", "m-2", "m-3"]) results.push(await publish(id));
    expect(results).toEqual(["stored", "stored", "unknown"]);
    await cut;
    expect(await inQueue()).toBe(3);
  });

  test("that is cut before it is heard is not stored", async () => {
    const { proxy, publish, inQueue } = await setup("before heard");
    const cut = proxy.cutAt({ said: /^basic\.publish/, nth: 2, when: "beforeHeard" });
    expect([await publish("m-1"), await publish("m-2")]).toEqual(["stored", "unknown"]);
    await cut;
    expect(await inQueue()).toBe(1);
  });

  test("that is cut once it is heard is stored", async () => {
    const { proxy, publish, inQueue } = await setup("after heard");
    const cut = proxy.cutAt({ said: /^basic\.publish/, when: "afterHeard" });
    expect(await publish("m-1")).toBe("unknown");
    await cut;
    await expect.poll(inQueue).toBe(1);
  });
});

describe("a statement", () => {
  let databaseUrl: string;
  beforeAll(async () => {
    databaseUrl = await freshDatabase();
  });

  const open = (url: string) => {
    const sql = postgres(url, { max: 1, backoff: false, onnotice: () => undefined });
    onTestFinished(() => sql.end({ timeout: 1 }));
    return sql;
  };

  /** An empty table, and a client behind a proxy. */
  async function setup(table: string) {
    const proxy = await proxyTo(databaseUrl);
    const straight = open(databaseUrl);
    await straight.unsafe(`CREATE TABLE ${table} (n int)`);
    const rows = async () =>
      (await straight.unsafe(`SELECT n FROM ${table} ORDER BY n`)).map(({ n }) => n as number);
    return { proxy, sql: open(proxy.url), rows };
  }

  test("whose COMMIT is answered to nobody is committed", async () => {
    const { proxy, sql, rows } = await setup("committed");
    const cut = proxy.cutAt({ said: /^commit/i, nth: 2, when: "answerLost" });
    const insert = (n: number) => sql.begin((tx) => tx`INSERT INTO committed VALUES (${n})`);
    await insert(1);
    await expect(insert(2)).rejects.toThrow("ECONNRESET");
    await cut;
    expect(await rows()).toEqual([1, 2]);
    await insert(3);
    expect(await rows()).toEqual([1, 2, 3]);
  });

  test("whose COMMIT does not arrive is not committed", async () => {
    const { proxy, sql, rows } = await setup("not_committed");
    const cut = proxy.cutAt({ said: /^commit/i, when: "beforeHeard" });
    await expect(sql.begin((tx) => tx`INSERT INTO not_committed VALUES (1)`)).rejects.toThrow("ECONNRESET");
    await cut;
    expect(await rows()).toEqual([]);
  });

  test("that commits by itself is committed when its answer is lost, also when it was prepared before", async () => {
    const { proxy, sql, rows } = await setup("implicit");
    const cut = proxy.cutAt({ said: /^INSERT INTO implicit/, nth: 3, when: "answerLost" });
    const inserts = [1, 2, 3].map((n) => sql`INSERT INTO implicit VALUES (${n})`.then(() => n));
    const results = await Promise.allSettled(inserts);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
    await cut;
    expect(await rows()).toEqual([1, 2, 3]);
  });
});
