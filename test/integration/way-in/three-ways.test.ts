import stripe from "@spindlebus/adapter-stripe";
import { canonicalContracts, paymentRefunded } from "@spindlebus/contracts";
import { randomUUID } from "node:crypto";
import { Stripe } from "stripe";
import { beforeAll, expect, test } from "vitest";
import { refundUpdated } from "../../../adapters/stripe/fixtures/events.ts";
import { planBus } from "../../../bus/src/config/bus-plan.ts";
import { exchanges } from "../../../bus/src/rabbitmq/names.ts";
import { eventually } from "../../support/eventually.ts";
import { openWayIn, type WayIn } from "../../support/way-in.ts";

/*
 * HTTP, AMQP and webhooks meet in one intake: one (source, id) is one message, whichever way it comes and however often.
 */

const secret = "whsec_three_ways";
let way: WayIn;
beforeAll(async () => {
  way = await openWayIn(
    planBus(
      { contracts: canonicalContracts, connections: { stripe: { adapter: stripe, settings: {} } } },
      (_, name) => (name === "webhookSecret" ? secret : "sk_test"),
    ),
  );
});

type Event = { readonly source: string; readonly id: string; readonly data: unknown };

const structured = ({ source, id, data }: Event) =>
  JSON.stringify({ specversion: "1.0", type: paymentRefunded.type, source, id, data });

async function byHttp(event: Event): Promise<{ status: number; id?: string; duplicate?: boolean }> {
  const response = await fetch(`${way.url}/v1/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${way.token}`, "content-type": "application/cloudevents+json" },
    body: structured(event),
  });
  // Every answer of the ingress is a JSON object.
  return { ...((await response.json()) as object), status: response.status };
}

const byAmqp = (event: Event) =>
  way.channel.publish(exchanges.intake, "", Buffer.from(structured(event)), {
    contentType: "application/cloudevents+json",
  });

async function byWebhook(payload: string) {
  const response = await fetch(`${way.url}/v1/webhooks/stripe/events`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "stripe-signature": Stripe.webhooks.generateTestHeaderString({ payload, secret }),
    },
    body: payload,
  });
  return (await response.json()) as { messages: { id: string; duplicate: boolean }[] };
}

const rowsOf = ({ source, id }: Event) =>
  way.sql<{ id: string }[]>`SELECT id FROM intake WHERE source = ${source} AND source_id = ${id}`;
const taken = async () => (await way.channel.checkQueue("spindle.intake")).messageCount;
const conflicts = () =>
  way.sql<
    { message: string }[]
  >`SELECT error_message AS message FROM delivery WHERE error_code = 'id-conflict'`;

const [example] = paymentRefunded.examples;
const event = (data: unknown = example): Event => ({ source: "/tests", id: randomUUID(), data });

test("50 of one message at once, over HTTP and AMQP, are one id", async () => {
  const one = event();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? byHttp(one) : Promise.resolve(byAmqp(one)))),
  );
  const overHttp = answers.filter((answer) => typeof answer === "object");
  await eventually("the intake queue to be taken", taken, (n) => n === 0);
  const [row, ...others] = await eventually(
    "the message",
    () => rowsOf(one),
    ({ length }) => length > 0,
  );
  expect(others).toEqual([]);
  expect(overHttp.map(({ status, id }) => [status, id])).toEqual(overHttp.map(() => [202, row?.id]));
  expect(overHttp.filter(({ duplicate }) => duplicate === false).length).toBeLessThanOrEqual(1);
  await way.published(String(row?.id));
  expect(await conflicts()).toEqual([]);
});

test("what a webhook brought is known to HTTP and AMQP, and the other way round", async () => {
  const payload = JSON.stringify({ ...refundUpdated, id: `evt_${randomUUID()}` });
  const [brought] = (await byWebhook(payload)).messages;
  const { heading, body } = await way.published(String(brought?.id));
  const same = {
    source: String(heading.event["source"]),
    id: String(heading.event["id"]),
    data: JSON.parse(body.toString()) as unknown,
  };
  byAmqp(same);
  const answers = await Promise.all([byHttp(same), byWebhook(payload), byHttp(same)]);
  expect(answers).toEqual([
    { status: 202, id: brought?.id, duplicate: true },
    { messages: [expect.objectContaining({ id: brought?.id, duplicate: true })] },
    { status: 202, id: brought?.id, duplicate: true },
  ]);
  await eventually("the intake queue to be taken", taken, (n) => n === 0);
  expect(await rowsOf(same)).toEqual([{ id: brought?.id }]);
});

test("the same id with other data is 409 over HTTP and a failure over AMQP, and the first stays", async () => {
  const first = event();
  const accepted = await byHttp(first);
  const other = { ...first, data: { ...example, merchantReference: "another" } };
  const { status, id } = await byHttp(other);
  expect([status, id]).toEqual([409, accepted.id]);
  byAmqp(other);
  const [failure] = await eventually("the failure", conflicts, ({ length }) => length > 0);
  expect(failure?.message).toContain(accepted.id);
  expect(await rowsOf(first)).toEqual([{ id: accepted.id }]);
});
