import { httpVendor, openHarness, simulatorControl, startSimulators } from "@spindlebus/bus/testing";
import { canonicalContracts, customerErase, identityUserCreate, type DataOf } from "@spindlebus/contracts";
import { expect, onTestFinished, test } from "vitest";
import simulator from "./simulator.ts";
import auth0 from "./src/index.ts";
import { Auth0Settings } from "./src/settings.ts";

const secrets = { clientId: "m2m", clientSecret: "shh", webhookSecret: "hook", logSecret: "log" };
type Changes = Partial<Pick<Auth0Settings, "userId">>;

/** A tenant with Ada in it; `remembers` tells whether the bus knows which user she is. */
async function setup({ remembers = true, ...changes }: Changes & { remembers?: boolean } = {}) {
  const settings = Auth0Settings.parse({ baseUrl: "https://unused.example", ...changes });
  const running = await startSimulators({
    simulators: [{ connection: "auth0", simulator, secrets, settings }],
    port: 0,
  });
  onTestFinished(running.close);
  const vendor = httpVendor();
  onTestFinished(() => vendor.close());
  const open = () =>
    openHarness({
      adapter: auth0,
      settings: { ...changes, baseUrl: running.urls["auth0"] ?? "" },
      secrets,
      vendor,
      contracts: canonicalContracts,
    });
  const harness = open();
  const user = { externalId: "mbr-1815", emails: [{ value: "ada@example.com" }] };
  const { vendorReference: userId = "" } = await harness.deliver("createUser", identityUserCreate, { user });
  const control = simulatorControl(running.port, "auth0");
  await control.clearEffects();
  const { deliver } = remembers ? harness : open();
  const erase = (command: DataOf<typeof customerErase>) => deliver("eraseGuest", customerErase, command);
  return { erase, control, userId };
}

test.each([
  ["by what the bus remembers", {}, {}],
  ["under the id that the bus would have chosen", { remembers: false }, {}],
  ["at the e-mail address", { remembers: false, userId: "auth0" as const }, { email: "Ada@Example.com" }],
])("a guest who is to be forgotten is found %s, and then is nobody", async (_how, given, more) => {
  const { erase, control, userId } = await setup(given);
  const command = { memberId: "mbr-1815", ...more };
  expect(await erase(command)).toMatchObject({ state: "applied", vendorReference: userId });
  expect(await control.effects()).toMatchObject([{ operation: "deleteUser", user: userId }]);
  expect(await erase(command)).toMatchObject({ state: "unchanged", reason: "Auth0 has no such user" });
});

test("a guest who signed up by themselves is known by the provider's own id", async () => {
  const { erase, userId } = await setup({ remembers: false, userId: "auth0" });
  expect(await erase({ memberId: userId })).toMatchObject({ state: "applied" });
});

test("a user at the e-mail address who carries another id of the chain is not touched", async () => {
  const { erase, control } = await setup({ remembers: false });
  expect(await erase({ memberId: "mbr-1906", email: "ada@example.com" })).toMatchObject({
    state: "unchanged",
  });
  expect(await control.effects()).toEqual([]);
});
