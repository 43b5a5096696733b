import { describe, expect, test } from "vitest";
import { openOperations } from "../../bus/src/operations/open-operations.ts";
import { startIngress } from "../../bus/src/ingress/start.ts";
import { postgresReceipts } from "../../bus/src/postgres/receipts.ts";
import { exchanges } from "../../bus/src/rabbitmq/names.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { eventually } from "../support/eventually.ts";
import { fileNotes, noticeRows, noticesCame, ofNotesFiled, openToldBus } from "../support/told-bus.ts";
import type { ToyBus } from "../support/toy-bus.ts";

const act = { actor: "ana", reason: "the vendor has room again" };
const operate = ({ sql, plan }: ToyBus) => openOperations({ sql, close: async () => undefined }, plan.routes);

const watches = async ({ sql }: ToyBus) =>
  Number((await sql`SELECT count(*) AS n FROM notice_watch`)[0]?.["n"]);

const allOver = (bus: ToyBus) =>
  eventually(
    "no watch",
    () => watches(bus),
    (left) => left === 0,
  );

describe("what is told", () => {
  test("that a message is settled on all routes, with its receipt, once", async () => {
    const { bus, receiver } = await openToldBus({ operations: ["keyed", "natural"] });
    await Promise.all([bus.start(startScheduler), bus.start(startWorker)]);
    const [id = ""] = await bus.publish(1);
    const [notice] = await noticesCame(receiver, 1);
    expect(notice?.type).toBe("message.settled");
    expect(notice?.data).toEqual(await postgresReceipts(bus.sql).find(id));
    expect(notice?.data.deliveries.map(({ route, state }) => `${route} ${state}`)).toEqual([
      "toy.keyed applied",
      "toy.natural applied",
    ]);
    await allOver(bus);
    expect(receiver.notices).toHaveLength(1);
    expect(receiver.refused).toEqual([]);
  });

  test("that one failed, and once it is mended, that it is settled", async () => {
    const { bus, receiver } = await openToldBus();
    bus.vendor.mood = "reject";
    await Promise.all([bus.start(startScheduler), bus.start(startWorker)]);
    const [id = ""] = await bus.publish(1);
    const [failed] = await noticesCame(receiver, 1);
    expect(failed).toMatchObject({ type: "message.failed", data: { id, deliveries: [{ state: "dead" }] } });
    bus.vendor.mood = "well";
    await operate(bus).replays.create({ selection: { ids: [{ messageId: id, route: "toy.keyed" }] } }, act);
    const [, settled] = await noticesCame(receiver, 2);
    expect(settled).toMatchObject({
      type: "message.settled",
      data: { id, deliveries: [{ state: "applied" }] },
    });
    expect(settled?.id).not.toBe(failed?.id);
  });

  test("that a message is settled at once where no route was decided for it", async () => {
    const { bus, receiver } = await openToldBus({ notices: (to) => ({ told: ofNotesFiled(to) }) });
    await bus.start(startScheduler);
    await fileNotes(bus, 1);
    const [notice] = await noticesCame(receiver, 1);
    expect(notice).toMatchObject({ type: "message.settled", data: { deliveries: [] } });
    expect(notice?.timestamp).toBe(notice?.data.acceptedAt);
  });

  test("that something came by AMQP and is no valid message", async () => {
    const { bus, receiver } = await openToldBus({
      notices: ({ url }) => ({ told: { url, types: ["intake.amqp"] } }),
    });
    await Promise.all([bus.start(startScheduler), bus.start(startIngress, { ingressPort: 0 })]);
    bus.channel.publish(exchanges.intake, "", Buffer.from("{"), {
      contentType: "application/cloudevents+json",
    });
    const [notice] = await noticesCame(receiver, 1);
    expect(notice).toMatchObject({
      type: "message.failed",
      data: { type: "intake.amqp", source: "/amqp", deliveries: [{ route: "intake", state: "dead" }] },
    });
  });

  test("also of messages that the bus itself begets, with what begot them", async () => {
    const { bus, receiver } = await openToldBus({ notices: (to) => ({ told: ofNotesFiled(to) }) });
    await Promise.all([bus.start(startScheduler), bus.start(startWorker)]);
    await bus.publish(1);
    const [notice] = await noticesCame(receiver, 1);
    expect(notice?.data).toMatchObject({ type: "note.filed.v1", source: "/routes/toy.keyed" });
  });

  test("soon after an operator's act, however long nothing has moved", async () => {
    const { bus, receiver } = await openToldBus();
    bus.vendor.mood = "reject";
    await Promise.all([bus.start(startScheduler), bus.start(startWorker)]);
    const [messageId = ""] = await bus.publish(1);
    await noticesCame(receiver, 1);
    const { failures } = operate(bus);
    await failures.discard({ messageId, route: "toy.keyed" }, act);
    const [, discarded] = await noticesCame(receiver, 2);
    expect(discarded).toMatchObject({
      type: "message.settled",
      data: { deliveries: [{ state: "discarded" }] },
    });
    // What was discarded can be restored, so that it is still watched.
    await failures.restore({ messageId, route: "toy.keyed" }, act);
    const [, , restored] = await noticesCame(receiver, 3);
    expect(restored).toMatchObject({ type: "message.failed", data: { deliveries: [{ state: "dead" }] } });
  });

  test("nothing that an endpoint did not ask for", async () => {
    const { bus, receiver } = await openToldBus({
      notices: ({ url }) => ({ told: { ...ofNotesFiled({ url }), on: ["failed"] } }),
    });
    await bus.start(startScheduler);
    await fileNotes(bus, 2);
    await allOver(bus);
    expect(await noticeRows(bus)).toEqual([]);
    expect(receiver.notices).toEqual([]);
  });
});

describe("what is written down at the intake", () => {
  test("is nothing for a message that nobody wants to be told of", async () => {
    const { bus } = await openToldBus({
      notices: ({ url }) => ({ told: { url, sources: ["/elsewhere/*"] } }),
    });
    await bus.publish(3);
    expect(await watches(bus)).toBe(0);
  });

  test("is one watch a message and endpoint, also where the message comes twice", async () => {
    const { bus } = await openToldBus({ notices: ({ url }) => ({ told: { url }, other: { url } }) });
    const data = { noteId: "n-1", text: "two coffees" };
    const message = { source: "/tests", sourceId: "same", type: "note.taken.v1", extensions: {}, data };
    const draft = { message, contentType: "application/json", body: Buffer.from(JSON.stringify(data)) };
    await bus.accept([draft, draft]);
    await bus.accept([draft]);
    expect(await watches(bus)).toBe(2);
  });
});

test("what is older than the intake's memory is forgotten", async () => {
  const { bus, receiver } = await openToldBus();
  const [id = ""] = await bus.publish(2);
  await bus.sql`DELETE FROM intake WHERE id = ${id}`;
  await bus.sql`UPDATE notice_watch SET moving_since = now() - interval '46 days', look_at = now() + interval '1 hour'
    WHERE message_id <> ${id}`;
  await bus.start(startScheduler);
  await allOver(bus);
  expect(receiver.notices).toEqual([]);
});
