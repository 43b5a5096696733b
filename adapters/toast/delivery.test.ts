import {
  type Fault,
  httpVendor,
  openHarness,
  simulatorControl,
  startSimulators,
} from "@spindlebus/bus/testing";
import {
  canonicalContracts,
  checkData,
  menuItemAvailabilityChanged,
  orderCancel,
  orderSubmit,
} from "@spindlebus/contracts";
import { describe, expect, onTestFinished, test } from "vitest";
import { exampleSubmit, secrets, settings, type Submit } from "./examples.ts";
import toastSimulator from "./simulator.ts";
import toast from "./src/index.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });

const cancel = { cancellationId: "cn-1", orderId: "ord-7001", store: { storeId: "0042" } };

/** The adapter in the real delivery code, and the simulated Toast at the other end of the wire. */
async function setup(changes: Partial<typeof secrets> = {}, more: object = {}) {
  const running = await startSimulators({
    simulators: [{ connection: "toast", simulator: toastSimulator, secrets, settings: settings() }],
    port: 0,
  });
  onTestFinished(running.close);
  const harness = openHarness({
    adapter: toast,
    settings: settings({ baseUrl: running.urls["toast"] ?? "", ...more }),
    secrets: { ...secrets, ...changes },
    vendor: httpVendor(),
    contracts: canonicalContracts,
  });
  return { harness, control: simulatorControl(running.port, "toast") };
}

const typesIn = (harness: Awaited<ReturnType<typeof setup>>["harness"]) =>
  harness.emitted.map(({ contract }) => contract.type);

