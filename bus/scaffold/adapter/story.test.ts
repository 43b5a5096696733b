import { httpVendor, openHarness, simulatorControl, startSimulators } from "@spindlebus/bus/testing";
import { canonicalContracts, orderCompleted } from "@spindlebus/contracts";
import { expect, onTestFinished, test } from "vitest";
import simulator from "./simulator.ts";
import acme from "./src/index.ts";
import { AcmeSettings } from "./src/settings.ts";

const secrets = { apiKey: "acme-key-1", webhookSecret: "acme-webhook-1" };

/** The adapter in the real delivery code, and the simulated Acme at the other end of the wire. */
async function setup() {
  const settings = AcmeSettings.parse({ baseUrl: "http://127.0.0.1:1" });
  const running = await startSimulators({
    simulators: [{ connection: "acme", simulator, secrets, settings }],
    port: 0,
  });
  onTestFinished(running.close);
  const vendor = httpVendor();
  onTestFinished(() => vendor.close());
  const harness = openHarness({
    adapter: acme,
    settings: { baseUrl: running.urls["acme"] ?? "" },
    secrets,
    vendor,
    contracts: canonicalContracts,
  });
  return { harness, control: simulatorControl(running.port, "acme") };
}

const [order] = orderCompleted.examples;

test("an order whose answer was lost is told to Acme once", async () => {
  const { harness, control } = await setup();
  await control.putFault({ kind: "commitThenDrop", count: 1 });
  expect(await harness.deliver("recordOrder", orderCompleted, order)).toMatchObject({ state: "waiting" });
  expect(await harness.next("recordOrder")).toMatchObject({ state: "applied" });
  expect(await control.effects()).toMatchObject([{ operation: "recordOrder", reference: order?.orderId }]);
});
