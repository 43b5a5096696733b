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
  checkData,
  loyaltyEnroll,
  loyaltyRedeem,
  orderCompleted,
  orderRefunded,
  type DataOf,
} from "@spindlebus/contracts";
import { describe, expect, onTestFinished, test } from "vitest";
import { exampleOrder, secrets, settings } from "./examples.ts";
import punchhSimulator from "./simulator.ts";
import punchh from "./src/index.ts";
import { EventBody } from "./src/events.ts";
import { translate } from "./src/translate.ts";
import { verifyPunchh } from "./src/verify.ts";

/** The adapter in the real delivery code, the simulated Punchh at the other end of the wire, and who gets its webhooks. */
async function setup(changes: object = {}, otherSecrets: Partial<typeof secrets> = {}) {
  const receiver = await loopbackReceiver();
  onTestFinished(receiver.close);
  const running = await startSimulators({
    simulators: [{ connection: "punchh", simulator: punchhSimulator, secrets, settings: settings() }],
    port: 0,
    webhookTarget: (connection, webhook) => new URL(`/v1/webhooks/${connection}/${webhook}`, receiver.url),
  });
  onTestFinished(running.close);
  const harness = openHarness({
    adapter: punchh,
    settings: settings({ baseUrl: running.urls["punchh"] ?? "", ...changes }),
    secrets: { ...secrets, ...otherSecrets },
    vendor: httpVendor(),
    contracts: canonicalContracts,
  });
  return { harness, receiver, control: simulatorControl(running.port, "punchh") };
}

type Parts = Awaited<ReturnType<typeof setup>>;

/** The messages that operations emitted; each must satisfy its contract. */
function emittedBy({ harness }: Parts) {
  for (const { contract, data } of harness.emitted)
    expect(checkData(contract, data)).toMatchObject({ ok: true });
  return harness.emitted.map(({ contract, data }) => ({ type: contract.type, data }));
}

const passing: readonly Fault[] = [
  { kind: "commitThenDrop" },
  { kind: "malformed" },
  { kind: "rateLimit" },
  { kind: "outage" },
  { kind: "outage", mode: "503" },
];

describe("a completed order", () => {
  test("is one check-in of what counts, and the webhook tells it", async () => {
    const parts = await setup();
    const { harness, control, receiver } = parts;
    const delivery = await harness.deliver("accruePoints", orderCompleted, exampleOrder());
    const effects = await control.effects();
    expect(effects).toMatchObject([
      { operation: "accruePoints", reference: "ord-7001", user: "111111111", points: 12 },
    ]);
    expect(delivery).toMatchObject({ state: "applied", vendorReference: String(effects[0]?.["checkin"]) });
    expect(emittedBy(parts)).toEqual([]);
    await receiver.received(1);
    const [sent] = receiver.requests;
    const request = {
      method: "POST",
      path: sent?.path ?? "",
      headers: sent?.headers ?? {},
      rawBody: Buffer.from(sent?.body ?? ""),
    };
    expect(verifyPunchh(request, { settings: settings(), secrets, nowMs: 0 }).ok).toBe(true);
    const told = translate(EventBody.parse(JSON.parse(sent?.body ?? "")), { settings: settings() });
    expect(told.map(({ contract }) => contract.type)).toEqual([
      "loyalty.visit.recorded.v1",
      "loyalty.points.accrued.v1",
    ]);
  });

  test.each(passing)("is one check-in also after the fault $kind ($mode)", async (fault) => {
    const { harness, control } = await setup();
    await control.putFault(fault);
    expect((await harness.deliver("accruePoints", orderCompleted, exampleOrder())).state).toBe("waiting");
    await control.putFault({ kind: "none" });
    expect(await harness.next("accruePoints")).toMatchObject({ state: "applied" });
    expect(await control.effects()).toHaveLength(1);
  });

  test("is told by the operation where the settings say so", async () => {
    const parts = await setup({ toldBy: "operation" });
    await parts.harness.deliver("accruePoints", orderCompleted, exampleOrder());
    expect(emittedBy(parts)).toMatchObject([
      {
        type: "loyalty.points.accrued.v1",
        data: { transaction: { transactionId: "ord-7001" }, changes: [{ value: { quantity: "12" } }] },
      },
    ]);
  });

  test("counts less the discounts of the whole order, and shows them as what they are", async () => {
    const { harness, control } = await setup();
    const usd = (amount: number) => ({ amount, currency: "USD" });
    const { totals } = exampleOrder();
    const discounts = [
      { discountId: "d1", source: "merchant" as const, amount: usd(300), scope: "order" as const },
    ];
    const order = exampleOrder({ discounts, totals: { ...totals, discount: usd(300), total: usd(1102) } });
    await harness.deliver("accruePoints", orderCompleted, order);
    const [request] = await control.requests();
    const body = JSON.parse(String(request?.body)) as { menu_items: readonly object[] };
    expect(body).toMatchObject({ receipt_amount: 9.98, subtotal_amount: 9.98, payable: "11.02" });
    expect(body.menu_items.at(-1)).toMatchObject({ menu_item_type: "D", item_amount: 3 });
  });

  test.each([
    ["of a guest", { loyalty: undefined }, "guest order"],
    [
      "of another programme",
      { loyalty: { member: { refs: [{ vendor: "paytronix", type: "card", id: "1" }] } } },
      "member of another programme",
    ],
  ])("%s changes nothing", async (_what, changes, reason) => {
    const { harness, control } = await setup();
    const delivery = await harness.deliver("accruePoints", orderCompleted, exampleOrder(changes));
    expect(delivery).toMatchObject({ state: "unchanged", reason });
    expect(await control.requests()).toEqual([]);
  });

  test("of a member that Punchh does not know is dead, and the error names nobody", async () => {
    const { harness } = await setup();
    const loyalty = { member: { refs: [{ vendor: "punchh", type: "user", id: "9991" }] } };
    expect(await harness.deliver("accruePoints", orderCompleted, exampleOrder({ loyalty }))).toMatchObject({
      state: "dead",
      error: { code: "user_not_found" },
    });
  });

  test("with a wrong admin key is blocked and not dead", async () => {
    const { harness } = await setup({}, { adminKey: "other" });
    expect(await harness.deliver("accruePoints", orderCompleted, exampleOrder())).toMatchObject({
      state: "blocked",
      error: { code: "credentials_refused" },
    });
  });
});