describe("an order that is submitted", () => {
  test("is made once at Toast's prices, and order.placed says the whole of it", async () => {
    const { harness, control } = await setup();
    const delivery = await harness.deliver("submitOrder", orderSubmit, exampleSubmit());
    const effects = await control.effects();
    expect(effects).toMatchObject([{ operation: "submitOrder", reference: "ord-7001", total: [14.02] }]);
    expect(delivery).toMatchObject({ state: "applied", vendorReference: effects[0]?.["order"] });
    const [placed] = harness.emitted;
    expect(placed).toMatchObject({
      contract: { type: "order.placed.v1" },
      data: {
        orderId: "ord-7001",
        status: "pending",
        totals: { subtotal: usd(1298), tax: usd(104), tip: usd(200), total: usd(1602), due: usd(0) },
        lines: [
          { item: { id: "9c59d4ab-0000-4000-8000-000000000001" }, note: "No onions" },
          { kind: "modifier" },
        ],
      },
    });
    expect(placed && checkData(placed.contract, placed.data)).toMatchObject({ ok: true });
  });

  const passing: readonly Fault[] = [
    { kind: "commitThenDrop", operation: "submitOrder" },
    { kind: "malformed", operation: "submitOrder" },
    { kind: "rateLimit" },
    { kind: "outage" },
    { kind: "outage", mode: "503" },
  ];

  test.each(passing)("is made exactly once after the fault $kind ($mode)", async (fault) => {
    const { harness, control } = await setup();
    // With a token at hand: one that cannot be fetched is left alone for a while of the real clock.
    await harness.deliver("cancelOrder", orderCancel, cancel);
    await control.putFault(fault);
    expect(await harness.deliver("submitOrder", orderSubmit, exampleSubmit())).toMatchObject({
      state: "waiting",
    });
    await control.putFault({ kind: "none" });
    let delivery = await harness.next("submitOrder");
    while (delivery?.state === "waiting") delivery = await harness.next("submitOrder");
    expect(delivery).toMatchObject({ state: "applied" });
    expect(await control.effects()).toHaveLength(1);
    expect(typesIn(harness)).toEqual(["order.cancel_failed.v1", "order.placed.v1"]);
  });

  test("again under one order id is the first one", async () => {
    const { harness, control } = await setup();
    const first = await harness.deliver("submitOrder", orderSubmit, exampleSubmit());
    const second = await harness.deliver("submitOrder", orderSubmit, exampleSubmit());
    expect(second).toMatchObject({ state: "applied", vendorReference: first.vendorReference });
    expect(await control.effects()).toHaveLength(1);
  });

  test("with another total than the guest was shown is refused before it is made", async () => {
    const { harness, control } = await setup();
    const totals = { subtotal: usd(1198), total: usd(1302) };
    expect(await harness.deliver("submitOrder", orderSubmit, exampleSubmit({ totals }))).toMatchObject({
      state: "dead",
      error: { code: "price_changed" },
    });
    expect(await control.effects()).toEqual([]);
    expect(harness.emitted).toMatchObject([
      { contract: { type: "order.rejected.v1" }, data: { orderId: "ord-7001", reason: "price_changed" } },
    ]);
  });

  test("that Toast does not take is dead with its code", async () => {
    const { harness, control } = await setup();
    await control.putFault({ kind: "reject", operation: "submitOrder" });
    expect(await harness.deliver("submitOrder", orderSubmit, exampleSubmit())).toMatchObject({
      state: "dead",
      error: { code: "10023" },
      doubtSinceMs: undefined,
    });
    expect(await control.effects()).toEqual([]);
    const [told, ...more] = harness.emitted;
    expect(more).toEqual([]);
    expect(told?.contract.type).toBe("order.rejected.v1");
    expect(told && checkData(told.contract, told.data)).toMatchObject({
      ok: true,
      data: { orderId: "ord-7001", reason: "other", error: { vendorCode: "10023", retryable: false } },
    });
  });

  test.each([
    ["of an unknown store", { store: { storeId: "0099" } }, "store_unknown"],
    ["by a way that its store does not have", { fulfilment: { type: "dine_in" } }, "dining_option_missing"],
  ] as const)("%s is blocked with what to mend", async (_what, changes, code) => {
    const { harness } = await setup();
    const delivery = await harness.deliver(
      "submitOrder",
      orderSubmit,
      exampleSubmit(changes as Partial<Submit>),
    );
    expect(delivery).toMatchObject({ state: "blocked", error: { code } });
  });

  test("with wrong credentials waits, and nothing is in doubt", async () => {
    const { harness, control } = await setup({ clientSecret: "other" });
    expect((await harness.deliver("submitOrder", orderSubmit, exampleSubmit())).state).toBe("waiting");
    expect(await control.effects()).toEqual([]);
  });
});

describe("an order that is cancelled", () => {
  test("is voided once, and its webhook tells it", async () => {
    const { harness, control } = await setup();
    await harness.deliver("submitOrder", orderSubmit, exampleSubmit());
    await control.putFault({ kind: "commitThenDrop", operation: "cancelOrder" });
    expect(await harness.deliver("cancelOrder", orderCancel, cancel)).toMatchObject({ state: "waiting" });
    await control.putFault({ kind: "none" });
    expect(await harness.next("cancelOrder")).toMatchObject({ state: "applied" });
    const voids = (await control.effects()).filter(({ operation }) => operation === "cancelOrder");
    expect(voids).toMatchObject([{ reference: "ord-7001" }]);
    expect(typesIn(harness)).toEqual(["order.placed.v1"]);
  });

  test("without its store is found by what was remembered", async () => {
    const { harness } = await setup();
    await harness.deliver("submitOrder", orderSubmit, exampleSubmit());
    const { store: _store, ...bare } = cancel;
    expect(await harness.deliver("cancelOrder", orderCancel, bare)).toMatchObject({ state: "applied" });
  });

  test("and is unknown to Toast goes on: whoever asked is told", async () => {
    const { harness } = await setup();
    expect(await harness.deliver("cancelOrder", orderCancel, cancel)).toMatchObject({ state: "dead" });
    expect(harness.emitted).toMatchObject([
      { contract: { type: "order.cancel_failed.v1" }, data: { cancellationId: "cn-1", reason: "not_found" } },
    ]);
  });

  test("and refused by Toast goes on: whoever asked is told Toast's code", async () => {
    const { harness, control } = await setup();
    await harness.deliver("submitOrder", orderSubmit, exampleSubmit());
    await control.putFault({ kind: "reject", operation: "cancelOrder" });
    expect(await harness.deliver("cancelOrder", orderCancel, cancel)).toMatchObject({
      state: "dead",
      doubtSinceMs: undefined,
    });
    const failed = harness.emitted.at(-1);
    expect(failed).toMatchObject({ data: { reason: "other", error: { vendorCode: "10023" } } });
    expect(failed && checkData(failed.contract, failed.data)).toMatchObject({ ok: true });
  });
});

