import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { planBus } from "../../bus/src/config/bus-plan.ts";
import { dayMs, ensurePartitions } from "../../bus/src/postgres/partitions.ts";
import { keepRetention } from "../../bus/src/postgres/retention/keep-retention.ts";
import { ledgerDays } from "../../bus/src/postgres/retention/ledger-days.ts";
import type { ArchiveStore } from "../../bus/src/retention/archive-store.ts";
import { s3BodyStore } from "../../bus/src/s3/s3-body-store.ts";
import { fakeS3Keys, openFakeS3 } from "../../bus/src/testing/fake-s3.ts";
import {
  accepted,
  operatedLedger,
  pointsRoute,
  refused,
  type OperatedLedger,
} from "../support/operated-ledger.ts";

let bus: OperatedLedger;
beforeAll(async () => {
  bus = await operatedLedger();
});
afterAll(() => bus.close());

const today = () => new Date().toISOString().slice(0, 10);
const hasPartition = async () => (await ledgerDays(bus.database.sql)).some(({ day }) => day === today());
const inDays = (days: number, archive: ArchiveStore) => {
  const { retention } = planBus({ contracts: [], connections: {}, retention: { archive } }, () => undefined);
  return keepRetention(bus.database.sql, retention, { nowMs: Date.now() + days * dayMs });
};

/** A bucket, and what is in it by name. */
async function setup() {
  const s3 = await openFakeS3();
  onTestFinished(() => s3.close());
  const store = s3BodyStore({ endpoint: s3.url, bucket: "b", folder: "archive/", ...fakeS3Keys });
  const read = (name: string) => s3.objects.get(`/b/archive/ledger/${name}`);
  const linesOf = (name: string) =>
    gunzipSync(read(name) ?? "")
      .toString()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  return { s3, store, read, linesOf };
}

test("a day goes once what is dropped of it is in the archive, and what outlived it is archived when it goes", async () => {
  const { s3, store, read, linesOf } = await setup();
  const { sql } = bus.database;
  await ensurePartitions(sql);
  const done = [await bus.accept(), await bus.accept()];
  for (const id of done) await bus.attempt(id, accepted);
  const dead = await bus.fail(refused());

  s3.slowDown = true;
  const failing = (await inDays(17, store)).days.find(({ day }) => day === today());
  expect(failing).toMatchObject({ kind: "stays", because: expect.stringContaining("could not be archived") });
  expect(await hasPartition()).toBe(true);

  s3.slowDown = false;
  const { days } = await inDays(17, store);
  expect(days).toContainEqual({ kind: "retired", day: today(), dropped: 2, kept: 1 });
  const lines = linesOf(`${today()}/0001.ndjson.gz`);
  expect(
    lines.map(({ delivery, attempts }) => [delivery.message_id, delivery.state, attempts.length]),
  ).toEqual(done.toSorted().map((id) => [id, "applied", 1]));
  expect(JSON.parse(read(`${today()}/manifest.json`)?.toString() ?? "")).toMatchObject({
    deliveries: 2,
    parts: [{ name: `ledger/${today()}/0001.ndjson.gz`, deliveries: 2, attempts: 2 }],
  });

  await bus.operations.failures.discard(
    { messageId: dead, route: pointsRoute },
    { actor: "ana", reason: "x" },
  );
  s3.slowDown = true;
  const stayed = (await inDays(17, store)).days.find(({ day }) => day === "outlived");
  expect(stayed).toMatchObject({ kind: "stays" });
  s3.slowDown = false;
  expect((await inDays(17, store)).pruned).toMatchObject({ "kept deliveries": 1 });
  const outlived = [...s3.objects.keys()].find((name) => name.includes("/outlived/"));
  expect(linesOf((outlived ?? "").replace("/b/archive/ledger/", ""))).toMatchObject([
    { delivery: { message_id: dead, state: "discarded" }, attempts: [{ outcome: "rejected" }] },
  ]);
  expect(await sql`SELECT FROM delivery WHERE message_id = ${dead}`).toHaveLength(0);
});

test("a day stays where the archive does not give back what was written", async () => {
  const { sql } = bus.database;
  await bus.clear();
  await sql`DELETE FROM retired_day`;
  await ensurePartitions(sql);
  await bus.attempt(await bus.accept(), accepted);
  const forgetful: ArchiveStore = {
    prefix: "/dev/null/",
    put: async () => undefined,
    get: async () => undefined,
  };
  const stays = (await inDays(17, forgetful)).days.find(({ day }) => day === today());
  expect(stays).toMatchObject({ because: expect.stringContaining("does not give back") });
  expect(await hasPartition()).toBe(true);
});
