import { httpVendor, openHarness, simulatorControl, startSimulators } from "@spindlebus/bus/testing";
import { canonicalContracts, customerErase, loyaltyEnroll } from "@spindlebus/contracts";
import { expect, onTestFinished, test } from "vitest";
import { secrets, settings } from "./examples.ts";
import simulator from "./simulator.ts";
import punchh from "./src/index.ts";
import type { PunchhSettings } from "./src/settings.ts";

const ada = { memberId: "mbr-1815", profile: { email: "ada@example.com" } };

/** A programme with one member, of whom the bus knows or does not know which one it is at Punchh. */
async function setup({ isKnown = true, ...changes }: Partial<PunchhSettings> & { isKnown?: boolean } = {}) {
  const running = await startSimulators({
    simulators: [{ connection: "punchh", simulator, secrets, settings: settings() }],
    port: 0,
  });
  onTestFinished(running.close);
  const vendor = httpVendor();
  onTestFinished(() => vendor.close());
  const open = () =>
    openHarness({
      adapter: punchh,
      settings: settings({ ...changes, baseUrl: running.urls["punchh"] ?? "" }),
      secrets,
      vendor,
      contracts: canonicalContracts,
    });
  const harness = open();
  const { vendorReference: userId = "" } = await harness.deliver("enroll", loyaltyEnroll, ada);
  const control = simulatorControl(running.port, "punchh");
  await control.clearEffects();
  const erase = (isKnown ? harness : open()).deliver;
  const info = async (email: string) => {
    const url = `${running.urls["punchh"]}/api2/dashboard/users/info?email=${encodeURIComponent(email)}`;
    const headers = { authorization: `Bearer ${secrets.adminKey}`, "user-agent": "test" };
    return (await fetch(url, { headers })).status;
  };
  return {
    erase: (command: object) => erase("eraseGuest", customerErase, command as never),
    control,
    info,
    userId,
  };
}

test.each([
  ["by what the bus remembers of an enrollment", {}, { memberId: "mbr-1815" }],
  ["by the e-mail at Punchh", { isKnown: false }, { memberId: "mbr-1815", email: "ada@example.com" }],
])(
  "a guest who is to be forgotten is found %s, deactivated and marked for deletion",
  async (_how, given, command) => {
    const { erase, control, info, userId } = await setup(given);
    expect(await erase(command)).toMatchObject({ state: "applied", vendorReference: userId });
    expect(await control.effects()).toMatchObject([
      { operation: "deactivateUser", reference: "mbr-1815" },
      { operation: "eraseGuest", reference: "mbr-1815" },
    ]);
    expect(await info("ada@example.com")).toBe(404);
    expect(await erase(command)).toMatchObject({ state: "unchanged", reason: "Punchh has no such member" });
  },
);

test.each([
  ["anonymize", "anonymize_forget_me"],
  ["delete", "delete_general"],
] as const)("%s is the reason %s", async (erasure, reason) => {
  const { erase, control } = await setup({ erasure });
  await erase({ memberId: "mbr-1815" });
  const { body } = (await control.requests()).at(-1) ?? { body: "" };
  expect(JSON.parse(body)).toMatchObject({ reason });
});

test("a member whose e-mail it is, and who carries another id of the chain, is not touched", async () => {
  const { erase, control } = await setup({ isKnown: false });
  const erased = await erase({ memberId: "mbr-1906", email: "ada@example.com" });
  expect(erased).toMatchObject({ state: "dead", error: { code: "another_member" } });
  expect(await control.effects()).toEqual([]);
});

test("whom nothing names is unknown, and Punchh is not asked", async () => {
  const { erase, control } = await setup({ isKnown: false });
  const asked = (await control.requests()).length;
  expect(await erase({ memberId: "mbr-1815" })).toMatchObject({ state: "unchanged" });
  expect(await control.requests()).toHaveLength(asked);
});
