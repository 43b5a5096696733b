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
  customerErase,
  paymentRefund,
  type DataOf,
} from "@spindlebus/contracts";
import { expect, onTestFinished, test } from "vitest";
import stripeSimulator from "./simulator.ts";
import stripe from "./src/index.ts";
import { StripeSettings } from "./src/settings.ts";

const secrets = { apiKey: "sk_test_sim", webhookSecret: "whsec_sim" };

const command: DataOf<typeof paymentRefund> = {
  refundId: "rf-1",
  paymentId: "pi_1",
  amount: { amount: 500, currency: "USD" },
  orderRef: "ord-1",
};

/** The adapter in the real delivery code, and the simulated Stripe at the other end of the wire. */
async function setup(apiKey = secrets.apiKey) {
  const running = await startSimulators({
    simulators: [
      { connection: "stripe", simulator: stripeSimulator, secrets, settings: StripeSettings.parse({}) },
    ],
    port: 0,
  });
  onTestFinished(running.close);
  const baseUrl = running.urls["stripe"] ?? "";
  const harness = openHarness({
    adapter: stripe,
    settings: { baseUrl },
    secrets: { ...secrets, apiKey },
    vendor: httpVendor(),
    contracts: canonicalContracts,
  });
  /** A customer whom the chain's shop has made; gives Stripe's id. */
  const customer = async (memberId: string): Promise<string> => {
    const response = await fetch(`${baseUrl}/v1/customers`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${secrets.apiKey}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({ "metadata[member_id]": memberId }).toString(),
    });
    return ((await response.json()) as { readonly id: string }).id;
  };
  return { harness, control: simulatorControl(running.port, "stripe"), customer };
}

test("all customers that carry the id of a guest who is to be forgotten are deleted, and no other", async () => {
  const { harness, control, customer } = await setup();
  const [first, second] = [await customer("mbr-1815"), await customer("mbr-1815")];
  await customer("mbr-1906");
  const erase = () => harness.deliver("eraseGuest", customerErase, { memberId: "mbr-1815" });
  expect(await erase()).toMatchObject({ state: "applied" });
  expect((await control.effects()).map((effect) => effect["customer"])).toEqual([first, second]);
  expect(await erase()).toMatchObject({ state: "unchanged", reason: "Stripe has no such customer" });
});

test("a customer whom a ref names is deleted, and one who is gone already is no failure", async () => {
  const { harness, control, customer } = await setup();
  const ids = ["cus_gone", await customer("mbr-1906")];
  const refs = ids.map((id) => ({ vendor: "stripe", type: "customer", id }));
  const erasure = { memberId: "mbr-1815", refs };
  expect(await harness.deliver("eraseGuest", customerErase, erasure)).toMatchObject({ state: "applied" });
  expect(await control.effects()).toMatchObject([{ operation: "eraseGuest", customer: ids[1] }]);
  expect(await harness.deliver("eraseGuest", customerErase, erasure)).toMatchObject({ state: "unchanged" });
});

test("a refund command becomes one refund, and an event that it was requested", async () => {
  const { harness, control } = await setup();
  const delivery = await harness.deliver("refund", paymentRefund, command);
  const effects = await control.effects();
  expect(effects).toMatchObject([{ operation: "refund", reference: "rf-1", amount: 500 }]);
  expect(delivery).toMatchObject({ state: "applied", vendorReference: effects[0]?.["refund"] });
  expect(harness.emitted.map(({ contract }) => contract.type)).toEqual(["payment.refund.requested.v1"]);
});

const passing: readonly Fault[] = [
  { kind: "commitThenDrop" },
  { kind: "malformed" },
  { kind: "rateLimit" },
  { kind: "outage" },
  { kind: "outage", mode: "503" },
];

test.each(passing)("after the fault $kind ($mode) it is applied exactly once", async (fault) => {
  const { harness, control } = await setup();
  await control.putFault(fault);
  expect(await harness.deliver("refund", paymentRefund, command)).toMatchObject({ state: "waiting" });
  await control.putFault({ kind: "none" });
  expect(await harness.next("refund")).toMatchObject({ state: "applied" });
  expect(await control.effects()).toHaveLength(1);
});

test("a declined refund is dead with the bank's code, and the next try has a new key", async () => {
  const { harness, control } = await setup();
  await control.putFault({ kind: "reject" });
  const delivery = await harness.deliver("refund", paymentRefund, command);
  expect(delivery).toMatchObject({ state: "dead", era: 1, error: { code: "do_not_honor" } });
  expect(await control.effects()).toEqual([]);
});

test("a declined refund is told as one that failed, by the id of the command", async () => {
  const { harness, control } = await setup();
  await control.putFault({ kind: "reject" });
  await harness.deliver("refund", paymentRefund, command);
  const [told, ...more] = harness.emitted;
  expect(more).toEqual([]);
  expect(told && checkData(told.contract, told.data)).toMatchObject({
    ok: true,
    data: {
      paymentId: "pi_1",
      orderRef: "ord-1",
      refund: {
        refundId: "rf-1",
        requestId: "rf-1",
        amount: command.amount,
        status: "failed",
        failureCode: "do_not_honor",
      },
      error: { vendorCode: "do_not_honor", message: "The card issuer declined the refund." },
      finality: "final",
    },
  });
});

test("an amount that Stripe cannot say is told as refused without asking Stripe", async () => {
  const { harness, control } = await setup();
  const amount = { amount: 150, currency: "MGA" };
  expect(await harness.deliver("refund", paymentRefund, { ...command, amount })).toMatchObject({
    state: "dead",
  });
  expect(harness.emitted).toMatchObject([
    { contract: { type: "payment.refund_failed.v1" }, data: { refund: { failureCode: "amount_invalid" } } },
  ]);
  expect(await control.requests()).toEqual([]);
});

test("a refund of a payment that Adyen took is not Stripe's: nothing is asked and nobody is troubled", async () => {
  const { harness, control } = await setup();
  const paymentId = "9913140798220028";
  expect(await harness.deliver("refund", paymentRefund, { ...command, paymentId })).toMatchObject({
    state: "unchanged",
    reason: "the payment is of another vendor: adyen",
  });
  expect(await control.requests()).toEqual([]);
});

test("a wrong API key blocks the refund and does not kill it", async () => {
  const { harness, control } = await setup("sk_test_other");
  expect(await harness.deliver("refund", paymentRefund, command)).toMatchObject({
    state: "blocked",
    error: { code: "credentials_refused" },
  });
  expect(await control.effects()).toEqual([]);
});
