import { orderCompleted, paymentRefund } from "@spindlebus/contracts";
import { expect, test, vi } from "vitest";
import { RefusedError, UnavailableError } from "./errors.ts";
import { message } from "./message.ts";
import { accepts, acceptsAll, answers, breaks, fakeBus, hangs } from "./testing/fake-bus.ts";

const [order] = orderCompleted.examples;
const [refund] = paymentRefund.examples;
if (!order || !refund) throw new Error("the contracts have no examples");

const caught = (promise: Promise<unknown>) => promise.then(String, (error: unknown) => error);

test("a message goes as a structured CloudEvent under its own id and source", async () => {
  const { client, sent } = fakeBus([accepts]);
  const published = await client.publish(orderCompleted, order, {
    id: "o-1",
    time: "2026-03-01T12:00:00Z",
    extensions: { correlationid: "c-1" },
  });
  expect(published).toEqual({ id: "bus-1", duplicate: false });
  expect(sent[0]).toMatchObject({ method: "POST", path: "/v1/messages" });
  expect(sent[0]?.headers.get("authorization")).toBe("Bearer t");
  expect(sent[0]?.headers.get("content-type")).toBe("application/cloudevents+json");
  expect(sent[0]?.body).toEqual({
    specversion: "1.0",
    id: "o-1",
    source: "/pos/0042",
    type: "order.completed.v1",
    time: "2026-03-01T12:00:00Z",
    correlationid: "c-1",
    datacontenttype: "application/json",
    data: order,
  });
});

test("wrong data is refused before anything is sent, with its fields", async () => {
  const { client, sent } = fakeBus([accepts]);
  // @ts-expect-error the type says so, too
  const error = await caught(client.publish(orderCompleted, { ...order, orderId: 7 }));
  expect(error).toBeInstanceOf(RefusedError);
  expect(error).toMatchObject({ problem: { status: 422, code: "contract-violation" } });
  expect(error).toMatchObject({ problem: { errors: [{ pointer: "/data/orderId" }] } });
  expect(sent).toEqual([]);
});

test("a wrong attribute is refused before anything is sent", async () => {
  const { client } = fakeBus([accepts], { source: "" });
  const error = await caught(client.publish(orderCompleted, order));
  expect(error).toMatchObject({ problem: { code: "not-a-cloudevent", errors: [{ pointer: "/source" }] } });
});

test.each([
  ["a broken connection", breaks],
  ["503", answers(503)],
  ["429", answers(429)],
  ["a proxy's page", () => new Response("<html>", { status: 502 })],
  ["an answer that is not the bus's", () => new Response("<html>", { status: 200 })],
])("%s is tried again with the same id", async (_name, turn) => {
  const { client, sent } = fakeBus([turn, turn, accepts]);
  const publishing = client.publish(orderCompleted, order);
  await vi.runAllTimersAsync();
  await publishing;
  const ids = sent.map(({ body }) => (body as { id: string }).id);
  expect(ids).toHaveLength(3);
  expect(new Set(ids).size).toBe(1);
});

test.each([400, 401, 403, 409, 413, 422, 302])("%s is not tried again", async (status) => {
  const { client, sent } = fakeBus([answers(status, { code: "some-code" })]);
  const error = await caught(client.publish(orderCompleted, order));
  expect(error).toMatchObject({ name: "RefusedError", problem: { status, code: "some-code" } });
  expect(sent).toHaveLength(1);
});

test("the wait between attempts doubles up to its cap, with full jitter", async () => {
  const { client, times } = fakeBus([breaks, breaks, breaks, breaks, breaks, accepts]);
  const publishing = client.publish(orderCompleted, order);
  await vi.runAllTimersAsync();
  await publishing;
  expect(times).toEqual([0, 100, 300, 700, 1_200, 1_700]);
});