describe("a refund", () => {
  const refund = (amount: number): DataOf<typeof orderRefunded> => ({
    orderId: "ord-7001",
    occurredAt: "2026-01-15T19:00:00.000Z",
    refund: { refundId: "rt-1", amount: { amount, currency: "USD" } },
  });

  test("of the whole order voids its pending check-in once, and takes the points back", async () => {
    const parts = await setup({ pendingPoints: true });
    const { harness, control } = parts;
    await harness.deliver("accruePoints", orderCompleted, exampleOrder());
    expect(await harness.deliver("voidCheckin", orderRefunded, refund(1402))).toMatchObject({
      state: "applied",
    });
    expect((await control.effects()).map(({ operation, points }) => [operation, points])).toEqual([
      ["accruePoints", 12],
      ["voidCheckin", -12],
    ]);
    expect(emittedBy(parts)).toMatchObject([
      {
        type: "loyalty.points.reversed.v1",
        data: { transaction: { transactionId: "rt-1", reverses: "ord-7001" } },
      },
    ]);
  });

  test("that Punchh refuses is told as points that stayed where they are", async () => {
    const parts = await setup({ pendingPoints: true });
    const { harness, control } = parts;
    await harness.deliver("accruePoints", orderCompleted, exampleOrder());
    await control.putFault({ kind: "reject" });
    expect(await harness.deliver("voidCheckin", orderRefunded, refund(1402))).toMatchObject({
      state: "dead",
      doubtSinceMs: undefined,
    });
    expect(emittedBy(parts)).toMatchObject([
      {
        type: "loyalty.reverse_failed.v1",
        data: {
          member: { refs: [{ vendor: "punchh", type: "user", id: "111111111" }] },
          transaction: { transactionId: "rt-1", orderRef: "ord-7001", reverses: "ord-7001" },
        },
      },
    ]);
    expect(await control.effects()).toHaveLength(1);
  });

  test("of a part changes nothing", async () => {
    const { harness, control } = await setup({ pendingPoints: true });
    await harness.deliver("accruePoints", orderCompleted, exampleOrder());
    expect((await harness.deliver("voidCheckin", orderRefunded, refund(500))).state).toBe("unchanged");
    expect(await control.effects()).toHaveLength(1);
  });

  test("of a guest's order changes nothing", async () => {
    const { harness } = await setup({ pendingPoints: true });
    expect((await harness.deliver("voidCheckin", orderRefunded, refund(1402))).state).toBe("unchanged");
  });

  test("changes nothing where check-ins are committed", async () => {
    const { harness } = await setup();
    expect((await harness.deliver("voidCheckin", orderRefunded, refund(1402))).state).toBe("unchanged");
  });
});

