import {
  type Fault,
  httpVendor,
  openHarness,
  simulatorControl,
  startSimulators,
} from "@spindlebus/bus/testing";
import { canonicalContracts, orderUpdated, type DataOf } from "@spindlebus/contracts";
import { expect, onTestFinished, test } from "vitest";
import squareSimulator from "./simulator.ts";
import square from "./src/index.ts";
import { SquareSettings } from "./src/settings.ts";

const secrets = { accessToken: "EAAAl_sim_token", signatureKey: "sim_signature_key" };
const webhookUrl = "https://bus.example.com/v1/webhooks/square/events";

/** The adapter in the real delivery code, and the simulated Square at the other end of the wire. */
async function setup() {
  const running = await startSimulators({
    simulators: [
      {
        connection: "square",
        simulator: squareSimulator,
        secrets,
        settings: SquareSettings.parse({ webhookUrl }),
      },
    ],
    port: 0,
  });
  onTestFinished(running.close);
  const baseUrl = running.urls["square"] ?? "";
  const harness = openHarness({
    adapter: square,
    settings: { baseUrl, webhookUrl, stores: { "0042": "FPYC" } },
    secrets,
    vendor: httpVendor(),
    contracts: canonicalContracts,
  });
  const call = async (
    method: string,
    path: string,
    body: unknown,
  ): Promise<{ order: { id: string; version: number } }> => {
    const headers = { authorization: `Bearer ${secrets.accessToken}`, "content-type": "application/json" };
    const response = await fetch(`${baseUrl}${path}`, { method, headers, body: JSON.stringify(body) });
    return (await response.json()) as { order: { id: string; version: number } };
  };
  const take = () =>
    call("POST", "/v2/orders", {
      idempotency_key: "till-1",
      order: {
        location_id: "FPYC",
        reference_id: "ord-7001",
        line_items: [{ quantity: "2", catalog_object_id: "BURGER" }],
      },
    });
  const end = (id: string, version: number, state: string) =>
    call("PUT", `/v2/orders/${id}`, { order: { version, state } });
  return { harness, control: simulatorControl(running.port, "square"), take, end };
}

const thin = (id: string, version: number): DataOf<typeof orderUpdated> => ({
  orderId: id,
  refs: [{ vendor: "square", account: "5S9M", type: "order", id }],
  version: String(version),
  store: { storeId: "0042" },
  partial: true,
  updatedAt: "2026-01-15T18:04:05.120Z",
});

const types = (emitted: readonly { readonly contract: { readonly type: string } }[]) =>
  emitted.map(({ contract }) => contract.type);

test("a thin order is read and published whole, under the chain's own id", async () => {
  const { harness, take } = await setup();
  const { order } = await take();
  expect(await harness.deliver("readOrder", orderUpdated, thin(order.id, 1))).toMatchObject({
    state: "applied",
  });
  expect(harness.emitted).toMatchObject([
    {
      contract: { type: "order.updated.v1" },
      data: {
        orderId: "ord-7001",
        store: { storeId: "0042" },
        totals: { total: { amount: 1_000, currency: "USD" } },
      },
    },
  ]);
  expect(harness.emitted[0]?.data).not.toHaveProperty("partial");
});

test("what it publishes is not read again", async () => {
  const { harness, control, take } = await setup();
  const { order } = await take();
  await harness.deliver("readOrder", orderUpdated, thin(order.id, 1));
  const before = (await control.requests()).length;
  const whole = harness.emitted[0]?.data as DataOf<typeof orderUpdated>;
  expect(await harness.deliver("readOrder", orderUpdated, whole)).toMatchObject({ state: "unchanged" });
  expect(await control.requests()).toHaveLength(before);
});

test.each([
  ["COMPLETED", "order.completed.v1"],
  ["CANCELED", "order.cancelled.v1"],
])("the end %s of an order is told once, however many webhooks tell of it", async (state, type) => {
  const { harness, take, end } = await setup();
  const { order } = await take();
  await end(order.id, 1, state);
  await harness.deliver("readOrder", orderUpdated, thin(order.id, 1));
  await harness.deliver("readOrder", orderUpdated, thin(order.id, 2));
  await harness.deliver("readOrder", orderUpdated, thin(order.id, 3));
  expect(types(harness.emitted)).toEqual(["order.updated.v1", type, "order.updated.v1"]);
});

test("an order that Square does not know any more is nothing to tell", async () => {
  const { harness } = await setup();
  expect(await harness.deliver("readOrder", orderUpdated, thin("gone", 1))).toMatchObject({
    state: "unchanged",
  });
});

const passing: readonly Fault[] = [
  { kind: "malformed", count: 1 },
  { kind: "rateLimit", count: 1 },
  { kind: "outage", mode: "503", count: 1 },
  { kind: "outage", count: 1 },
];

test.each(passing)("after the fault $kind ($mode) an order is still read", async (fault) => {
  const { harness, control, take } = await setup();
  const { order } = await take();
  await control.putFault(fault);
  expect(await harness.deliver("readOrder", orderUpdated, thin(order.id, 1))).toMatchObject({
    state: "waiting",
  });
  expect(await harness.next("readOrder")).toMatchObject({ state: "applied" });
});

test("a token that is not valid any more blocks, and names what to mend", async () => {
  const { harness, control, take } = await setup();
  const { order } = await take();
  await control.putFault({ kind: "unauthorized" });
  const delivery = await harness.deliver("readOrder", orderUpdated, thin(order.id, 1));
  expect(delivery).toMatchObject({ state: "blocked", error: { code: "credentials_refused" } });
});
