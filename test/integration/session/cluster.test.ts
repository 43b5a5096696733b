import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "amqplib";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type Cluster, startCluster } from "../../faults/support/cluster.ts";
import {
  drain,
  openChannel,
  openConsumer,
  openPublishing,
  quorum,
  toQueue,
} from "../../support/broker-client.ts";
import { eventually } from "../../support/eventually.ts";

/** What a cluster's nodes do to publishers and consumers, on a cluster of its own. */

const dataDir = mkdtempSync(join(tmpdir(), "spindle-cluster-"));
const vhost = "session";
let cluster: Cluster;
let urls: readonly string[];

beforeAll(async () => {
  cluster = await startCluster({ dataDir });
  urls = (await cluster.addVhost(vhost)).split(",");
}, 120_000);
afterAll(async () => {
  await cluster?.close();
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

/** A quorum queue with members on all nodes, where it is led, and the URLs of the other nodes. */
async function setup(queue: string) {
  // One that the test before has killed takes clients sooner than it is together with the others.
  await cluster.control(1, "await_online_nodes", String(cluster.nodes.length));
  const channel = await openChannel(urls.join(","));
  await channel.assertQueue(queue, quorum());
  const leader = await cluster.leaderOf(queue, vhost);
  const others = urls.filter((_, index) => index !== leader - 1);
  return { queue, leader, others };
}

/** Publishes until the broker has it: a busy machine may need longer than a short deadline. */
const stored = (publisher: Awaited<ReturnType<typeof openPublishing>>, queue: string, id: string) =>
  eventually(
    `${id} is stored`,
    () => publisher.publish(toQueue(queue, id)),
    (result) => result === "stored",
    60_000,
  );

/** The URLs of some nodes as one. */
const joined = (some: readonly string[]) => some.join(",");

test.for(["disk", "memory"] as const)(
  "under a %s alarm a publisher has its answer, and consumers go on acking",
  async (resource) => {
    const { queue } = await setup(`alarm-${resource}`);
    const publisher = await openPublishing({ url: joined(urls), window: { deadlineMs: 500 } });
    const { delivered, came } = await openConsumer({ url: joined(urls), queue });
    await stored(publisher, queue, "before");
    await came(1);

    await cluster.alarm(resource, true);
    onTestFinished(() => cluster.alarm(resource, false));
    // Nodes tell each other of an alarm a moment later. The first publish that meets it is on its way when the broker says
    // that it reads no more; from then on nothing is sent.
    const met = await eventually(
      "the alarm",
      () => publisher.publish(toQueue(queue, "meets it")),
      (result) => result !== "stored",
    );
    expect(met).toBe("unknown");
    // As soon as we have heard of it.
    await eventually(
      "a refusal",
      () => publisher.publish(toQueue(queue, "meets it")),
      (result) => result === "refused",
    );
    const left = await openChannel(joined(urls));
    // The ack has arrived: nothing but what met the alarm is in the queue, and that only when the alarm is over.
    await eventually(
      "the queue without what was acked",
      async () => {
        for (const message of delivered) message.ack();
        return (await cluster.control(1, "list_queues", "-p", vhost, "name", "messages")).split("\n");
      },
      (lines) => lines.some((line) => line.split("\t").join(" ") === `${queue} 0`),
    );

    await cluster.alarm(resource, false);
    await stored(publisher, queue, "after it");
    const ids = ["before", "meets it", "after it"];
    await eventually(
      "all of them",
      async () => ids.filter((id) => delivered.every((message) => message.id !== id)),
      (missing) => missing.length === 0,
    );
    for (const message of delivered) message.ack();
    expect(await drain(left, queue)).toEqual([]);
  },
);

test("a frozen node that leads a queue holds its confirms: they are unknown in time, and stored in the end", async () => {
  const { queue, leader, others } = await setup("held confirms");
  const publisher = await openPublishing({ url: joined(others), window: { deadlineMs: 500 } });
  await stored(publisher, queue, "before");
  await freeze(leader);
  expect(await publisher.publish(toQueue(queue, "held"))).toBe("unknown");
  // After net_ticktime the others take the node for gone and elect another leader.
  await stored(publisher, queue, "held");
  const { delivered } = await openConsumer({ url: joined(others), queue });
  await eventually(
    "both",
    async () => new Set(delivered.map(({ id }) => id)),
    (ids) => ids.size === 2,
  );
  expect(new Set(delivered.map(({ id }) => id))).toEqual(new Set(["before", "held"]));
}, 120_000);

test("a consumer whose node freezes goes on at another node", async () => {
  const { queue, leader } = await setup("frozen connection");
  const frozen = (leader % urls.length) + 1;
  const order = [urls[frozen - 1] ?? "", ...urls.filter((_, index) => index !== frozen - 1)];
  const { came, delivered, session } = await openConsumer({
    url: joined(order),
    queue,
    times: { heartbeatSeconds: 1, connectMs: 1_000, closeMs: 500 },
    random: inOrder,
  });
  const publisher = await openPublishing({ url: joined(order.slice(1)) });
  await freeze(frozen);
  await stored(publisher, queue, "m-1");
  await came(1);
  expect(delivered[0]?.id).toBe("m-1");
  await session.ready(30_000);
}, 120_000);

test("a publisher whose node is cut off from the others goes on at another node", async () => {
  const { queue, leader } = await setup("cut off");
  const lonely = (leader % urls.length) + 1;
  const order = [urls[lonely - 1] ?? "", ...urls.filter((_, index) => index !== lonely - 1)];
  const publisher = await openPublishing({ url: joined(order), random: inOrder });
  const heal = await cluster.partition(lonely);
  onTestFinished(heal);
  await eventually(
    "the pause of the node",
    () => letsIn(order[0] ?? ""),
    (isIn) => !isIn,
  );
  await eventually(
    "a publish",
    () => publisher.publish(toQueue(queue)),
    (result) => result === "stored",
  );
  await heal();
  // The node paused, and is back: it takes clients again.
  const back = await openPublishing({ url: order[0] ?? "" });
  await eventually(
    "a publish by the node that was cut off",
    () => back.publish(toQueue(queue, "m-2")),
    (result) => result === "stored",
  );
  expect(back.connected).toBe(true);
}, 120_000);

test("the leader is killed while messages are published: repeated until stored, none is missing", async () => {
  const { queue, leader } = await setup("killed leader");
  const publisher = await openPublishing({ url: joined(urls) });
  onTestFinished(() => cluster.start(leader));
  const ids = Array.from({ length: 3_000 }, (_, n) => `m-${n}`);
  let sent = 0;
  let killing: Promise<void> | undefined;
  const lane = async () => {
    for (let id = ids[sent++]; id !== undefined; id = ids[sent++]) {
      if (sent === 1_000) killing = cluster.kill(leader);
      const publication = toQueue(queue, id);
      await eventually(
        "a publish",
        () => publisher.publish(publication),
        (result) => result === "stored",
        60_000,
      );
    }
  };
  await Promise.all(Array.from({ length: 50 }, lane));
  await killing;
  expect(new Set(await drain(await openChannel(joined(urls)), queue))).toEqual(new Set(ids));
}, 120_000);

/** Whether a node takes a client, and says goodbye to it. */
async function letsIn(url: string): Promise<boolean> {
  try {
    const connection = await connect(url, { timeout: 2_000 });
    connection.on("error", () => undefined);
    await connection.close();
    return true;
  } catch {
    return false;
  }
}

const inOrder = () => 0.999_999;

/** Freezes a node until the test is over. One that was taken for gone does not come back by itself: it is started anew. */
async function freeze(n: number): Promise<void> {
  cluster.freeze(n);
  onTestFinished(async () => {
    await cluster.kill(n);
    await cluster.start(n);
  });
}
