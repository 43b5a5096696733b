import {
  httpVendor,
  openHarness,
  simulatorControl,
  startSimulators,
  type Fault,
} from "@spindlebus/bus/testing";
import {
  canonicalContracts,
  checkData,
  engagementConsentSet,
  customerErase,
  customerProfileChanged,
  orderCompleted,
  paymentRefunded,
} from "@spindlebus/contracts";
import { describe, expect, onTestFinished, test } from "vitest";
import { exampleOrder, exampleOrders, exampleProfile, exampleRefund, settings } from "./examples.ts";
import brazeSimulator from "./simulator.ts";
import braze from "./src/index.ts";

const secrets = { apiKey: "braze-key-1" };

/** The adapter in the real delivery code, and the simulated Braze at the other end of the wire. */
async function setup(apiKey = secrets.apiKey) {
  const simulated = { connection: "braze", simulator: brazeSimulator, secrets, settings };
  const running = await startSimulators({ simulators: [simulated], port: 0 });
  onTestFinished(running.close);
  const vendor = httpVendor();
  onTestFinished(() => vendor.close());
  const harness = openHarness({
    adapter: braze,
    settings: { ...settings, baseUrl: running.urls["braze"] ?? "" },
    secrets: { apiKey },
    vendor,
    contracts: canonicalContracts,
  });
  const control = simulatorControl(running.port, "braze");
  const references = async () => (await control.effects()).map(({ reference }) => reference);
  return { harness, control, references };
}

const lost: Fault = { kind: "commitThenDrop" };
/** Faults after which nobody knows, or somebody knows that nothing was done. */
const harmless: readonly Fault[] = [{ kind: "rateLimit" }, { kind: "outage" }];

test.each([
  ["trackOrders", orderCompleted, exampleOrder(), "engagement.event.track_failed.v1"],
  ["updateProfile", customerProfileChanged, exampleProfile(), "engagement.profile.upsert_failed.v1"],
  [
    "setConsent",
    engagementConsentSet,
    {
      consentId: "mbr-1815/email",
      profile: { externalId: "mbr-1815" },
      consent: { channel: "email", state: "unsubscribed" },
      occurredAt: "2026-01-15T18:04:05.000Z",
    },
    "engagement.consent.set_failed.v1",
  ],
])("what Braze refuses of %s is told", async (operation, contract, data, type) => {
  const { harness, control } = await setup();
  await control.putFault({ kind: "reject" });
  expect(await harness.deliver<unknown>(operation, contract, data)).toMatchObject({ state: "dead" });
  const [told, ...more] = harness.emitted;
  expect([told?.contract.type, more]).toEqual([type, []]);
  expect(told && checkData(told.contract, told.data)).toMatchObject({ ok: true });
});

describe("a guest who is to be forgotten", () => {
  test("is deleted, under the ref or the chain's own id, and a second time there is nobody", async () => {
    const { harness, control } = await setup();
    await harness.deliver("updateProfile", customerProfileChanged, exampleProfile({ memberId: "mbr-1" }));
    const refs = [{ vendor: "braze", type: "external_id", id: "ext-2" }];
    await harness.deliver(
      "updateProfile",
      customerProfileChanged,
      exampleProfile({ memberId: "mbr-2", refs }),
    );
    await control.clearEffects();
    for (const command of [{ memberId: "mbr-1" }, { memberId: "mbr-2", refs }])
      expect(await harness.deliver("eraseGuest", customerErase, command)).toMatchObject({ state: "applied" });
    expect(await control.effects()).toMatchObject([
      { operation: "eraseGuest", reference: "mbr-1" },
      { operation: "eraseGuest", reference: "ext-2" },
    ]);
    expect(await harness.deliver("eraseGuest", customerErase, { memberId: "mbr-1" })).toMatchObject({
      state: "unchanged",
      reason: "Braze knows no such guest",
    });
  });
});

