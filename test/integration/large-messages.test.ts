import { expect, test } from "vitest";
import { exchanges } from "../../bus/src/rabbitmq/names.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { eventHeaders, noteOf, openLargeNotes } from "../support/large-notes.ts";
import { weightOf } from "../support/weighing-vendor.ts";

const KiB = 1_024;
/** The last of those that travel, the first of those that do not, and the largest. */
const sizes = [256 * KiB, 256 * KiB + 1, 300_000, 8 * KiB * KiB];
const stored = 3;
const notes = sizes.map((bytes) => noteOf(bytes, `n-${bytes}`));

/** What a vendor with two routes has when all is well: each note once by each, byte for byte. */
const allOnce = new Map(
  notes.map((data, n) => [`n-${sizes[n]}`, [`POST ${weightOf(data)}`, `PUT ${weightOf(data)}`]]),
);

test("by HTTP data of every size reach every route once, byte for byte; what is large is stored once", async () => {
  const { bus, vendor, post, storedBodies } = await openLargeNotes();
  await bus.start(startWorker);
  const answers = await Promise.all(notes.map((data, n) => post(`e-${n}`, data)));
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
  await bus.allBecome(8, "applied");
  expect(new Map([...vendor.received].map(([id, weights]) => [id, weights.toSorted()]))).toEqual(allOnce);
  expect(await storedBodies()).toBe(stored);
});

test("by AMQP data of every size reach every route once, byte for byte", async () => {
  const { bus, vendor, storedBodies } = await openLargeNotes();
  await bus.start(startWorker);
  for (const [n, data] of notes.entries()) {
    const properties = { headers: eventHeaders("cloudEvents:", `e-${n}`), contentType: "application/json" };
    bus.channel.publish(exchanges.intake, "", Buffer.from(data), properties);
  }
  await bus.allBecome(8, "applied");
  expect(new Map([...vendor.received].map(([id, weights]) => [id, weights.toSorted()]))).toEqual(allOnce);
  expect(await storedBodies()).toBe(stored);
});