describe("a redemption", () => {
  const member = { refs: [{ vendor: "punchh", type: "user", id: "111111111" }] };
  const command = (changes: Partial<DataOf<typeof loyaltyRedeem>>): DataOf<typeof loyaltyRedeem> => ({
    member,
    transaction: { transactionId: "rd-1", occurredAt: "2026-01-15T18:04:05.000Z" },
    ...changes,
  });

  test("uses a reward, whose 64-bit number stays exact", async () => {
    const { harness, control } = await setup();
    const delivery = await harness.deliver(
      "redeem",
      loyaltyRedeem,
      command({ rewardId: "9007199254740993" }),
    );
    const [effect] = await control.effects();
    expect(effect).toMatchObject({ operation: "redeem", reference: "rd-1", reward: "9007199254740993" });
    expect(delivery).toMatchObject({ state: "applied", vendorReference: String(effect?.["redemption"]) });
  });

  test("of more points than there are is answered by loyalty.redeem_failed", async () => {
    const parts = await setup();
    const values = [{ kind: "points" as const, code: "points", quantity: "5000" }];
    expect(await parts.harness.deliver("redeem", loyaltyRedeem, command({ values }))).toMatchObject({
      state: "dead",
    });
    expect(emittedBy(parts)).toMatchObject([
      { type: "loyalty.redeem_failed.v1", data: { reason: "not_enough" } },
    ]);
    expect(await parts.control.effects()).toEqual([]);
  });

  test("in doubt is for a person", async () => {
    const { harness, control } = await setup();
    await control.putFault({ kind: "commitThenDrop" });
    const delivery = await harness.deliver("redeem", loyaltyRedeem, command({ rewardId: "1" }));
    expect(delivery.state).toBe("inDoubt");
  });
});

test("a check-in that Punchh refuses is told as points that did not come", async () => {
  const parts = await setup();
  await parts.control.putFault({ kind: "reject" });
  const order = exampleOrder();
  expect(await parts.harness.deliver("accruePoints", orderCompleted, order)).toMatchObject({ state: "dead" });
  expect(emittedBy(parts)).toMatchObject([
    { type: "loyalty.accrue_failed.v1", data: { transaction: { transactionId: order.orderId } } },
  ]);
  for (const { contract, data } of parts.harness.emitted)
    expect(checkData(contract, data)).toMatchObject({ ok: true });
});

describe("an enrollment", () => {
  const command: DataOf<typeof loyaltyEnroll> = {
    memberId: "mbr-1815",
    profile: { email: "ada@example.com", phone: "+16175550101", givenName: "Ada", familyName: "Lovelace" },
  };

  test.each([{ kind: "none" } as const, ...passing])(
    "makes one member also after the fault $kind ($mode)",
    async (fault) => {
      const { harness, control } = await setup();
      await control.putFault({ ...fault, ...(fault.kind === "commitThenDrop" && { operation: "enroll" }) });
      let delivery = await harness.deliver("enroll", loyaltyEnroll, command);
      await control.putFault({ kind: "none" });
      while (delivery.state === "waiting") delivery = (await harness.next("enroll")) ?? delivery;
      expect(delivery.state).toBe("applied");
      expect(await control.effects()).toMatchObject([{ operation: "enroll", reference: "mbr-1815" }]);
    },
  );

  test("of an e-mail that another member has is answered by loyalty.enroll_failed", async () => {
    const parts = await setup();
    await parts.harness.deliver("enroll", loyaltyEnroll, command);
    const other = await parts.harness.deliver("enroll", loyaltyEnroll, { ...command, memberId: "mbr-1906" });
    expect(other).toMatchObject({ state: "dead", doubtSinceMs: undefined });
    expect(emittedBy(parts)).toMatchObject([
      { type: "loyalty.enroll_failed.v1", data: { memberId: "mbr-1906", reason: "duplicate" } },
    ]);
    expect(await parts.control.effects()).toHaveLength(1);
  });

  test("with a wrong client secret is blocked: Punchh refuses the digest", async () => {
    const { harness } = await setup({}, { clientSecret: "other" });
    expect(await harness.deliver("enroll", loyaltyEnroll, command)).toMatchObject({
      state: "blocked",
      error: { code: "digest_refused" },
    });
  });
});
