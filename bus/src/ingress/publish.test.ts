import { expect, test } from "vitest";
import { toyIngress } from "./toy-ingress.ts";
import { batch, binary, bodyOf, orderExample, structured, toyEvent } from "./toy-publisher.ts";

const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

test.each([
  ["structured", structured(toyEvent())],
  ["binary", binary(orderExample)],
])("an event in %s mode is answered 202 with its id, and where its receipt is", async (_mode, init) => {
  const { request, published } = toyIngress();
  const response = await request("/v1/messages", init);
  const { id, duplicate } = await bodyOf(response);
  expect([response.status, duplicate]).toEqual([202, false]);
  expect(id).toMatch(uuidV7);
  expect(response.headers.get("location")).toBe(`/v1/messages/${id}`);
  expect(published.map((accepted) => accepted.routes)).toEqual([["toy.accrue"]]);
});

test("the data goes on in exactly the bytes that came", async () => {
  const spelling = `  ${JSON.stringify(orderExample).replace("{", "{ \n")}`;
  const { request, published } = toyIngress();
  await request(
    "/v1/messages",
    structured(JSON.stringify(toyEvent({ data: 0 })).replace('"data":0', `"data":${spelling}`)),
  );
  expect(Buffer.from(published[0]?.draft.body ?? []).toString()).toBe(spelling.trim());
});

test("a repeat in another mode is a duplicate with the same id, and is not published again", async () => {
  const { request, published } = toyIngress();
  const first = await bodyOf(await request("/v1/messages", structured(toyEvent())));
  const again = await request("/v1/messages", binary(orderExample));
  expect([again.status, await again.json()]).toEqual([202, { id: first.id, duplicate: true }]);
  expect(published).toHaveLength(1);
});

test("the same id with other data is a conflict that names the first message", async () => {
  const { request } = toyIngress();
  const { id } = await bodyOf(await request("/v1/messages", structured(toyEvent())));
  const other = toyEvent({ data: { ...orderExample, orderId: "ord-other" } });
  const response = await request("/v1/messages", structured(other));
  const problem = await bodyOf(response);
  expect([response.status, problem.code, problem.id]).toEqual([409, "id-conflict", id]);
  expect(problem.detail).toContain(id);
  expect(problem.errors[0]?.pointer).toBe("/id");
});

test("what the broker did not confirm is answered 503, and a repeat mends it under the same id", async () => {
  const { request, published } = toyIngress({ broker: ["unknown"] });
  const first = await request("/v1/messages", structured(toyEvent()));
  expect([first.status, (await bodyOf(first)).code]).toEqual([503, "not-stored"]);
  expect(Number(first.headers.get("retry-after"))).toBeGreaterThan(0);
  const again = await request("/v1/messages", structured(toyEvent()));
  expect([again.status, (await bodyOf(again)).duplicate]).toEqual([202, true]);
  expect(new Set(published.map(({ id }) => id)).size).toBe(1);
});

test("a batch is answered in order, each event by itself", async () => {
  const { request } = toyIngress();
  const { id } = await bodyOf(await request("/v1/messages", structured(toyEvent({ id: "known" }))));
  const events = [
    toyEvent({ id: "a" }),
    toyEvent({ id: "b", data: { orderId: 7 } }),
    toyEvent({ id: "known" }),
    toyEvent({ id: "known", data: { ...orderExample, orderId: "ord-other" } }),
    { id: "no event" },
  ];
  const response = await request("/v1/messages", batch(events));
  const { results } = await bodyOf(response);
  expect(response.status).toBe(200);
  expect(results.map((result) => result.status)).toEqual([202, 422, 202, 409, 400]);
  expect(results[2]).toEqual({ status: 202, id, duplicate: true });
  expect(results[1]?.problem).toMatchObject({ code: "contract-violation", status: 422 });
  expect(results[1]?.problem?.errors[0]?.pointer).toMatch(/^\/data\//);
});

test("a batch shares one commit", async () => {
  const { request, store } = toyIngress();
  await request("/v1/messages", batch([1, 2, 3].map((n) => toyEvent({ id: `evt-${n}` }))));
  expect(store.commits).toEqual([3]);
});

test("a batch with an event that was not stored is no 2xx, and says of each event what became of it", async () => {
  const { request } = toyIngress({ broker: ["stored", "refused"] });
  const response = await request("/v1/messages", batch([toyEvent({ id: "a" }), toyEvent({ id: "b" })]));
  const { code, results } = await bodyOf(response);
  expect([response.status, code]).toEqual([503, "not-stored"]);
  expect(results.map((result) => result.status)).toEqual([202, 503]);
  expect(response.headers.has("retry-after")).toBe(true);
});

test("an empty batch is nothing to do", async () => {
  const { request } = toyIngress();
  const response = await request("/v1/messages", batch([]));
  expect([response.status, await response.json()]).toEqual([200, { results: [] }]);
});

test.each([
  ["16", 202],
  ["17", 422],
  ["many", 422],
])("hops of %s are answered %i", async (hops, status) => {
  const { request } = toyIngress();
  const response = await request("/v1/messages", binary(orderExample, { "ce-hops": hops }));
  expect(response.status).toBe(status);
});

test("every fault against the contract is told at once, by its place in the event", async () => {
  const { request } = toyIngress();
  const { totals: _totals, ...rest } = orderExample;
  const data = { ...rest, placedAt: "yesterday", lines: [{ lineId: "1" }], surprise: 1 };
  const response = await request("/v1/messages", structured(toyEvent({ data })));
  const { errors } = await bodyOf(response);
  const pointers = errors.map(({ pointer }) => pointer);
  expect(response.status).toBe(422);
  expect(pointers).toEqual(expect.arrayContaining(["/data/placedAt", "/data/totals", "/data/lines/0/item"]));
});

test("an unknown type is answered with the nearest known ones", async () => {
  const { request } = toyIngress();
  const response = await request("/v1/messages", structured(toyEvent({ type: "order.complete.v1" })));
  expect(response.status).toBe(422);
  expect((await bodyOf(response)).detail).toContain("order.completed.v1");
});

test("a request writes one line, with ids and without the data", async () => {
  const { request, lines } = toyIngress();
  const { id } = await bodyOf(await request("/v1/messages", structured(toyEvent())));
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({
      method: "POST",
      route: "/v1/messages",
      status: 202,
      durationMs: 0,
      messageId: id,
      duplicate: false,
      principal: "pos",
    }),
  ]);
});

test.each([
  [{ data: { ...orderExample, channel: "Mars" } }, "/v1/contracts/order.completed.v1"],
  [{ type: "order.exploded.v1" }, "/v1/contracts"],
])("what breaks a contract is told where to read it", async (changes, page) => {
  const { request } = toyIngress();
  const problem = await (await request("/v1/messages", structured(toyEvent(changes)))).json();
  expect(problem).toMatchObject({ status: 422, contract: page });
  expect((await request(page)).status).toBe(200);
});