describe("orders", () => {
  test("go together, and each is told once", async () => {
    const { harness, control, references } = await setup();
    const orders = exampleOrders(60);
    const deliveries = await harness.deliverAll("trackOrders", orderCompleted, orders);
    expect(new Set(deliveries.map(({ state }) => state))).toEqual(new Set(["applied"]));
    expect((await references()).toSorted()).toEqual(orders.map(({ orderId }) => orderId).toSorted());
    expect(await control.requests()).toHaveLength(2);
  });

  test("that Braze refuses singly are dead, and the others applied", async () => {
    const { harness, references } = await setup();
    const dummy = exampleOrder({ orderId: "ord-dummy", customer: { memberId: "blocked-1" } });
    const deliveries = await harness.deliverAll("trackOrders", orderCompleted, [...exampleOrders(2), dummy]);
    expect(deliveries).toMatchObject([
      { state: "applied" },
      { state: "applied" },
      { state: "dead", error: { code: "object_refused", message: expect.stringContaining("disallowed") } },
    ]);
    expect(new Set(await references())).toEqual(new Set(["ord-0", "ord-1"]));
  });

  test("of which the answer was lost are in doubt, and never sent again by themselves", async () => {
    const { harness, control } = await setup();
    await control.putFault(lost);
    const deliveries = await harness.deliverAll("trackOrders", orderCompleted, exampleOrders(3));
    expect(new Set(deliveries.map(({ state }) => state))).toEqual(new Set(["inDoubt"]));
    expect(await harness.next("trackOrders")).toBeUndefined();
    expect(await control.effects()).toHaveLength(3);
  });

  test.each(harmless)("are told once after the fault $kind", async (fault) => {
    const { harness, control, references } = await setup();
    await control.putFault(fault);
    const [first] = await harness.deliverAll("trackOrders", orderCompleted, exampleOrders(1));
    expect(first).toMatchObject({ state: "waiting" });
    await control.putFault({ kind: "none" });
    expect(await harness.next("trackOrders")).toMatchObject({ state: "applied" });
    expect(await references()).toEqual(["ord-0"]);
  });

  test("are blocked by a wrong key, and not dead", async () => {
    const { harness } = await setup("other");
    expect(await harness.deliver("trackOrders", orderCompleted, exampleOrder())).toMatchObject({
      state: "blocked",
      error: { code: "credentials_refused" },
    });
  });
});

describe("profiles", () => {
  test("keep the newest version, whichever comes first", async () => {
    const { harness, control } = await setup();
    const profile = (version: number, givenName: string) => exampleProfile({ version, givenName });
    const deliver = (version: number, name: string) =>
      harness.deliver("updateProfile", customerProfileChanged, profile(version, name));
    expect(await deliver(13, "Augusta")).toMatchObject({ state: "applied" });
    expect(await deliver(12, "Ada")).toMatchObject({ state: "superseded" });
    expect(await control.effects()).toMatchObject([
      { operation: "updateProfile", attributes: { first_name: "Augusta" } },
    ]);
  });

  test.each([lost, ...harmless])("become what the message says after the fault $kind", async (fault) => {
    const { harness, control } = await setup();
    await control.putFault(fault);
    const first = await harness.deliver("updateProfile", customerProfileChanged, exampleProfile());
    expect(first).toMatchObject({ state: "waiting" });
    await control.putFault({ kind: "none" });
    expect(await harness.next("updateProfile")).toMatchObject({ state: "applied" });
  });
});

describe("a refund", () => {
  test("is told to the guest of its order, once", async () => {
    const { harness, control } = await setup();
    await harness.deliver("trackOrders", orderCompleted, exampleOrder());
    const told = await harness.deliver("announceRefund", paymentRefunded, exampleRefund());
    const [, message] = await control.effects();
    expect(message).toMatchObject({
      operation: "announceRefund",
      reference: "re_3SpindleExample1",
      guest: "mbr-1815",
    });
    expect(told).toMatchObject({ state: "applied", vendorReference: message?.["dispatch"] });
  });

  test("of which the answer was lost asks a person, and is not told twice", async () => {
    const { harness, control } = await setup();
    await harness.deliver("trackOrders", orderCompleted, exampleOrder());
    await control.putFault(lost);
    const told = await harness.deliver("announceRefund", paymentRefunded, exampleRefund());
    expect(told).toMatchObject({ state: "inDoubt" });
    expect(await harness.next("announceRefund")).toBeUndefined();
    expect(await control.effects()).toHaveLength(2);
  });

  test("waits for its order", async () => {
    const { harness } = await setup();
    const early = await harness.deliver("announceRefund", paymentRefunded, exampleRefund());
    expect(early).toMatchObject({ state: "waiting", attempts: 0 });
    await harness.deliver("trackOrders", orderCompleted, exampleOrder());
    expect(await harness.next("announceRefund")).toMatchObject({ state: "applied" });
  });
});
