import { httpVendor, openHarness, simulatorControl, startSimulators } from "@spindlebus/bus/testing";
import { canonicalContracts, customerErase } from "@spindlebus/contracts";
import { expect, onTestFinished, test } from "vitest";
import { secrets, settings } from "./examples.ts";
import simulator from "./simulator.ts";
import square from "./src/index.ts";
import { SquareSettings } from "./src/settings.ts";
import { till } from "./till.ts";

async function setup() {
  const running = await startSimulators({
    simulators: [
      { connection: "square", simulator, secrets, settings: SquareSettings.parse({ ...settings }) },
    ],
    port: 0,
  });
  onTestFinished(running.close);
  const vendor = httpVendor();
  onTestFinished(() => vendor.close());
  const baseUrl = running.urls["square"] ?? "";
  const harness = openHarness({
    adapter: square,
    settings: { ...settings, baseUrl },
    secrets,
    vendor,
    contracts: canonicalContracts,
  });
  const { makeCustomer } = till(baseUrl);
  const erased = async () =>
    (await simulatorControl(running.port, "square").effects())
      .filter(({ operation }) => operation === "eraseGuest")
      .map((effect) => effect["customer"]);
  const erase = (command: { memberId: string; refs?: { vendor: string; type: string; id: string }[] }) =>
    harness.deliver("eraseGuest", customerErase, command);
  return { erase, erased, makeCustomer };
}

test("all customers that carry the id of a guest who is to be forgotten are deleted, and no other", async () => {
  const { erase, erased, makeCustomer } = await setup();
  const ids = [await makeCustomer("mbr-1815"), await makeCustomer("mbr-1815")];
  await makeCustomer("mbr-1906");
  expect(await erase({ memberId: "mbr-1815" })).toMatchObject({ state: "applied" });
  expect(await erased()).toEqual(ids);
  expect(await erase({ memberId: "mbr-1815" })).toMatchObject({
    state: "unchanged",
    reason: "Square has no such customer",
  });
});

test("customers whom refs name are deleted, and one who is gone already is no failure", async () => {
  const { erase, erased, makeCustomer } = await setup();
  const id = await makeCustomer("mbr-1906");
  const refs = ["CUSTOMERGONE", id].map((each) => ({ vendor: "square", type: "customer", id: each }));
  expect(await erase({ memberId: "mbr-1815", refs })).toMatchObject({ state: "applied" });
  expect(await erased()).toEqual([id]);
  expect(await erase({ memberId: "mbr-1815", refs })).toMatchObject({ state: "unchanged" });
});
