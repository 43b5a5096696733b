import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { AnyAdapter, AnyOperation } from "../../bus/src/adapter/index.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { workQueue } from "../../bus/src/rabbitmq/names.ts";
import { toyAdapter } from "../../bus/src/testing/delivery/toy-adapter.ts";
import { eventually } from "../support/eventually.ts";
import { noteDraft, openToyBus, type ToyBus } from "../support/toy-bus.ts";

/** One item that the database refuses for what is in it, among many that it takes. */

const { keyed } = toyAdapter.operations;

/** Its adapter remembers a fact without the vendor's id, which its types cannot keep it from. */
const careless: AnyAdapter = {
  ...toyAdapter,
  operations: {
    keyed: {
      ...keyed,
      interpret: (response, note: { noteId: string }) => {
        const outcome = keyed.interpret(response, note as never);
        if (outcome.kind !== "applied" || note.noteId !== "n-7") return outcome;
        return {
          ...outcome,
          remember: outcome.remember.map((fact) => ({ ...fact, vendorId: null as never })),
        };
      },
    } as AnyOperation,
  },
};

const settled = (bus: ToyBus) =>
  eventually(
    "every delivery's end",
    () => bus.deliveries(),
    (rows) => rows.length === 20 && rows.every(({ state }) => state !== "running"),
  );

test("an outcome that cannot be kept is a failure that says why; the others of its batch are settled, and nothing is done twice", async () => {
  const bus = await openToyBus({ operations: ["keyed"], adapter: careless });
  await bus.publish(20);
  await bus.start(startWorker);
  const rows = await settled(bus);
  expect(rows.filter(({ state }) => state === "applied")).toHaveLength(19);
  const [refused] = rows.filter(({ state }) => state !== "applied");
  expect(refused).toMatchObject({ state: "blocked", error_code: "unstorable", starts: 1, attempts: 0 });
  expect(refused?.error_message).toMatch(/ended as applied.*23502.*vendor_id/);
  // The vendor did it: whoever replays it finds it in doubt.
  const [kept] = await bus.sql`
    SELECT doubt_since IS NOT NULL AS doubt, EXISTS (SELECT FROM message_body b WHERE b.message_id = d.message_id) AS stored
    FROM delivery d WHERE state = 'blocked'`;
  expect(kept).toEqual({ doubt: true, stored: true });
  expect(new Set(bus.vendor.filed.values())).toEqual(new Set([1]));
  await eventually(
    "an empty queue",
    () => bus.ready(workQueue("toy.keyed")),
    (count) => count === 0,
  );
});

test("a message that cannot be registered is refused alone, with its reason; those that came with it are accepted", async () => {
  const bus = await openToyBus({ operations: ["keyed"] });
  // Longer than an index takes, and nothing that compression makes shorter.
  const tooLong = randomBytes(6_000).toString("base64");
  const drafts = ["n-0", tooLong, "n-1", "n-2"].map((noteId) => noteDraft(noteId));
  const [first, refused, ...others] = await bus.accept(drafts);
  expect([first, ...others].map((each) => each?.kind)).toEqual(["accepted", "accepted", "accepted"]);
  expect(refused).toEqual({
    kind: "unstorable",
    reason: expect.stringContaining("intake_entity_key") as string,
  });
  expect(JSON.stringify(refused)).not.toContain(tooLong.slice(0, 100));
});
