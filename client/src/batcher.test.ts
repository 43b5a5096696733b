import { orderCompleted } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { acceptsAll, answers, fakeBus, type Turn } from "./testing/fake-bus.ts";

const [order] = orderCompleted.examples;
if (!order) throw new Error("order.completed.v1 has no example");

test("what is published while a request is under way goes in the next one", async () => {
  const [arrived, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const slow: Turn = async (request) => {
    arrived.resolve();
    await answer.promise;
    return acceptsAll(request);
  };
  const { client, sent } = fakeBus([slow, acceptsAll]);
  const batcher = client.batcher();
  const first = batcher.publish(orderCompleted, order);
  await arrived.promise;
  const rest = [1, 2, 3].map(() => batcher.publish(orderCompleted, order));
  answer.resolve();
  await Promise.all([first, ...rest]);
  expect(sent.map(({ body }) => (body as unknown[]).length)).toEqual([1, 3]);
});

test("a batch has no more events than it may", async () => {
  const { client, sent } = fakeBus([acceptsAll]);
  const batcher = client.batcher({ maxEvents: 2 });
  await Promise.all(Array.from({ length: 5 }, () => batcher.publish(orderCompleted, order)));
  expect(sent.map(({ body }) => (body as unknown[]).length)).toEqual([2, 2, 1]);
});

test("each publisher hears what became of its own message", async () => {
  const problem = { status: 409, code: "id-conflict", title: "T", detail: "D", errors: [] };
  const mixed: Turn = () =>
    Response.json({
      results: [
        { status: 202, id: "b", duplicate: false },
        { status: 409, problem },
      ],
    });
  const batcher = fakeBus([mixed]).client.batcher();
  const [taken, refused] = await Promise.allSettled([
    batcher.publish(orderCompleted, order),
    batcher.publish(orderCompleted, order),
  ]);
  expect(taken).toMatchObject({ status: "fulfilled", value: { id: "b" } });
  expect(refused).toMatchObject({ status: "rejected", reason: { name: "RefusedError", problem } });
});

test("a batch that was not stored fails for all of it, each under its own id, and the batcher goes on", async () => {
  const { client } = fakeBus([answers(503, { "retry-after": "99" }), acceptsAll]);
  const batcher = client.batcher();
  const lost = await Promise.allSettled(
    ["o-1", "o-2"].map((id) => batcher.publish(orderCompleted, order, { id })),
  );
  expect(lost).toMatchObject([{ reason: { eventIds: ["o-1"] } }, { reason: { eventIds: ["o-2"] } }]);
  await expect(batcher.publish(orderCompleted, order)).resolves.toMatchObject({ duplicate: false });
});

test("one more than may wait is turned away", async () => {
  const batcher = fakeBus([acceptsAll]).client.batcher({ maxWaiting: 1 });
  const first = batcher.publish(orderCompleted, order);
  await expect(batcher.publish(orderCompleted, order)).rejects.toMatchObject({ name: "UnavailableError" });
  await first;
  await batcher.drained();
});