describe("stock", () => {
  const change = {
    availabilityId: "100000000171238879@0042",
    itemId: "100000000171238879",
    store: { storeId: "0042" },
    status: "out_of_stock" as const,
    changedAt: "2026-01-15T18:04:05.000Z",
  };

  test.each([
    [{ status: "out_of_stock" as const }, { status: "OUT_OF_STOCK", quantity: null }],
    [{ status: "in_stock" as const }, { status: "IN_STOCK", quantity: null }],
    [
      { status: "low" as const, quantity: "4.5" },
      { status: "QUANTITY", quantity: 4.5 },
    ],
  ])("%o is set at the restaurant", async (said, effect) => {
    const { harness, control } = await setup();
    const delivery = await harness.deliver("updateStock", menuItemAvailabilityChanged, {
      ...change,
      ...said,
    });
    expect(delivery).toMatchObject({ state: "applied" });
    expect(await control.effects()).toMatchObject([{ reference: "100000000171238879", ...effect }]);
  });

  test("that Toast itself told is not sent back to it", async () => {
    const { harness, control } = await setup();
    const told = { ...change, ext: { toast: { eventType: "out_of_stock" } } };
    expect(await harness.deliver("updateStock", menuItemAvailabilityChanged, told)).toMatchObject({
      state: "unchanged",
    });
    expect(await control.requests()).toEqual([]);
  });

  test.each([
    [["100000000171238879"], { multiLocationId: "100000000171238879" }],
    [["1e199622-0000-4000-8000-000000000001"], { guid: "1e199622-0000-4000-8000-000000000001" }],
  ])("of an item of the chain's own name is set where the settings know it as %s", async (ids, named) => {
    const { harness, control } = await setup({}, { items: { BURGER: ids } });
    const ours = { ...change, itemId: "BURGER", availabilityId: "BURGER@0042" };
    expect(await harness.deliver("updateStock", menuItemAvailabilityChanged, ours)).toMatchObject({
      state: "applied",
    });
    const request = (await control.requests()).findLast(({ method }) => method === "PUT");
    expect(JSON.parse(request?.body ?? "")).toMatchObject([named]);
  });

  test("of an item of which nothing tells what Toast calls it is blocked until somebody says so", async () => {
    const guids = ["1e199622-0000-4000-8000-000000000001", "1e199622-0000-4000-8000-000000000002"];
    const { harness } = await setup({}, { items: { FRIES: guids } });
    for (const itemId of ["BURGER", "FRIES"]) {
      const ours = { ...change, itemId, availabilityId: `${itemId}@0042` };
      expect(await harness.deliver("updateStock", menuItemAvailabilityChanged, ours)).toMatchObject({
        state: "blocked",
        error: { code: "item_unknown" },
      });
    }
  });

  test("of an item that Toast does not know is dead", async () => {
    const { harness } = await setup();
    const unknown = { ...change, itemId: "000000000", availabilityId: "000000000@0042" };
    expect(await harness.deliver("updateStock", menuItemAvailabilityChanged, unknown)).toMatchObject({
      state: "dead",
      error: { code: "item_invalid" },
    });
  });
});
