import { expect, test } from "vitest";
import type { AnyAdapter } from "../../bus/src/adapter/index.ts";
import { planBus } from "../../bus/src/config/bus-plan.ts";
import type { Draft } from "../../bus/src/intake/draft.ts";
import { messagePublisher } from "../../bus/src/intake/message-publisher.ts";
import { openIntake } from "../../bus/src/intake/intake.ts";
import { postgresBodies } from "../../bus/src/postgres/bodies/open-bodies.ts";
import { postgresIntakeStore } from "../../bus/src/postgres/intake-store.ts";
import { postgresReceipts } from "../../bus/src/postgres/receipts.ts";
import { openPublisher } from "../../bus/src/rabbitmq/publisher.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { noteTaken } from "../../bus/src/testing/delivery/note.ts";
import { noteFiled, toyAdapter } from "../../bus/src/testing/delivery/toy-adapter.ts";
import { pino } from "pino";
import { noteDraft, openToyBus, type ToyBus } from "../support/toy-bus.ts";

const natural = { operations: ["natural"] };
const strict = { ...natural, adapter: inOneLane() };

/** The toy adapter, whose notes all keep one order. */
function inOneLane(): AnyAdapter {
  const lane = { group: "notes", key: () => "one" };
  const operation = { ...toyAdapter.operations.natural, lane };
  return { ...toyAdapter, operations: { natural: operation } };
}

/** Accepts notes as an ingress does whose configuration says that the connection is a shadow. */
async function acceptInShadow(bus: ToyBus, ...drafts: readonly Draft[]): Promise<readonly string[]> {
  const { adapter } = bus.plan.connections.get("toy") ?? strict;
  const connections = {
    toy: { adapter, settings: { baseUrl: bus.vendor.url }, shadow: true, ...natural },
  };
  const plan = planBus({ contracts: [noteTaken, noteFiled], connections }, () => "k");
  const log = pino({ level: "silent" });
  const publisher = openPublisher({ url: bus.amqpUrl, name: "shadow publisher", log });
  await publisher.ready(30_000);
  const intake = openIntake({
    ...plan,
    store: postgresIntakeStore(bus.sql),
    bodies: postgresBodies(bus.sql),
    publish: messagePublisher(publisher),
  });
  const accepted = await Promise.all(drafts.map((draft) => intake.accept(draft)));
  await publisher.close();
  return accepted.map((each) => ("id" in each ? each.id : each.reason));
}

test("what was accepted by a shadow is shown and not sent, also by workers that know of no shadow any more", async () => {
  const bus = await openToyBus(natural);
  const [shown] = await acceptInShadow(bus, noteDraft("n-shown"));
  const [sent] = await bus.publish(1, "sent");
  await bus.start(startWorker);
  await bus.allBecome(2, "applied", "unchanged");
  expect([...bus.vendor.filed.keys()]).toEqual(["sent-0"]);

  const receiptOf = (id = "") => postgresReceipts(bus.sql).find(id);
  expect((await receiptOf(shown))?.deliveries).toMatchObject([{ state: "unchanged", shadow: true }]);
  expect((await receiptOf(shown))?.results).toEqual([]);
  expect((await receiptOf(sent))?.deliveries[0]).not.toHaveProperty("shadow");
  const attempts =
    await bus.sql`SELECT outcome, message, request, response FROM attempt WHERE message_id = ${shown ?? ""}`;
  expect(attempts).toMatchObject([
    { outcome: "unchanged", message: "shadow: nothing was sent", response: null },
  ]);
  expect(attempts[0]?.["request"]).toContain("/notes");
  expect(await bus.sql`SELECT 1 FROM reference WHERE id = 'n-shown'`).toHaveLength(0);
});

test("what a shadow accepted for later is still a shadow's when the scheduler sends its token", async () => {
  const bus = await openToyBus(natural);
  const { message, ...draft } = noteDraft("n-later");
  const deliverafter = new Date(Date.now() + 3_600_000).toISOString();
  await acceptInShadow(bus, { ...draft, message: { ...message, extensions: { deliverafter } } });
  await bus.start(startWorker);
  await bus.allBecome(1, "waiting");
  await bus.pass(3_700_000);
  await bus.start(startScheduler);
  await bus.allBecome(1, "unchanged");
  expect(bus.vendor.filed.size).toBe(0);
});

test("in a strict lane a shadow's delivery has its place, and holds up nobody behind it", async () => {
  const bus = await openToyBus(strict);
  const accepted = await acceptInShadow(bus, noteDraft("n-shown"));
  await bus.publish(1, "sent");
  await bus.start(startWorker);
  const rows = await bus.allBecome(2, "applied", "unchanged");
  expect(rows.find(({ state }) => state === "unchanged")?.message_id).toBe(accepted[0]);
  expect([...bus.vendor.filed.keys()]).toEqual(["sent-0"]);
});
