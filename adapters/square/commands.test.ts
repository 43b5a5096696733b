import {
  type Fault,
  httpVendor,
  loopbackReceiver,
  openHarness,
  simulatorControl,
  startSimulators,
} from "@spindlebus/bus/testing";
import {
  canonicalContracts,
  loyaltyAccrue,
  loyaltyAdjust,
  orderCancel,
  orderSubmit,
  type DataOf,
} from "@spindlebus/contracts";
import { SquareClient } from "square";
import { expect, onTestFinished, test } from "vitest";
import squareSimulator from "./simulator.ts";
import square from "./src/index.ts";
import { SquareSettings } from "./src/settings.ts";

const secrets = { accessToken: "EAAAl_sim_token", signatureKey: "sim_signature_key" };
const webhookUrl = "https://bus.example.com/v1/webhooks/square/events";

const open = (baseUrl: string) =>
  openHarness({
    adapter: square,
    settings: { baseUrl, webhookUrl, stores: { "0042": "FPYC" } },
    secrets,
    vendor: httpVendor(),
    contracts: canonicalContracts,
  });

async function setup() {
  const simulated = {
    connection: "square",
    simulator: squareSimulator,
    secrets,
    settings: SquareSettings.parse({ webhookUrl }),
  };
  const running = await startSimulators({ simulators: [simulated], port: 0 });
  onTestFinished(running.close);
  return { harness: open(running.urls["square"] ?? ""), control: simulatorControl(running.port, "square") };
}

const usd = (amount: number) => ({ amount, currency: "USD" });

const submit: DataOf<typeof orderSubmit> = {
  orderId: "ord-7001",
  store: { storeId: "0042" },
  fulfilment: { type: "pickup", requestedAt: "2026-01-15T18:30:00.000Z" },
  customer: { memberId: "mbr-1815", givenName: "Ada", phone: "+16175550101" },
  lines: [
    { lineId: "l-1", kind: "item", item: { id: "BURGER" }, quantity: "2", unitPrice: usd(599) },
    {
      lineId: "m-1",
      parentLineId: "l-1",
      kind: "modifier",
      item: { id: "CHEESE" },
      quantity: "2",
      unitPrice: usd(50),
    },
  ],
};
const cancel: DataOf<typeof orderCancel> = { cancellationId: "cn-1", orderId: "ord-7001" };
const member = { refs: [{ vendor: "square", type: "loyalty_account", id: "acc-1" }] };
const transaction = {
  transactionId: "adj-1",
  store: { storeId: "0042" },
  occurredAt: "2026-01-15T18:04:05.000Z",
};
const accrue: DataOf<typeof loyaltyAccrue> = {
  member,
  transaction,
  values: [{ kind: "points", code: "points", quantity: "12" }],
};
const adjust: DataOf<typeof loyaltyAdjust> = {
  member,
  transaction: { ...transaction, reason: "Cold burger" },
  changes: [{ value: { kind: "points", code: "points", quantity: "-25" }, operation: "subtract" }],
};

test("a submitted order is made once, and told as placed with its exact sums", async () => {
  const { harness, control } = await setup();
  expect(await harness.deliver("submitOrder", orderSubmit, submit)).toMatchObject({ state: "applied" });
  expect(await control.effects()).toMatchObject([
    { operation: "submitOrder", reference: "ord-7001", location: "FPYC" },
  ]);
  expect(harness.emitted).toMatchObject([
    {
      contract: { type: "order.placed.v1" },
      data: {
        orderId: "ord-7001",
        customer: { memberId: "mbr-1815" },
        lines: [
          { lineId: "l-1", quantity: "2", gross: usd(1_198) },
          { lineId: "m-1", quantity: "2", gross: usd(100) },
        ],
        totals: { subtotal: usd(1_298), total: usd(1_298) },
      },
    },
  ]);
});

const passing: readonly Fault[] = [
  { kind: "commitThenDrop", count: 1 },
  { kind: "malformed", count: 1 },
  { kind: "rateLimit", count: 1 },
  { kind: "outage", count: 1 },
];

test.each(passing)("after the fault $kind every command is done exactly once", async (fault) => {
  const { harness, control } = await setup();
  for (const [operation, contract, data] of [
    ["submitOrder", orderSubmit, submit],
    ["cancelOrder", orderCancel, cancel],
    ["accruePoints", loyaltyAccrue, accrue],
    ["adjustPoints", loyaltyAdjust, adjust],
  ] as const) {
    await control.putFault(fault);
    expect(await harness.deliver<unknown>(operation, contract, data)).toMatchObject({ state: "waiting" });
    expect(await harness.next(operation)).toMatchObject({ state: "applied" });
  }
  const effects = await control.effects();
  expect(effects.map(({ operation }) => operation)).toEqual([
    "submitOrder",
    "cancelOrder",
    "accruePoints",
    "adjustPoints",
  ]);
});

