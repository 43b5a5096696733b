import { expect, test } from "vitest";
import { toyIngress, toySecret, toyWebhook } from "./toy-ingress.ts";

const path = "/v1/webhooks/toy/asking";
const posted = (event: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  body: JSON.stringify(event),
  headers: { authorization: toySecret, "content-type": "application/json", ...headers },
});

test("a vendor that asks by GET gets the answer that the adapter gives, and nothing is stored", async () => {
  const { request, store } = toyIngress();
  const response = await request(path, { headers: { "toy-challenge": 'a"b<c' } });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(await response.json()).toEqual({ verification: 'a"b<c' });
  expect(store.rows.size).toBe(0);
});

test("a vendor may ask by POST as well", async () => {
  const { request, store } = toyIngress();
  const response = await request(path, posted({}, { "toy-challenge": "here?" }));
  expect(await response.json()).toEqual({ verification: "here?" });
  expect(store.rows.size).toBe(0);
});

test.each([
  ["a GET that asks nothing", {}],
  ["a GET with the secret and no question", { authorization: toySecret }],
  ["a question that the adapter does not take", { "toy-challenge": "whose" }],
  ["a question that the adapter trips over", { "toy-challenge": "trips" }],
])("%s is refused", async (_case, headers) => {
  const { request } = toyIngress();
  expect((await request(path, { headers })).status).toBe(401);
});

test("a webhook without a challenge takes no GET", async () => {
  const { request } = toyIngress();
  const response = await request("/v1/webhooks/toy/events");
  expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
});

test("a vendor that wants its own answer gets it once everything is stored", async () => {
  const { request, published } = toyIngress();
  const response = await request(path, posted({ id: "1", kind: "order" }));
  expect([response.status, await response.text()]).toEqual([200, "[accepted]"]);
  expect(published).toHaveLength(1);
});

test("what could not be stored is not answered as accepted", async () => {
  const { request } = toyIngress({ broker: ["unknown"] });
  expect((await request(path, posted({ id: "1", kind: "order" }))).status).toBe(503);
});

test("what the adapter knows of an event is in the message's envelope", async () => {
  const { request, published } = toyIngress();
  await request(path, posted({ id: "1", kind: "order" }, { "toy-topic": "order.paid" }));
  expect(published[0]?.draft.message).toMatchObject({
    subject: "order/1",
    extensions: { vendoreventid: "1", vendoreventtype: "order.paid", entityversion: "7", testmode: "true" },
  });
});

test("of the headers the translation sees those that the webhook declares, and a failure keeps them", async () => {
  const { request, failures } = toyIngress();
  await request(path, posted({ id: "1", kind: "throws" }, { "toy-topic": "order.paid", "x-other": "1" }));
  expect(failures).toMatchObject([{ extensions: { "toy-topic": "order.paid" } }]);
  expect(JSON.stringify(failures)).not.toContain(toySecret);
});

test("a webhook whose adapter declares no answer is answered with the ids", async () => {
  const { request } = toyIngress();
  const response = await request(
    "/v1/webhooks/toy/events",
    toyWebhook({ events: [{ id: "1", kind: "order" }] }),
  );
  expect(await response.json()).toMatchObject({ messages: [{ duplicate: false }] });
});
