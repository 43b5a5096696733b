import { connect } from "amqplib";
import { beforeEach, expect, test } from "vitest";
import { inspectTopology } from "../../bus/src/rabbitmq/inspect.ts";
import { workQueue } from "../../bus/src/rabbitmq/names.ts";
import { topologyOf } from "../../bus/src/rabbitmq/topology.ts";
import { withConnection } from "../../bus/src/rabbitmq/with-connection.ts";
import { applyTopology } from "../../bus/src/topology/apply.ts";
import { freshVhost } from "../support/servers.ts";

/** `spindle topology plan` and `apply` against a real broker. */

const routes = [{ route: "toy.accrue", type: "order.completed.v1" }];
const otherRoutes = [...routes, { route: "toy.reverse", type: "payment.refunded.v1" }];

let amqpUrl: string;
beforeEach(async () => {
  amqpUrl = await freshVhost();
});

const plan = (wanted = routes) =>
  withConnection({ url: amqpUrl, name: "test" }, (connection) =>
    inspectTopology(connection, topologyOf(wanted)),
  );

const statesOf = async (wanted = routes) => new Set((await plan(wanted)).map(({ state }) => state));

test("on an empty broker everything is missing, and looking at it makes nothing", async () => {
  expect(await statesOf()).toEqual(new Set(["missing"]));
  expect(await statesOf()).toEqual(new Set(["missing"]));
});

test("what was applied exists, and applying it again changes nothing", async () => {
  await applyTopology(amqpUrl, routes);
  expect(await statesOf()).toEqual(new Set(["exists"]));
  await applyTopology(amqpUrl, routes);
  expect(await statesOf()).toEqual(new Set(["exists"]));
});

test("a queue's waiting messages are counted", async () => {
  await applyTopology(amqpUrl, routes);
  const connection = await connect(amqpUrl, { noDelay: true });
  const channel = await connection.createConfirmChannel();
  channel.sendToQueue(workQueue("toy.accrue"), Buffer.from("{}"), { persistent: true });
  await channel.waitForConfirms();
  await connection.close();
  const queue = (await plan()).find(({ name }) => name === workQueue("toy.accrue"));
  expect(queue?.messages).toBe(1);
});

test("a queue that differs refuses the whole, with its name, the difference and the next step", async () => {
  const connection = await connect(amqpUrl, { noDelay: true });
  const channel = await connection.createChannel();
  await channel.assertQueue(workQueue("toy.accrue"), {
    durable: true,
    arguments: { "x-queue-type": "quorum", "x-delivery-limit": 7 },
  });
  await connection.close();
  const applying = applyTopology(amqpUrl, otherRoutes);
  await expect(applying).rejects.toThrow(
    /queue spindle\.route\.toy\.accrue .*inequivalent arg[^]*topology apply --migrate/,
  );
  const missing = (await plan(otherRoutes)).filter(({ state }) => state === "missing");
  expect(missing.map(({ name }) => name)).toContain(workQueue("toy.reverse"));
});

test("a vhost that is not there is told in words", async () => {
  const url = new URL(amqpUrl);
  url.pathname = "/nowhere";
  await expect(applyTopology(url.href, routes)).rejects.toThrow(
    /127\.0\.0\.1:\d+\/nowhere is not usable: the vhost does not exist/,
  );
});