test.each([
  ["seconds", "3"],
  ["a date", "Sun, 01 Mar 2026 12:00:03 GMT"],
])("Retry-After in %s is honoured", async (_name, retryAfter) => {
  const { client, times } = fakeBus([answers(503, { "retry-after": retryAfter }), accepts]);
  const publishing = client.publish(orderCompleted, order);
  await vi.runAllTimersAsync();
  await publishing;
  expect(times).toEqual([0, 3_100]);
});

test("a Retry-After beyond the deadline ends it at once", async () => {
  const { client, sent } = fakeBus([answers(429, { "retry-after": "60" })]);
  const error = await caught(client.publish(orderCompleted, order, { id: "o-1" }));
  expect(error).toMatchObject({ name: "UnavailableError", retryAfterMs: 60_000, eventIds: ["o-1"] });
  expect(sent).toHaveLength(1);
});

test("a bus that never answers is given up at the deadline", async () => {
  const { client } = fakeBus([hangs], { deadlineMs: 5_000 });
  const ended = caught(client.publish(orderCompleted, order, { id: "o-1" }));
  await vi.advanceTimersByTimeAsync(4_999);
  expect(await Promise.race([ended, Promise.resolve("still waiting")])).toBe("still waiting");
  await vi.advanceTimersByTimeAsync(1);
  const error = await ended;
  expect(error).toBeInstanceOf(UnavailableError);
  expect(error).toMatchObject({ attempts: 1, eventIds: ["o-1"] });
});

test("the token is asked for before every attempt", async () => {
  const tokens = ["old", "new"];
  const { client, sent } = fakeBus([breaks, accepts], { token: () => tokens.shift() ?? "" });
  const publishing = client.publish(orderCompleted, order);
  await vi.runAllTimersAsync();
  await publishing;
  expect(sent.map(({ headers }) => headers.get("authorization"))).toEqual(["Bearer old", "Bearer new"]);
});

test("many go in few requests, and are answered in their order", async () => {
  const { client, sent } = fakeBus([acceptsAll]);
  const ids = Array.from({ length: 5 }, (_, n) => `o-${n}`);
  const messages = ids.map((id) => message(orderCompleted, order, { id }));
  const results = await client.publishAll([...messages, message(paymentRefund, refund, { id: "r" })], {
    maxEvents: 4,
  });
  expect(sent.map(({ body }) => (body as unknown[]).length)).toEqual([4, 2]);
  expect(sent[0]?.headers.get("content-type")).toBe("application/cloudevents-batch+json");
  expect(results.map((result) => result.ok && result.id)).toEqual([...ids, "r"]);
});

test("a request is not longer than it may be, unless one message is", async () => {
  const { client, sent } = fakeBus([acceptsAll]);
  const messages = [1, 2, 3].map(() => message(orderCompleted, order));
  const { length } = JSON.stringify(order);
  await client.publishAll(messages, { maxBytes: length });
  expect(sent.map(({ body }) => (body as unknown[]).length)).toEqual([1, 1, 1]);
});

test("a message that is refused alone does not hold up its batch", async () => {
  const problem = { status: 422, code: "unknown-type", title: "T", detail: "D", errors: [] };
  const results = [
    { status: 422, problem },
    { status: 202, id: "b", duplicate: true },
  ];
  const { client } = fakeBus([() => Response.json({ results })]);
  const messages = [1, 2].map(() => message(orderCompleted, order));
  expect(await client.publishAll(messages)).toEqual([
    { ok: false, problem },
    { ok: true, id: "b", duplicate: true },
  ]);
});

test("a receipt is fetched by the bus id, and there is none of an unknown one", async () => {
  const receipt = {
    id: "b",
    type: "t",
    source: "s",
    sourceId: "i",
    acceptedAt: "a",
    deliveries: [],
    results: [],
  };
  const { client, sent } = fakeBus([() => Response.json(receipt), answers(404, { code: "not-found" })]);
  expect(await client.receipt("b", { waitSeconds: 10 })).toEqual(receipt);
  expect(await client.receipt("c")).toBeUndefined();
  expect(sent.map(({ path }) => path)).toEqual(["/v1/messages/b?wait=10s", "/v1/messages/c"]);
});