test("a correction carries its transaction, and is refused where the member would owe", async () => {
  const { harness, control } = await setup();
  await harness.deliver("adjustPoints", loyaltyAdjust, adjust);
  expect(await control.effects()).toMatchObject([{ reference: "adj-1", points: -25 }]);
  const tooMuch = {
    ...adjust,
    changes: [
      {
        ...adjust.changes[0],
        value: { kind: "points", code: "points", quantity: "-900" },
        operation: "subtract",
      },
    ],
  } as const;
  expect(
    await harness.deliver("adjustPoints", loyaltyAdjust, { ...tooMuch, changes: [...tooMuch.changes] }),
  ).toMatchObject({
    state: "dead",
    error: { code: "VALUE_TOO_LOW" },
  });
});

test("a member known by the customer alone is looked up first", async () => {
  const { harness, control } = await setup();
  const known = { ...accrue, member: { refs: [{ vendor: "square", type: "customer", id: "CUST1" }] } };
  expect(await harness.deliver("accruePoints", loyaltyAccrue, known)).toMatchObject({ state: "applied" });
  expect(await control.effects()).toMatchObject([{ account: "acc-CUST1", points: 12 }]);
});

test.each([["12.5"], ["1e3"]])("%s points are none that Square could count", async (quantity) => {
  const { harness, control } = await setup();
  const odd = {
    ...accrue,
    values: [{ kind: "stamps" as const, code: "points", quantity: quantity === "1e3" ? "3" : quantity }],
  };
  expect(await harness.deliver("accruePoints", loyaltyAccrue, odd)).toMatchObject({
    state: "dead",
    error: { code: "not_points" },
  });
  expect(await control.effects()).toEqual([]);
});

/** What `submit` is in the words of the SDK. */
const sdkOrder = {
  locationId: "FPYC",
  referenceId: "ord-7001",
  lineItems: [
    {
      uid: "l-1",
      quantity: "2",
      catalogObjectId: "BURGER",
      basePriceMoney: { amount: 599n, currency: "USD" as const },
      modifiers: [
        {
          uid: "m-1",
          quantity: "1",
          catalogObjectId: "CHEESE",
          basePriceMoney: { amount: 50n, currency: "USD" as const },
        },
      ],
    },
  ],
  fulfillments: [
    {
      type: "PICKUP" as const,
      state: "PROPOSED" as const,
      pickupDetails: {
        scheduleType: "SCHEDULED" as const,
        pickupAt: "2026-01-15T18:30:00.000Z",
        recipient: { displayName: "Ada", phoneNumber: "+16175550101" },
      },
    },
  ],
};

test("our requests are those that the official SDK sends", async () => {
  const receiver = await loopbackReceiver();
  onTestFinished(receiver.close);
  const harness = open(receiver.url);
  await harness.deliver("accruePoints", loyaltyAccrue, accrue);
  await harness.deliver("adjustPoints", loyaltyAdjust, adjust);
  await harness.deliver("submitOrder", orderSubmit, submit);
  const bodies = receiver.requests.map(
    ({ body }) =>
      JSON.parse(body) as { idempotency_key: string; order?: { metadata: Record<string, string> } },
  );
  const sdk = new SquareClient({
    token: secrets.accessToken,
    environment: receiver.url,
    maxRetries: 0,
  });
  const [first, second, third] = bodies.map(({ idempotency_key }) => idempotency_key);
  await sdk.loyalty.accounts.accumulatePoints({
    accountId: "acc-1",
    idempotencyKey: first ?? "",
    accumulatePoints: { points: 12 },
    locationId: "FPYC",
  });
  await sdk.loyalty.accounts.adjust({
    accountId: "acc-1",
    idempotencyKey: second ?? "",
    adjustPoints: { points: -25, reason: "Cold burger [spindle adj-1]" },
  });
  await sdk.orders.create({
    idempotencyKey: third ?? "",
    order: { ...sdkOrder, metadata: bodies[2]?.order?.metadata ?? {} },
  });
  const seen = receiver.requests.map(({ method, path, headers, body }) => ({
    method,
    path,
    body: JSON.parse(body) as unknown,
    authorization: headers["authorization"],
    version: headers["square-version"],
    type: headers["content-type"],
  }));
  expect(seen.slice(0, 3)).toEqual(seen.slice(3));
});
