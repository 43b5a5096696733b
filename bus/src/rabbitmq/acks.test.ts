import { expect, test } from "vitest";
import { gatherAcks } from "./acks.ts";

/** A channel that writes down the frames it sends, and checks them as the broker would. */
function setup(delivered: number) {
  const waiting = new Set(Array.from({ length: delivered }, (_, index) => index + 1));
  const frames: string[] = [];
  const acks = gatherAcks({
    ack: ({ fields: { deliveryTag } }, allUpTo = false) => {
      // RabbitMQ closes a channel that acks what it does not wait for, also with "multiple".
      if (!waiting.has(deliveryTag)) throw new Error(`unknown delivery tag ${deliveryTag}`);
      frames.push(`${allUpTo ? "≤" : ""}${deliveryTag}`);
      for (const tag of waiting)
        if (tag === deliveryTag || (allUpTo && tag < deliveryTag)) waiting.delete(tag);
    },
  });
  for (const tag of waiting) acks.delivered(tag);
  return { acks, frames, waiting };
}

const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));

test("neighbours that are acked in one turn share a frame", async () => {
  const { acks, frames, waiting } = setup(5);
  for (const tag of [2, 1, 3]) acks.ack(tag);
  await turn();
  expect(frames).toEqual(["≤3"]);
  expect([...waiting]).toEqual([4, 5]);
});

test("what is still at work is not acked with those around it", async () => {
  const { acks, frames, waiting } = setup(5);
  for (const tag of [1, 3, 5]) acks.ack(tag);
  await turn();
  expect(frames).toEqual(["≤1", "3", "5"]);
  expect([...waiting]).toEqual([2, 4]);
});

test("once it has caught up, a frame names what the broker still waits for", async () => {
  const { acks, frames, waiting } = setup(5);
  for (const tag of [2, 3]) acks.ack(tag);
  await turn();
  acks.ack(1);
  await turn();
  for (const tag of [4, 5]) acks.ack(tag);
  await turn();
  expect(frames).toEqual(["2", "3", "≤1", "≤5"]);
  expect([...waiting]).toEqual([]);
});

test("what was settled in another way does not hold up the rest", async () => {
  const { acks, frames, waiting } = setup(4);
  waiting.delete(2);
  acks.settled(2);
  for (const tag of [1, 3, 4]) acks.ack(tag);
  await turn();
  expect(frames).toEqual(["≤4"]);
  expect([...waiting]).toEqual([]);
});

test("every delivery is acked exactly once, in whatever order", async () => {
  const count = 200;
  const { acks, waiting } = setup(count);
  const shuffled = Array.from({ length: count }, (_, index) => ((index * 73) % count) + 1);
  for (const [index, tag] of shuffled.entries()) {
    acks.ack(tag);
    if (index % 7 === 0) await turn();
  }
  acks.flush();
  expect([...waiting]).toEqual([]);
});
