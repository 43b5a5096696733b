import { expect, test } from "vitest";
import { toyIngress, toyReceipt } from "./toy-ingress.ts";
import { batch, bodyOf, structured, toyEvent, toyTokens } from "./toy-publisher.ts";

const asTill = { authorization: `Bearer ${toyTokens.till}` };

test("a token publishes what is within its sources and types", async () => {
  const { request } = toyIngress();
  expect((await request("/v1/messages", structured(toyEvent(), asTill))).status).toBe(202);
});

test.each([
  ["source", { source: "/kiosk/1" }],
  ["source", { source: "/pos" }],
  ["type", { type: "payment.refund.v1" }],
])("an event of another %s is refused, with its name and what would be allowed: %j", async (name, change) => {
  const { request, published } = toyIngress();
  const response = await request("/v1/messages", structured(toyEvent(change), asTill));
  const problem = await bodyOf(response);
  expect([response.status, problem.code]).toEqual([403, "forbidden"]);
  expect(problem.errors).toEqual([
    { pointer: `/${name}`, detail: expect.stringMatching(/\/pos\/\*|order\.completed\.v1/) as string },
  ]);
  expect(published).toEqual([]);
});

test("in a batch each event is judged by itself", async () => {
  const { request } = toyIngress();
  const events = [toyEvent(), toyEvent({ id: "evt-2", source: "/kiosk/1" })];
  const { results } = await bodyOf(await request("/v1/messages", batch(events, asTill)));
  expect(results).toMatchObject([{ status: 202 }, { status: 403, problem: { code: "forbidden" } }]);
});

test("a receipt of another source is as if there were none", async () => {
  const receipt = toyReceipt({ source: "/kiosk/1" });
  const { request } = toyIngress({ receipts: [receipt] });
  const show = (token: string) =>
    request(`/v1/messages/${receipt.id}`, { headers: { authorization: `Bearer ${token}` } });
  expect((await show(toyTokens.till)).status).toBe(404);
  expect((await show(toyTokens.producer)).status).toBe(200);
});
