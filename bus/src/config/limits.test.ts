import { expect, test } from "vitest";
import type { AnyAdapter, VendorLimits } from "../adapter/index.ts";
import { noteFiled, toyAdapter } from "../testing/delivery/toy-adapter.ts";
import { noteTaken } from "../testing/delivery/note.ts";
import { planBus } from "./bus-plan.ts";

const keyed = { ...toyAdapter.operations.natural, limiterKey: () => "store-7" };

/** The limits of a connection whose adapter says one thing and whose configuration another. */
function limitsOf(adapter: AnyAdapter, limits: Partial<VendorLimits>) {
  const { connections } = planBus(
    {
      contracts: [noteTaken, noteFiled],
      connections: { toy: { adapter, settings: { baseUrl: "http://vendor.test" }, limits } },
    },
    () => "k",
  );
  return connections.get("toy")?.limits;
}

test("each limit may be overridden by itself, also those of the accounts", () => {
  const limits = { concurrency: 5, perSecond: 10, perKey: { concurrency: 2, perSecond: 1 } };
  const adapter: AnyAdapter = { ...toyAdapter, limits, operations: { keyed } };
  expect(limitsOf(adapter, {})).toEqual(limits);
  expect(limitsOf(adapter, { concurrency: 7, perKey: { perSecond: 3 } })).toEqual({
    concurrency: 7,
    perSecond: 10,
    perKey: { concurrency: 2, perSecond: 3 },
  });
});

test("limits of accounts are refused where no operation names an account", () => {
  expect(() => limitsOf(toyAdapter, { perKey: { concurrency: 1 } })).toThrow(
    /connections\.toy\.limits\.perKey: no operation of toy has a limiterKey/,
  );
});
