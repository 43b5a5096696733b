import { expect, test } from "vitest";
import { openBench } from "../testing/delivery/bench.ts";
import { noteToken } from "../testing/delivery/note.ts";
import {
  connectionRefused,
  connectionReset,
  filedAt,
  refused,
  scriptedVendor,
} from "../testing/delivery/scripted-vendor.ts";
import type { Answer } from "./ports.ts";

/** Tokens of one entity, each with its version. */
function setup(...answers: readonly (Answer | (() => Answer))[]) {
  const vendor = scriptedVendor(...answers);
  const bench = openBench({ operation: "latest", vendor });
  const version = (entityversion: number) =>
    noteToken({ routes: [bench.route.name], atMs: bench.clock.now(), extensions: { entityversion } });
  const takeDue = () => {
    const [due] = bench.ledger.takeDue(bench.route.name);
    if (!due) throw new Error("nothing is due");
    return due;
  };
  return { ...bench, vendor, version, takeDue };
}

test("an older state than one already applied is superseded, and not sent", async () => {
  const { deliver, delivery, version, vendor } = setup(filedAt("p-1"));
  const [older, newer] = [version(1), version(2)];
  await deliver(newer);
  await deliver(older);
  expect(delivery(older)).toMatchObject({ state: "superseded" });
  expect(vendor.sent).toHaveLength(1);
});

test("a newer state follows an older one", async () => {
  const { deliver, delivery, version, vendor } = setup(filedAt("p-1"), filedAt("p-2"));
  const [older, newer] = [version(9), version(10)];
  await deliver(older);
  await deliver(newer);
  expect([delivery(older).state, delivery(newer).state]).toEqual(["applied", "applied"]);
  expect(vendor.sent).toHaveLength(2);
});

test("while one state of an entity is on its way, another waits, and is charged nothing", async () => {
  const second: { done?: Promise<unknown> } = {};
  const { deliver, delivery, version, takeDue, clock } = setup(() => {
    second.done = deliver(newer);
    return filedAt("p-1");
  }, filedAt("p-2"));
  const [older, newer] = [version(1), version(2)];
  const first = deliver(older);
  await first;
  await second.done;
  expect(delivery(newer)).toMatchObject({ state: "waiting", attempts: 0 });
  clock.advance(1_000);
  await deliver(takeDue());
  expect(delivery(newer).state).toBe("applied");
});

test("a call that may still land keeps a newer state waiting until it cannot any more", async () => {
  const { deliver, delivery, version, clock, ledger, route } = setup(connectionReset, filedAt("p-2"));
  const [older, newer] = [version(1), version(2)];
  await deliver(older);
  await deliver(newer);
  expect(delivery(newer)).toMatchObject({ state: "waiting", attempts: 0 });
  clock.advance(route.policy.leaseMs + 1);
  const due = ledger.takeDue(route.name);
  // The newest first, as it may come.
  for (const token of due.toReversed()) await deliver(token);
  expect([delivery(older).state, delivery(newer).state]).toEqual(["superseded", "applied"]);
});

test("a failed older state is superseded when it is tried again after a newer one", async () => {
  const { deliver, delivery, version, takeDue, clock } = setup(connectionRefused, filedAt("p-2"));
  const [older, newer] = [version(1), version(2)];
  await deliver(older);
  await deliver(newer);
  clock.advance(3_600_000);
  await deliver(takeDue());
  expect(delivery(older)).toMatchObject({ state: "superseded", attempts: 1 });
});

test("a refused state does not stand in the way of an older one that the vendor may like", async () => {
  const { deliver, delivery, version } = setup(refused, filedAt("p-1"));
  const [older, newer] = [version(1), version(2)];
  await deliver(newer);
  await deliver(older);
  expect([delivery(newer).state, delivery(older).state]).toEqual(["dead", "applied"]);
});

test("a message without a version is blocked, and says what its publisher must do", async () => {
  const { deliver, delivery, token } = setup();
  const unversioned = token();
  await deliver(unversioned);
  expect(delivery(unversioned)).toMatchObject({ state: "blocked", error: { code: "noVersion" } });
  expect(delivery(unversioned).error?.message).toContain("entityversion");
});
