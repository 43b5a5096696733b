import { expect, onTestFinished, test } from "vitest";
import { s3BodyStore } from "../../bus/src/s3/s3-body-store.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { bodyStoresOf } from "../../bus/src/postgres/bodies/open-bodies.ts";
import { sweepBodies } from "../../bus/src/postgres/bodies/sweep-bodies.ts";
import { fakeS3Keys, openFakeS3 } from "../../bus/src/testing/fake-s3.ts";
import { noteOf, openLargeNotes } from "../support/large-notes.ts";
import { weightOf } from "../support/weighing-vendor.ts";

const data = noteOf(2_000_000);

/** A bus whose large bodies go into a bucket. */
async function setup() {
  const s3 = await openFakeS3();
  onTestFinished(() => s3.close());
  const store = s3BodyStore({ endpoint: s3.url, bucket: "chain-bodies", ...fakeS3Keys });
  return { ...(await openLargeNotes(["natural"], { store })), s3, store };
}

test("a large message goes by the bucket, and is removed from there once it is settled and an hour old", async () => {
  const { bus, vendor, post, s3, store } = await setup();
  await bus.start(startWorker);
  expect((await post("e-1", data)).status).toBe(202);
  await bus.allBecome(1, "applied");
  expect(vendor.received.get("n-1")).toEqual([`PUT ${weightOf(data)}`]);
  expect([...s3.objects.values()].map((object) => weightOf(object))).toEqual([weightOf(data)]);
  expect(await bus.sql`SELECT FROM stored_body_part`).toHaveLength(0);

  await bus.sql`UPDATE stored_body SET stored_at = now() - interval '2 hours'`;
  expect([await sweepBodies(bus.sql, bodyStoresOf(bus.sql, store)), s3.objects.size]).toEqual([1, 0]);
});

test("while the bucket is away large messages are refused or wait, at no attempt's cost; small ones go on", async () => {
  const { bus, vendor, post, s3 } = await setup();
  await post("e-1", data);
  s3.slowDown = true;
  const refused = await post("e-2", noteOf(400_000, "n-2"));
  expect([refused.status, refused.headers.has("retry-after")]).toEqual([503, true]);
  await post("e-3", noteOf(400, "n-3"));
  await Promise.all([bus.start(startWorker), bus.start(startScheduler)]);
  const rows = await bus.allBecome(2, "applied", "waiting");
  expect(rows.map(({ state, starts, attempts }) => `${state} ${starts} ${attempts}`)).toEqual([
    "waiting 0 0",
    "applied 1 0",
  ]);
  s3.slowDown = false;
  await bus.pass(15_000);
  await bus.allBecome(2, "applied");
  expect(vendor.received.get("n-1")).toEqual([`PUT ${weightOf(data)}`]);
});
