import { orderCompleted } from "@spindlebus/contracts";
import { describe, expect, test } from "vitest";
import { shownAttributes } from "./shown-attributes.ts";
import { adminClient } from "./testing/admin-client.ts";
import { aFailure, messageId } from "./testing/fake-operations.ts";

const one = { ...aFailure(1), messageId, id: `${messageId}:paytronix.accruePoints` };
const failure = `/api/v1/failures/${one.id}`;
const order = { ...orderCompleted.examples[0], customer: { givenName: "Augusta" } };
const body = Buffer.from(JSON.stringify(order).replace('"amount":', '"amount": '));
const { ask, recorded, lines } = adminClient({
  failures: [one],
  payload: { contentType: "application/json", body },
});

test("who may only read is given the data without what is personal, and is told what that is", async () => {
  const { status, text, json } = await ask(`${failure}/data`, { token: "viewer" });
  expect([status, text.includes("Augusta")]).toEqual([200, false]);
  expect(json).toMatchObject({ type: orderCompleted.type, known: true, text: null });
  expect(json.data).toMatchObject({ orderId: order.orderId, customer: { givenName: "•••" } });
  expect(json.masked).toContainEqual({ pointer: "/customer/givenName", because: "personal" });
  expect(recorded.payloadReaders).toEqual([]);
  const { json: same } = await ask(`/api/v1/messages/${messageId}/data`, { token: "viewer" });
  expect(same).toEqual(json);
});

test("numbers keep their digits, and bytes that are no JSON are text", async () => {
  const shown = async (text: string) => {
    const payload = { contentType: "text/plain", body: Buffer.from(text) };
    return (await adminClient({ failures: [one], payload }).ask(`${failure}/data`)).text;
  };
  expect(await shown('{"total":12.50,"count":9007199254740993}')).toContain('"data":{"total":12.50,"count":');
  expect(await shown("status=open&name=Augusta")).toContain('"text":"status=open&name=•••"');
});

test("what the contract says against the data is told by its place, without the value", async () => {
  const wrong = { ...order, channel: "Augusta", customer: { givenName: 5 } };
  const payload = { contentType: "application/json", body: Buffer.from(JSON.stringify(wrong)) };
  const { json, text } = await adminClient({ failures: [one], payload }).ask(`${failure}/data`);
  expect(json.faults.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    "/channel",
    "/customer/givenName",
  ]);
  expect(text).not.toContain("received 5");
  expect((await ask(`${failure}/data`)).json.faults).toEqual([]);
});

test("what came beside the data is told, and hidden where its name does not vouch for it", () => {
  const envelope = { id: "m", source: "/pos", sourceId: "7", type: "a.b.v1", subject: "Augusta" };
  const extensions = { traceparent: "00-1-2-01", hops: 2, guestname: "Augusta", storeid: "0042" };
  expect(shownAttributes({ ...envelope, extensions })).toEqual({
    id: "7",
    source: "/pos",
    type: "a.b.v1",
    subject: "•••",
    traceparent: "00-1-2-01",
    hops: "2",
    guestname: "•••",
    storeid: "0042",
  });
});

describe("values as they are", () => {
  const reader = { token: "payload-reader" };
  const paths = ["payload", "recording", "revisions/unmasked"].map((below) => `${failure}/${below}`);

  test("need a reason beside the right, in the query or in a header", async () => {
    for (const path of paths) {
      const refused = await ask(path, reader);
      expect([path, refused.status, refused.text.includes("Augusta")]).toEqual([path, 400, false]);
      expect(refused.json.detail).toContain("X-Reason");
      expect((await ask(path, { ...reader, headers: { "x-reason": " " } })).status).toBe(400);
      expect((await ask(path, { ...reader, headers: { "x-reason": "ticket 7" } })).status).toBe(200);
      expect((await ask(`${path}?reason=ticket+7`, { token: "operator" })).status).toBe(403);
    }
    expect(recorded.payloadReaders).toEqual(["rita: ticket 7 ", "rita: ticket 7 "]);
  });

  test("leave no reason in the log", async () => {
    await ask(`${failure}/payload?reason=Augusta+called`, reader);
    expect(JSON.stringify(lines)).not.toContain("Augusta");
  });
});
