import { connect } from "amqplib";
import { expect, onTestFinished, test } from "vitest";
import { drain } from "../../bus/src/rabbitmq/drain.ts";
import { inQueue, quorum } from "../support/broker-client.ts";
import { freshVhost } from "../support/servers.ts";

/** A queue on a connection of the test's own. */
async function setup(queue: string) {
  const connection = await connect(await freshVhost());
  onTestFinished(() => connection.close());
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue(queue, quorum());
  /** Resolves when the broker has it. */
  const publish = async (text: string) => {
    channel.sendToQueue(queue, Buffer.from(text), { persistent: true });
    await channel.waitForConfirms();
  };
  return { connection, channel, publish };
}

test("what arrives after a queue was seen empty is handed on too, however often that happens", async () => {
  const queue = "leaving";
  const { connection, channel, publish } = await setup(queue);
  await publish("in time");
  const late = ["late", "later"];
  const handedOn: string[] = [];
  await drain(connection, {
    queue,
    batch: 10,
    handOn: async (messages) => void handedOn.push(...messages.map(({ content }) => content.toString())),
    pause: async () => {
      const text = late.shift();
      if (text !== undefined) await publish(text);
    },
  });
  expect(handedOn).toEqual(["in time", "late", "later"]);
  expect(await inQueue(channel, queue)).toBe(0);
});
