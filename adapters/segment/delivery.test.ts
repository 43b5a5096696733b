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
  engagementEventTrack,
  engagementProfileUpsert,
  orderCompleted,
} from "@spindlebus/contracts";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  exampleConsent,
  exampleEvents,
  exampleOrder,
  exampleProfile,
  exampleTracked,
  settings,
} from "./examples.ts";
import segmentSimulator from "./simulator.ts";
import segment from "./src/index.ts";

const secrets = { writeKey: "write-key-1", sharedSecret: "segment-test-secret" };

/** The adapter in the real delivery code, and the simulated Segment at the other end of the wire. */
async function setup(writeKey = secrets.writeKey) {
  const simulated = { connection: "segment", simulator: segmentSimulator, secrets, settings };
  const running = await startSimulators({ simulators: [simulated], port: 0 });
  onTestFinished(running.close);
  const vendor = httpVendor();
  onTestFinished(() => vendor.close());
  const harness = openHarness({
    adapter: segment,
    settings: { ...settings, baseUrl: running.urls["segment"] ?? "" },
    secrets: { ...secrets, writeKey },
    vendor,
    contracts: canonicalContracts,
  });
  const control = simulatorControl(running.port, "segment");
  const references = async () => (await control.effects()).map(({ reference }) => reference);
  return { harness, control, references };
}

const lost: Fault = { kind: "commitThenDrop" };
const faults: readonly Fault[] = [
  lost,
  { kind: "rateLimit" },
  { kind: "outage" },
  { kind: "outage", mode: "503" },
];

test.each([
  ["trackEvents", engagementEventTrack, exampleTracked(), "engagement.event.track_failed.v1"],
  ["upsertProfile", engagementProfileUpsert, exampleProfile(), "engagement.profile.upsert_failed.v1"],
  ["setConsent", engagementConsentSet, exampleConsent(), "engagement.consent.set_failed.v1"],
])("what Segment refuses of %s is told to whoever asked", async (operation, contract, data, type) => {
  const { harness, control } = await setup();
  await control.putFault({ kind: "reject" });
  expect(await harness.deliver<unknown>(operation, contract, data)).toMatchObject({ state: "dead" });
  const [told, ...more] = harness.emitted;
  expect([told?.contract.type, more]).toEqual([type, []]);
  expect(told && checkData(told.contract, told.data)).toMatchObject({
    ok: true,
    data: { reason: "invalid" },
  });
});

describe("events", () => {
  test("go together, and each is told once", async () => {
    const { harness, control, references } = await setup();
    const deliveries = await harness.deliverAll("trackEvents", engagementEventTrack, exampleEvents(20));
    expect(new Set(deliveries.map(({ state }) => state))).toEqual(new Set(["applied"]));
    expect(await references()).toHaveLength(20);
    expect(await control.requests()).toHaveLength(2);
  });

  test.each(faults)("are told once after the fault $kind", async (fault) => {
    const { harness, control, references } = await setup();
    await control.putFault(fault);
    const [first] = await harness.deliverAll("trackEvents", engagementEventTrack, exampleEvents(1));
    expect(first).toMatchObject({ state: "waiting" });
    await control.putFault({ kind: "none" });
    expect(await harness.next("trackEvents")).toMatchObject({ state: "applied" });
    expect(await references()).toEqual(["evt-0"]);
  });

  test("of which the answer is still lost after a day are in doubt: Segment has forgotten the messageId", async () => {
    const { harness, control } = await setup();
    await control.putFault(lost);
    await harness.deliverAll("trackEvents", engagementEventTrack, exampleEvents(1));
    harness.clock.advance(24 * 60 * 60 * 1_000);
    expect(await harness.next("trackEvents")).toMatchObject({ state: "inDoubt" });
    expect(await control.effects()).toHaveLength(1);
  });

  test("that are too large are dead, and their neighbours told", async () => {
    const { harness, references } = await setup();
    const large = exampleTracked({ eventId: "evt-large", properties: { text: "x".repeat(32_000) } });
    const deliveries = await harness.deliverAll("trackEvents", engagementEventTrack, [
      ...exampleEvents(1),
      large,
    ]);
    expect(deliveries).toMatchObject([{ state: "applied" }, { state: "dead", error: { code: "too_large" } }]);
    expect(await references()).toEqual(["evt-0"]);
  });

  test("are blocked by a wrong key, and not dead", async () => {
    const { harness } = await setup("other");
    expect(await harness.deliver("trackEvents", engagementEventTrack, exampleTracked())).toMatchObject({
      state: "blocked",
      error: { code: "credentials_refused" },
    });
  });
});

describe("orders", () => {
  test.each(faults)("are told once after the fault $kind", async (fault) => {
    const { harness, control, references } = await setup();
    await control.putFault(fault);
    expect(await harness.deliver("trackOrders", orderCompleted, exampleOrder())).toMatchObject({
      state: "waiting",
    });
    await control.putFault({ kind: "none" });
    expect(await harness.next("trackOrders")).toMatchObject({ state: "applied" });
    expect(await references()).toEqual(["ord-7001"]);
  });

  test("of nobody are not told", async () => {
    const { harness } = await setup();
    const order = exampleOrder({ customer: undefined, loyalty: undefined });
    expect(await harness.deliver("trackOrders", orderCompleted, order)).toMatchObject({ state: "unchanged" });
  });
});

describe("profiles and consents", () => {
  test("keep the newest, whichever comes first", async () => {
    const { harness } = await setup();
    const upsert = (updatedAt: string) =>
      harness.deliver("upsertProfile", engagementProfileUpsert, exampleProfile({ updatedAt }));
    expect(await upsert("2026-01-15T18:00:01.000Z")).toMatchObject({ state: "applied" });
    expect(await upsert("2026-01-15T18:00:00.000Z")).toMatchObject({ state: "superseded" });
  });

  test.each(faults)("become what the message says after the fault $kind", async (fault) => {
    const { harness, control } = await setup();
    await control.putFault(fault);
    expect(await harness.deliver("setConsent", engagementConsentSet, exampleConsent())).toMatchObject({
      state: "waiting",
    });
    await control.putFault({ kind: "none" });
    expect(await harness.next("setConsent")).toMatchObject({ state: "applied" });
    expect(await control.effects()).toHaveLength(1);
  });
});
