import { orderCompleted } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { toyIngress, toySecret, toyWebhook } from "./toy-ingress.ts";
import { bodyOf } from "./toy-publisher.ts";

const path = "/v1/webhooks/toy/events";
const order = (id: string, orderId?: string) => ({
  id,
  kind: "order",
  ...(orderId !== undefined && { orderId }),
});
const parsed = (lines: readonly string[]): Record<string, unknown>[] => lines.map((line) => JSON.parse(line));

test("a signed webhook becomes messages of its connection", async () => {
  const { request, published } = toyIngress();
  const response = await request(
    path,
    toyWebhook({ events: [order("1"), { id: "2", kind: "nothing" }, order("3")] }),
  );
  const { messages } = await bodyOf(response);
  expect(response.status).toBe(200);
  expect(messages).toEqual(published.map(({ id }) => ({ id, type: orderCompleted.type, duplicate: false })));
  expect(
    published.map(({ draft }) => [draft.message.source, draft.message.extensions["vendoreventid"]]),
  ).toEqual([
    ["/connections/toy", "1"],
    ["/connections/toy", "3"],
  ]);
});

test("the same event again changes nothing and answers with the same ids", async () => {
  const { request, published } = toyIngress();
  const init = toyWebhook({ events: [order("1"), order("2")] });
  const first = await bodyOf(await request(path, init));
  const again = await bodyOf(await request(path, init));
  expect(again.messages).toEqual(first.messages.map((message) => ({ ...message, duplicate: true })));
  expect(published).toHaveLength(2);
});

test("an event told again in other company is still the same message", async () => {
  const { request, store } = toyIngress();
  await request(path, toyWebhook({ events: [order("1")] }));
  await request(path, toyWebhook({ events: [order("2"), order("1"), order("1")] }));
  expect(store.rows.size).toBe(2);
});

test("several messages of one type about one event are told apart", async () => {
  const { request, store } = toyIngress();
  const init = toyWebhook({ events: [order("1", "ord-a"), order("1", "ord-b")] });
  await request(path, init);
  await request(path, init);
  expect(store.rows.size).toBe(2);
});

test("what the database refuses for its content is kept as a failure, and its valid siblings are published", async () => {
  const { request, ports, failures, published } = toyIngress();
  const intake = { ...ports.intake };
  ports.intake.accept = async (draft) =>
    JSON.stringify(draft.message.data).includes("ord-b")
      ? { kind: "unstorable", reason: "its key is too long" }
      : intake.accept(draft);
  const response = await request(path, toyWebhook({ events: [order("1", "ord-a"), order("2", "ord-b")] }));
  expect([response.status, (await bodyOf(response)).messages.length]).toEqual([200, 1]);
  expect(published).toHaveLength(1);
  expect(failures.map(({ error }) => error)).toEqual([
    { code: "unstorable", message: "toy/events: its key is too long" },
  ]);
});

test("one fact told twice in other words is a duplicate, not a conflict", async () => {
  const { request } = toyIngress();
  const first = await bodyOf(await request(path, toyWebhook({ events: [order("1", "ord-a")] })));
  const again = await request(path, toyWebhook({ events: [order("1", "ord-b")] }));
  const [message] = first.messages;
  expect([again.status, (await bodyOf(again)).messages]).toEqual([200, [{ ...message, duplicate: true }]]);
});

test.each([
  ["no signature", {}],
  ["another signature", { "toy-signature": "0".repeat(64) }],
  ["a signature that trips the verifier", { "toy-signature": "trips" }],
])("%s is answered 401, with one line of warning and nothing else", async (_title, headers) => {
  const { request, lines, failures, published } = toyIngress();
  const body = JSON.stringify({ events: [order("1")], email: "ada@example.com" });
  const response = await request(path, { method: "POST", body, headers });
  expect([response.status, (await bodyOf(response)).code]).toEqual([401, "unproven-webhook"]);
  expect([failures, published]).toEqual([[], []]);
  expect(parsed(lines)).toEqual([
    expect.objectContaining({ level: 40, connection: "toy", webhook: "events", reason: expect.any(String) }),
  ]);
  expect(lines.join()).not.toContain(toySecret);
  expect(lines.join()).not.toContain("ada@");
});

test("the refusal's reason is not told to the caller", async () => {
  const { request } = toyIngress();
  const response = await request(path, { method: "POST", body: "{}" });
  expect(await response.text()).not.toContain("signature");
});

