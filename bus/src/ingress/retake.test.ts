import { defaultLimits, orderCompleted } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import type { Published } from "../rabbitmq/publisher.ts";
import { retake, type StoredFailure } from "./retake.ts";
import { toyIngress } from "./toy-ingress.ts";
import { orderExample } from "./toy-publisher.ts";

const amqp = (changes: Partial<StoredFailure> = {}): StoredFailure => ({
  type: "intake.amqp",
  source: "/amqp",
  contentType: "application/json",
  body: Buffer.from(JSON.stringify(orderExample)),
  extensions: {
    specversion: "1.0",
    id: "evt-1",
    source: "/pos/0042",
    type: orderCompleted.type,
    messageid: "m-1",
  },
  ...changes,
});

const webhook = (events: readonly object[], source = "/connections/toy/webhooks/events"): StoredFailure => ({
  type: "intake.webhook",
  source,
  contentType: "application/json",
  body: Buffer.from(JSON.stringify({ events })),
  extensions: {},
});

function setup(broker: readonly Published[] = []) {
  const ingress = toyIngress({ broker });
  const ports = { ...ingress.ports, limits: defaultLimits };
  return { ...ingress, again: (failure: StoredFailure) => retake(failure, ports) };
}

test("a message by AMQP is taken in with its attributes, but for those of the transport", async () => {
  const { again, published } = setup();
  expect(await again(amqp())).toEqual({ kind: "taken", messageIds: [expect.any(String)] });
  expect(published[0]?.draft.message).toMatchObject({ sourceId: "evt-1", source: "/pos/0042" });
  expect(published[0]?.draft.message.extensions).not.toHaveProperty("messageid");
});

test("one in structured mode needs no attributes beside its body", async () => {
  const event = {
    specversion: "1.0",
    id: "evt-2",
    source: "/pos",
    type: orderCompleted.type,
    data: orderExample,
  };
  const failure = amqp({
    contentType: "application/cloudevents+json",
    body: Buffer.from(JSON.stringify(event)),
    extensions: {},
  });
  expect(await setup().again(failure)).toMatchObject({ kind: "taken" });
});

test("taken again after a crash it is the same message, published once", async () => {
  const { again, published } = setup();
  const first = await again(amqp());
  expect(await again(amqp())).toEqual(first);
  expect(published).toHaveLength(1);
});

test("what is still wrong is said in the words of today", async () => {
  expect(await setup().again(amqp({ body: Buffer.from("{}") }))).toEqual({
    kind: "failed",
    fault: { code: "contract-violation", message: expect.stringMatching(/^AMQP: order\.completed\.v1/) },
  });
});

test("an id that was used for something else is a conflict", async () => {
  const { again } = setup();
  await again(amqp());
  const other = amqp({ body: Buffer.from(JSON.stringify({ ...orderExample, orderId: "ord-other" })) });
  expect(await again(other)).toMatchObject({ kind: "failed", fault: { code: "id-conflict" } });
});

test("a webhook is translated without its signature; those of it that were taken before are duplicates", async () => {
  const { again, published } = setup();
  await again(webhook([{ id: "1", kind: "order" }]));
  const both = webhook([
    { id: "1", kind: "order" },
    { id: "2", kind: "order" },
  ]);
  expect(await again(both)).toMatchObject({
    kind: "taken",
    messageIds: [expect.any(String), expect.any(String)],
  });
  expect(published).toHaveLength(2);
});

test("of a webhook that is still partly wrong the rest is taken all the same", async () => {
  const { again, published } = setup();
  const partly = webhook([
    { id: "1", kind: "order" },
    { id: "2", kind: "invalid" },
  ]);
  expect(await again(partly)).toMatchObject({
    kind: "failed",
    fault: { message: expect.stringMatching(/^toy\/events: /) },
  });
  expect(published).toHaveLength(1);
});

test.each(["/connections/gone/webhooks/events", "/connections/toy/webhooks/__proto__", "/elsewhere"])(
  "the webhook %s is not there any more, and that is said",
  async (source) => {
    expect(await setup().again(webhook([], source))).toMatchObject({
      kind: "failed",
      fault: { code: "webhook-gone" },
    });
  },
);

test("what cannot be stored for now is no failure of the message", async () => {
  expect(await setup(["refused"]).again(amqp())).toMatchObject({ kind: "notStored" });
});
