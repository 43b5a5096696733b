import { expect, test } from "vitest";
import { toyIngress, toySecret, toyWebhook } from "./toy-ingress.ts";
import { batch, binary, bodyOf, orderExample, structured, toyEvent, toyTokens } from "./toy-publisher.ts";

const deep = "[".repeat(20_000) + "]".repeat(20_000);
/** The example event with its order id spelt as given; JSON.stringify could not spell most of these. */
const withOrderId = (spelling: string) =>
  JSON.stringify(toyEvent()).replace(`"orderId":"${orderExample.orderId}"`, `"orderId":${spelling}`);
const withMember = (member: string) => JSON.stringify(toyEvent()).replace('"data":{', `"data":{${member},`);
const tooBig = JSON.stringify(toyEvent({ data: { ...orderExample, note: "x".repeat(2_097_152) } }));

const cases: readonly (readonly [title: string, init: RequestInit, status: number])[] = [
  ["no media type", structured(toyEvent(), { "content-type": "" }), 415],
  ["a media type of another kind", structured("<order/>", { "content-type": "application/xml" }), 415],
  [
    "a CloudEvents format that is not JSON",
    structured("x", { "content-type": "application/cloudevents+avro" }),
    415,
  ],
  [
    "another charset",
    structured(toyEvent(), { "content-type": "application/cloudevents+json; charset=utf-16" }),
    415,
  ],
  ["a compressed body", structured(toyEvent(), { "content-encoding": "gzip" }), 415],
  ["JSON that is no CloudEvent", structured(orderExample, { "content-type": "application/json" }), 400],
  ["no JSON", structured("{ no json"), 400],
  ["nothing at all", structured(""), 400],
  ["an array for an event", structured([toyEvent()]), 400],
  ["an event for a batch", batch(JSON.stringify(toyEvent())), 400],
  ["an event without attributes", structured({ data: orderExample }), 400],
  ["another version of CloudEvents", structured(toyEvent({ specversion: "0.3" })), 400],
  ["data in Base64", structured(toyEvent({ data: undefined, data_base64: "AAAA" })), 415],
  ["binary mode without an id", binary(orderExample, { "ce-id": "" }), 400],
  ["binary mode with data that is no JSON", binary("{ no json"), 400],
  ["binary mode with XML", binary("<order/>", { "content-type": "application/xml" }), 415],
  ["an event without data", structured(toyEvent({ data: undefined })), 422],
  ["data against its contract", structured(toyEvent({ data: { ...orderExample, lines: "none" } })), 422],
  ["an unknown type", structured(toyEvent({ type: "order.exploded.v1" })), 422],
  ["a type out of Object.prototype", structured(toyEvent({ type: "constructor" })), 422],
  ["a body of 2 MB that declares nothing", structured(tooBig), 413],
  ["a batch of 2 MB that declares nothing", batch(`[${tooBig}]`), 413],
  ["a body that declares 9 MB", structured(toyEvent(), { "content-length": "9000000" }), 413],
  [
    "data that are elsewhere",
    structured(toyEvent({ data: undefined, dataref: "http://10.0.0.1/order" })),
    422,
  ],
  ["data that are also elsewhere", structured(toyEvent({ dataref: "urn:spindle:body:00" })), 422],
  ["a batch of 101 events", batch(Array.from({ length: 101 }, (_, n) => toyEvent({ id: `e${n}` }))), 413],
  ["a number beyond 2^53", structured(withOrderId("9007199254740993")), 400],
  ["a number beyond all doubles", structured(withOrderId("1e999")), 400],
  ["the key __proto__", structured(withMember('"__proto__":{"admin":true}')), 400],
  ["a key twice", structured(withMember('"orderId":"other"')), 400],
  ["NUL", structured(withOrderId(String.raw`"ord\u0000"`)), 400],
  ["a lone surrogate", structured(withOrderId(String.raw`"ord\ud800"`)), 400],
  ["bytes that are no UTF-8", { ...structured(""), body: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]) }, 400],
  ["20,000 arrays in each other", structured(withOrderId(deep)), 400],
  ["20,000 arrays in each other in binary mode", binary(deep), 400],
  ["20,000 arrays in each other in a batch", batch(deep), 400],
  ["an attribute with a control character", structured(toyEvent({ id: "evt\u0007" })), 400],
  ["a time that is none", structured(toyEvent({ time: "yesterday" })), 400],
];

test.each(cases)("%s is refused", async (_title, init, status) => {
  const { request, lines, published } = toyIngress();
  const response = await request("/v1/messages", init);
  const problem = await bodyOf(response);
  expect([response.status, problem.status]).toEqual([status, status]);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(problem.detail).not.toBe("");
  expect(published).toEqual([]);
  expectNothingTold([...lines, JSON.stringify(problem)]);
  expect((await request("/livez")).status).toBe(200);
});

test.each(cases)("%s from nobody is not even read", async (_title, init) => {
  const { request } = toyIngress();
  const headers = { ...(init.headers as Record<string, string>), authorization: "Bearer guessed" };
  expect((await request("/v1/messages", { ...init, headers })).status).toBe(401);
});

test.each(cases)("%s as an unsigned webhook is refused, and leaves nothing", async (_title, init) => {
  const { request, lines, failures, published } = toyIngress();
  const response = await request("/v1/webhooks/toy/events", init);
  // What cannot be read at all cannot be verified.
  expect([401, 413, 415]).toContain(response.status);
  expect([failures, published]).toEqual([[], []]);
  expectNothingTold(lines);
});

const unread = new Set([413, 415]);
const readable = cases.filter(([, , status]) => !unread.has(status) && status !== 422);

test.each(readable)(
  "%s as a signed webhook is kept as a failure, and never a 5xx",
  async (_title, { body }) => {
    const { request, lines, failures } = toyIngress();
    const text = typeof body === "string" ? body : Buffer.from(body as Uint8Array).toString("latin1");
    const response = await request("/v1/webhooks/toy/events", toyWebhook(text));
    expect([response.status, await response.json()]).toEqual([200, { messages: [] }]);
    expect(failures).toHaveLength(1);
    expectNothingTold([...lines, JSON.stringify(failures.map(({ error }) => error))]);
  },
);

test.each([
  "/v1/messages/__proto__",
  "/v1/messages/%00",
  "/v1/messages/1",
  `/v1/messages/${"9".repeat(5_000)}`,
])("the malformed id of %s is refused", async (path) => {
  const { request } = toyIngress();
  const response = await request(path, { headers: { authorization: `Bearer ${toyTokens.producer}` } });
  expect([response.status, (await bodyOf(response)).code]).toEqual([400, "malformed-id"]);
});

test.each(["/v1/contracts/__proto__", "/v1/contracts/constructor", "/v1/contracts/%ff"])(
  "the contract of %s is unknown",
  async (path) => {
    expect((await toyIngress().request(path)).status).toBe(404);
  },
);

/** No secret, no token, nothing about the guest. */
function expectNothingTold(texts: readonly string[]): void {
  const { email, phone, familyName } = orderExample.customer ?? {};
  const hidden = [...Object.values(toyTokens), toySecret, email, phone, familyName, "6000201000200841"];
  for (const text of texts)
    for (const secret of hidden) expect(text).not.toContain(secret ?? "no such thing");
}
