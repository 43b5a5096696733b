import { describe, expect, test } from "vitest";
import { openBench } from "../testing/delivery/bench.ts";
import { noteToken } from "../testing/delivery/note.ts";
import {
  answered,
  connectionReset,
  filedAt,
  refused,
  scriptedVendor,
} from "../testing/delivery/scripted-vendor.ts";
import type { Answer } from "./ports.ts";

const setup = (operation: string, ...answers: readonly Answer[]) => {
  const vendor = scriptedVendor(...answers);
  const bench = openBench({ operation, vendor });
  const inMs = (ms: number) => new Date(bench.clock.now() + ms).toISOString();
  const token = (extensions: Readonly<Record<string, string>>) =>
    noteToken({ routes: [bench.route.name], atMs: bench.clock.now(), extensions });
  const takeDue = () => {
    const [due] = bench.ledger.takeDue(bench.route.name);
    if (!due) throw new Error("nothing is due");
    return due;
  };
  return { ...bench, vendor, inMs, token, takeDue };
};

const hourMs = 3_600_000;

describe("a message with deliverafter", () => {
  test("waits until then without a start, and is sent then", async () => {
    const { deliver, delivery, token, inMs, clock, takeDue, ledger, route, vendor } = setup(
      "keyed",
      filedAt("p-1"),
    );
    const scheduled = token({ deliverafter: inMs(hourMs) });
    expect(await deliver(scheduled)).toEqual({ kind: "done" });
    expect(delivery(scheduled)).toMatchObject({ state: "waiting", starts: 0, reason: "deliverafter" });
    clock.advance(hourMs - 1);
    expect(ledger.takeDue(route.name)).toEqual([]);
    expect(vendor.sent).toEqual([]);
    clock.advance(1);
    await deliver(takeDue());
    expect(delivery(scheduled)).toMatchObject({ state: "applied", starts: 1 });
  });

  test("is as young as its first chance to be sent: the retry budget is not spent by waiting", async () => {
    const { deliver, delivery, token, inMs, clock, takeDue, route } = setup("keyed", connectionReset);
    const scheduled = token({ deliverafter: inMs(2 * route.policy.totalAgeMs) });
    await deliver(scheduled);
    clock.advance(2 * route.policy.totalAgeMs);
    await deliver(takeDue());
    expect(delivery(scheduled)).toMatchObject({ state: "waiting", attempts: 1 });
  });

  test("that is over already is sent at once", async () => {
    const { deliver, delivery, token, inMs } = setup("keyed", filedAt("p-1"));
    const late = token({ deliverafter: inMs(-1) });
    await deliver(late);
    expect(delivery(late).state).toBe("applied");
  });
});

describe("a message with expirytime", () => {
  test("is superseded when it is over, and nothing is sent", async () => {
    const { deliver, delivery, token, inMs, vendor } = setup("keyed");
    const stale = token({ expirytime: inMs(0) });
    await deliver(stale);
    expect(delivery(stale)).toMatchObject({
      state: "superseded",
      reason: expect.stringContaining("expirytime"),
    });
    expect(vendor.sent).toEqual([]);
  });

  test("is sent while there is time", async () => {
    const { deliver, delivery, token, inMs } = setup("keyed", filedAt("p-1"));
    const fresh = token({ expirytime: inMs(1) });
    await deliver(fresh);
    expect(delivery(fresh).state).toBe("applied");
  });

  test("that runs out while an effect is in doubt is asked about first: what exists is applied", async () => {
    const { deliver, delivery, token, inMs, clock, takeDue } = setup(
      "probed",
      connectionReset,
      filedAt("p-1"),
    );
    const doubtful = token({ expirytime: inMs(1_000) });
    await deliver(doubtful);
    clock.advance(hourMs);
    await deliver(takeDue());
    expect(delivery(doubtful)).toMatchObject({ state: "applied", vendorReference: "p-1" });
  });

  test("that runs out while an effect is in doubt is asked about first: what is absent is not sent any more", async () => {
    const { deliver, delivery, token, inMs, clock, takeDue } = setup(
      "probed",
      connectionReset,
      answered(404),
    );
    const doubtful = token({ expirytime: inMs(1_000) });
    await deliver(doubtful);
    clock.advance(hourMs);
    await deliver(takeDue());
    expect(delivery(doubtful)).toMatchObject({ state: "superseded" });
  });

  test("does not hide a refusal that came in time", async () => {
    const { deliver, delivery, token, inMs } = setup("keyed", refused);
    const refusedToken = token({ expirytime: inMs(1_000) });
    await deliver(refusedToken);
    expect(delivery(refusedToken).state).toBe("dead");
  });
});