test("the verifier sees the path with its query exactly as it came", async () => {
  const { request } = toyIngress();
  const exact = `${path}?b=2&a=%2F`;
  expect((await request(exact, toyWebhook({ events: [] }, { path: exact }))).status).toBe(200);
  expect((await request(`${path}?a=1`, toyWebhook({ events: [] }, { path }))).status).toBe(401);
});

test("an unknown connection and an unknown webhook get the very same answer", async () => {
  const { request, lines } = toyIngress();
  const answers: string[] = [];
  for (const unknown of ["nobody/events", "toy/nothing", "toy/constructor", "__proto__/events"]) {
    const response = await request(`/v1/webhooks/${unknown}`, toyWebhook({ events: [] }));
    answers.push(`${response.status} ${await response.text()}`);
  }
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toMatch(/^404 /);
  expect(lines.join()).not.toContain("nobody");
});

test("what cannot be translated is a failure, its valid siblings are messages, and the vendor is answered 200", async () => {
  const { request, failures, published, lines } = toyIngress();
  const init = toyWebhook({
    events: [order("1"), { id: "2", kind: "invalid" }, { id: "3", kind: "timeless" }],
  });
  const response = await request(path, init);
  expect([response.status, (await bodyOf(response)).messages]).toEqual([
    200,
    [expect.objectContaining({ type: orderCompleted.type })],
  ]);
  expect(published).toHaveLength(1);
  expect(Buffer.from(failures[0]?.body ?? []).toString()).toBe(init.body);
  expect(failures).toEqual([
    expect.objectContaining({
      type: "intake.webhook",
      source: "/connections/toy/webhooks/events",
      contentType: "application/json",
      error: {
        code: "contract-violation",
        message: expect.stringMatching(/^toy\/events: .*\/data\/totals.* \| .*time/),
      },
    }),
  ]);
  expect(parsed(lines)).toEqual([
    expect.objectContaining({
      level: 50,
      failureId: expect.stringMatching(/:intake$/),
      code: "contract-violation",
    }),
  ]);
});

test.each([
  ["text that is no JSON", "{ no json", "invalid-json"],
  ["another shape", { events: [{ id: 7 }] }, "unexpected-body"],
  [
    "an event that the adapter's code trips over",
    { events: [{ id: "1", kind: "throws" }] },
    "untranslatable",
  ],
])("%s is a failure without personal data, and the vendor is answered 200", async (_title, body, code) => {
  const { request, failures, lines } = toyIngress();
  const response = await request(path, toyWebhook(body));
  expect([response.status, failures[0]?.error.code]).toEqual([200, code]);
  expect(JSON.stringify([failures[0]?.error, lines])).not.toContain("ada@");
});

test("a redelivery of what already failed is a warning, not a second alarm", async () => {
  const { request, failures, lines } = toyIngress();
  await request(path, toyWebhook("{ no json"));
  await request(path, toyWebhook("{ no json"));
  expect(failures).toHaveLength(1);
  expect(parsed(lines).map(({ level }) => level)).toEqual([50, 40]);
});

test("ids beyond 2^53 reach the adapter with all their digits", async () => {
  const { request, published } = toyIngress();
  const body = '{"events":[{"id":9007199254740993,"kind":"order"}]}';
  await request(path, toyWebhook(body));
  expect(published[0]?.draft.message.extensions).toMatchObject({ vendoreventid: "9007199254740993" });
});

test("an event id that is no header value is left out of the headers", async () => {
  const { request, published } = toyIngress();
  await request(path, toyWebhook({ events: [order("Zoë 1", "ord-1")] }));
  expect(published[0]?.draft.message.extensions).not.toHaveProperty("vendoreventid");
});

test("the vendor has to come again while a message cannot be stored", async () => {
  const { request } = toyIngress({ broker: ["stored", "refused"] });
  const init = toyWebhook({ events: [order("1"), order("2")] });
  const response = await request(path, init);
  expect([response.status, response.headers.has("retry-after")]).toEqual([503, true]);
  const again = await bodyOf(await request(path, init));
  expect(again.messages.map(({ duplicate }) => duplicate)).toEqual([true, true]);
});

test("the vendor has to come again while a failure cannot be kept", async () => {
  const { request } = toyIngress({ databaseError: new Error("the database is away") });
  expect((await request(path, toyWebhook("{ no json"))).status).toBe(503);
});

test.each(["PUT", "DELETE"])("%s is answered 405", async (method) => {
  const response = await toyIngress().request(path, { method });
  expect([response.status, response.headers.get("allow")]).toEqual([405, "POST, GET, HEAD"]);
});
