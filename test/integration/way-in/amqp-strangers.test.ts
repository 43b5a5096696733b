import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startAdmin, type RunningAdmin } from "../../../admin-api/src/index.ts";
import { createToken } from "../../../bus/src/postgres/tokens.ts";
import { exchanges } from "../../../bus/src/rabbitmq/names.ts";
import { readSettings } from "../../../bus/src/settings.ts";
import { findPika, publishWithPika, type PikaMessage } from "../../support/pika.ts";
import { eventually } from "../../support/eventually.ts";
import { openWayIn, type WayIn } from "../../support/way-in.ts";
import { pino } from "pino";
import { greeting, greetingPlan } from "./greeting.ts";

/*
 * Publishers of `spindle.intake` that share no code with the bus: plain amqplib, and pika in Python.
 */

const pika = findPika();
if ("missing" in pika) process.stderr.write(`amqp-strangers: tests with pika are skipped: ${pika.missing}\n`);

let way: WayIn;
let admin: RunningAdmin;
let adminToken: string;

beforeAll(async () => {
  way = await openWayIn(greetingPlan());
  ({ token: adminToken } = await createToken(way.sql, { name: "operator", roles: ["admin"] }));
  admin = await startAdmin({
    settings: { ...readSettings({}), adminPort: 0, amqpUrl: way.amqpUrl, databaseUrl: way.databaseUrl },
    plan: greetingPlan(),
    log: pino({ level: "silent" }),
    name: "test admin",
  });
});
afterAll(() => admin?.stop());

type Send = (messages: readonly PikaMessage[]) => Promise<void>;

const withAmqplib: Send = async (messages) => {
  for (const { exchange, content_type: contentType, headers = {}, body } of messages)
    way.channel.publish(exchange, "", Buffer.from(body), {
      persistent: true,
      mandatory: true,
      ...(contentType !== undefined && { contentType }),
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, nativeOf(value)])),
    });
};

/** The notation of publish.py, in amqplib's. */
function nativeOf(value: unknown): unknown {
  const { timestamp, bytes, table } = Object(value) as Record<string, unknown>;
  if (timestamp !== undefined) return { "!": "timestamp", value: timestamp };
  if (typeof bytes === "string") return Buffer.from(bytes);
  return table === undefined ? value : table;
}

const withPika: Send = async (messages) => {
  if ("missing" in pika) throw new Error(pika.missing);
  await publishWithPika(pika.python, way.amqpUrl, messages);
};

let events = 0;
const newId = () => `stranger-${(events += 1)}`;

const binary = (
  id: string,
  headers: Readonly<Record<string, unknown>> = {},
  prefix = "cloudEvents:",
): PikaMessage => ({
  exchange: exchanges.intake,
  content_type: "application/json",
  headers: {
    [`${prefix}specversion`]: "1.0",
    [`${prefix}id`]: id,
    [`${prefix}source`]: "/strangers",
    [`${prefix}type`]: greeting.type,
    ...headers,
  },
  body: JSON.stringify({ message: `from ${id}` }),
});

const structured = (id: string, more: Readonly<Record<string, unknown>> = {}): PikaMessage => ({
  exchange: exchanges.intake,
  content_type: "application/cloudevents+json; charset=utf-8",
  body: JSON.stringify({
    specversion: "1.0",
    id,
    source: "/strangers",
    type: greeting.type,
    data: { message: `from ${id}` },
    ...more,
  }),
});

/** What the bus published of the event that its source calls so. */
const heardOf = (id: string) =>
  eventually(
    `the event ${id} to be published`,
    async () => way.heard.filter(({ heading }) => heading.event["id"] === id),
    ({ length }) => length > 0,
  );

type Failure = { readonly id: string; readonly route: string; readonly error: { readonly code: string } };

async function failures(): Promise<readonly Failure[]> {
  const response = await fetch(`http://127.0.0.1:${admin.port}/api/v1/failures?route=intake&limit=100`, {
    headers: { authorization: `Bearer ${adminToken}` },
  });
  return ((await response.json()) as { data: Failure[] }).data;
}

const strangers: readonly (readonly [string, Send, boolean])[] = [
  ["amqplib", withAmqplib, false],
  ["pika", withPika, "missing" in pika],
];

for (const [name, send, isMissing] of strangers) {
  const reason = isMissing && "missing" in pika ? ` (${pika.missing})` : "";
  describe.skipIf(isMissing)(`published with ${name}${reason}`, () => {
    test("binary mode, with both prefixes and native types", async () => {
      const [colon, underscore] = [newId(), newId()];
      const native = {
        "cloudEvents:subject": "Zürich 😀",
        "cloudEvents:time": { timestamp: 1_768_500_245 },
        "cloudEvents:hops": 3,
        "cloudEvents:testmode": true,
        "x-other": "not an attribute",
      };
      await send([binary(colon, native), binary(underscore, {}, "cloudEvents_")]);
      const [message] = await heardOf(colon);
      expect(message?.heading.event).toMatchObject({
        subject: "Zürich 😀",
        time: "2026-01-15T18:04:05.000Z",
        hops: 3,
        testmode: true,
      });
      expect(message?.heading.event).not.toHaveProperty("x-other");
      expect(message?.body.toString()).toBe(binary(colon).body);
      await heardOf(underscore);
    });

    test("structured mode, which needs no headers", async () => {
      const id = newId();
      await send([structured(id, { subject: "s", flag: true, n: 7 })]);
      const [message] = await heardOf(id);
      expect(message?.heading.event).toMatchObject({ subject: "s", flag: true, n: 7, source: "/strangers" });
    });

    test("what is no message is a failure of the route intake, and those behind it are taken", async () => {
      const before = new Set((await failures()).map(({ id }) => id));
      const behind = newId();
      const bad: readonly (readonly [PikaMessage, string])[] = [
        [{ ...binary(newId()), body: "{}" }, "contract-violation"],
        [{ ...binary(newId()), body: "no json" }, "invalid-json"],
        [{ ...binary(newId()), content_type: "text/plain" }, "unsupported-media-type"],
        [binary(newId(), { "cloudEvents:type": "no.such.v1" }), "unknown-type"],
        [binary(newId(), { "cloudEvents:hops": 17 }), "too-many-hops"],
        [binary(newId(), { "cloudEvents:id": { bytes: "\u0001\u0002" } }), "not-a-cloudevent"],
        [binary(newId(), { "cloudEvents:myext": { table: { a: 1 } } }), "not-a-cloudevent"],
        [{ exchange: exchanges.intake, body: `{"from":"${behind}"}` }, "not-a-cloudevent"],
        [structured(newId(), { specversion: "0.3" }), "not-a-cloudevent"],
      ];
      await send([...bad.map(([message]) => message), structured(behind)]);
      await heardOf(behind);
      const added = await eventually(
        "the failures to be listed",
        async () => (await failures()).filter(({ id }) => !before.has(id)),
        ({ length }) => length === bad.length,
      );
      expect(added.map(({ error }) => error.code).toSorted()).toEqual(bad.map(([, code]) => code).toSorted());
    });

    test("the same id with another body is a failure that names the first", async () => {
      const id = newId();
      await send([structured(id)]);
      const [first] = await heardOf(id);
      const before = (await failures()).length;
      await send([structured(id, { data: { message: "something else" } })]);
      const [newest] = (
        await eventually("the conflict", failures, ({ length }) => length === before + 1)
      ).filter(({ error }) => error.code === "id-conflict");
      expect(JSON.stringify(newest)).toContain(String(first?.id));
    });
  });
}
