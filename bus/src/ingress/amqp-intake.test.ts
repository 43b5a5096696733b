import { orderCompleted } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { openTurns } from "../in-turn.ts";
import type { Published } from "../rabbitmq/publisher.ts";
import type { Delivered } from "../rabbitmq/consumer.ts";
import { takeMessage } from "./amqp-intake.ts";
import { toyIngress } from "./toy-ingress.ts";
import { orderExample } from "./toy-publisher.ts";

const attributes = { specversion: "1.0", id: "evt-1", source: "/pos/0042", type: orderCompleted.type };

type Given = {
  readonly broker?: readonly Published[];
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: string;
};

function setup({ broker = [], headers = {}, body = JSON.stringify(orderExample) }: Given = {}) {
  const ingress = toyIngress({ broker });
  const channel = new AbortController();
  const stopping = new AbortController();
  let acks = 0;
  const prefixed = Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [`cloudEvents:${name}`, value]),
  );
  const message: Delivered = {
    id: "m-1",
    contentType: "application/json",
    type: undefined,
    headers: { ...prefixed, ...headers },
    body: Buffer.from(body),
    routingKey: "",
    redelivered: false,
    ack: () => (acks += 1),
    deadLetter: () => expect.fail("nothing that came by AMQP may be thrown away"),
    ended: channel.signal,
  };
  const around = { log: ingress.ports.log, stopping: stopping.signal, inTurn: openTurns() };
  const take = () => takeMessage(message, ingress.ports, around);
  const takeOther = (id: string) =>
    takeMessage({ ...message, headers: { ...message.headers, "cloudEvents:id": id } }, ingress.ports, around);
  return { ...ingress, take, takeOther, channel, stopping, acks: () => acks };
}

test("an event is accepted and acked", async () => {
  const { take, published, acks } = setup();
  await take();
  expect([published.length, acks()]).toEqual([1, 1]);
});

test("an event that cannot be stored yet is tried again, and acked only then", async () => {
  const { take, published, acks } = setup({ broker: ["refused", "unknown"] });
  await take();
  expect([published.length, acks()]).toEqual([3, 1]);
});

test("an event waits for those of its entity that came before it, however often they are refused", async () => {
  const { take, takeOther, published } = setup({ broker: ["refused", "refused"] });
  await Promise.all([take(), takeOther("evt-2")]);
  expect(published.map(({ draft }) => draft.message.sourceId)).toEqual(["evt-1", "evt-1", "evt-1", "evt-2"]);
});

test.each([
  ["whose data breaks the contract", { body: "{}" }, "contract-violation"],
  ["without attributes", { headers: { "cloudEvents:specversion": undefined } }, "not-a-cloudevent"],
  ["that is no JSON", { body: "{ no json" }, "invalid-json"],
  ["of an unknown type", { headers: { "cloudEvents:type": "order.exploded.v1" } }, "unknown-type"],
  ["out of a loop", { headers: { "cloudEvents:hops": 17 } }, "too-many-hops"],
])("a message %s is kept as a failure with its bytes, and acked", async (_title, given, code) => {
  const { take, failures, published, acks } = setup(given);
  await take();
  expect([published.length, acks()]).toEqual([0, 1]);
  expect(failures).toEqual([
    expect.objectContaining({
      type: "intake.amqp",
      source: "/amqp",
      extensions: expect.objectContaining({ messageid: "m-1", source: "/pos/0042" }),
      error: { code, message: expect.stringMatching(/^AMQP: /) },
    }),
  ]);
});

test("an id that its source used for something else is a failure: nobody else could be told", async () => {
  const { take, failures, ports, acks } = setup();
  ports.intake.accept = () =>
    Promise.resolve({ kind: "conflict", id: "0190a000-0000-7000-8000-000000000001" });
  await take();
  expect([failures[0]?.error.code, acks()]).toEqual(["id-conflict", 1]);
});

test("what the database refuses for its content is a failure: a repeat would be refused as well", async () => {
  const { take, failures, ports, acks } = setup();
  ports.intake.accept = () => Promise.resolve({ kind: "unstorable", reason: "its key is too long" });
  await take();
  expect([failures[0]?.error, acks()]).toEqual([
    { code: "unstorable", message: "AMQP: its key is too long" },
    1,
  ]);
});

test("a bug of ours is a failure and does not block the queue", async () => {
  const { take, failures, ports, acks } = setup();
  ports.intake.accept = () => Promise.reject(new Error("no such thing"));
  await take();
  expect([failures[0]?.error, acks()]).toEqual([
    { code: "internal", message: "AMQP: Error: no such thing" },
    1,
  ]);
});

test.each(["channel", "stopping"] as const)(
  "when the %s ends first, the message is left to the broker",
  async (which) => {
    const parts = setup();
    parts.ports.intake.accept = () => {
      parts[which].abort(new Error("over"));
      return Promise.resolve({ kind: "notStored", reason: "the broker did not take it: refused" });
    };
    await parts.take();
    expect(parts.acks()).toBe(0);
  },
);

test("nothing of the data is logged", async () => {
  const { take, lines } = setup({ body: JSON.stringify({ ...orderExample, lines: 1 }) });
  await take();
  expect(lines).toHaveLength(1);
  expect(lines.join()).not.toContain(orderExample.customer?.email);
});
