import {
  httpVendor,
  loopbackReceiver,
  openHarness,
  simulatorControl,
  startSimulators,
} from "@spindlebus/bus/testing";
import { canonicalContracts, identityUserCreate, type DataOf } from "@spindlebus/contracts";
import { expect, onTestFinished } from "vitest";
import oktaSimulator from "./simulator.ts";
import okta from "./src/index.ts";
import { OktaSettings } from "./src/settings.ts";
import { translate } from "./src/translate.ts";
import { HookBody } from "./src/vendor.ts";
import { verifySecret } from "./src/verify.ts";

const secrets = { apiToken: "00token", webhookSecret: "hook-new,hook-old" };
/** A guest, as the app asks Okta to make one. */
export const ada = {
  externalId: "mbr-1815",
  name: { givenName: "Ada", familyName: "Lovelace" },
  emails: [{ value: "ada@example.com", primary: true }],
};

/** The adapter in the real delivery code, the simulated Okta at the other end of the wire, and the bus that its hook goes to. */
export async function setup({
  apiToken = secrets.apiToken,
  ...changes
}: Partial<OktaSettings> & { apiToken?: string } = {}) {
  const bus = await loopbackReceiver();
  onTestFinished(bus.close);
  const settings = OktaSettings.parse({ baseUrl: "https://unused.example", ...changes });
  const running = await startSimulators({
    simulators: [{ connection: "okta", simulator: oktaSimulator, secrets, settings }],
    port: 0,
    webhookTarget: (connection, webhook) => new URL(`${bus.url}/v1/webhooks/${connection}/${webhook}`),
  });
  onTestFinished(running.close);
  const vendor = httpVendor();
  onTestFinished(() => vendor.close());
  const harness = openHarness({
    adapter: okta,
    settings: { ...changes, baseUrl: running.urls["okta"] ?? "" },
    secrets: { ...secrets, apiToken },
    vendor,
    contracts: canonicalContracts,
  });
  const control = simulatorControl(running.port, "okta");
  const create = async (more: Partial<DataOf<typeof identityUserCreate>> = {}) => {
    const { vendorReference = "" } = await harness.deliver("createUser", identityUserCreate, {
      user: ada,
      ...more,
    });
    await control.clearEffects();
    return vendorReference;
  };
  /** Somebody made a user in Okta itself, and the bus did not see it. */
  const createElsewhere = async (memberId?: string): Promise<string> => {
    const profile = {
      login: "grace@example.com",
      email: "grace@example.com",
      firstName: "G",
      lastName: "H",
      memberId,
    };
    const response = await fetch(`${running.urls["okta"]}/api/v1/users`, {
      method: "POST",
      headers: { authorization: `SSWS ${secrets.apiToken}` },
      body: JSON.stringify({ profile }),
    });
    return ((await response.json()) as { readonly id: string }).id;
  };
  /** What the bus makes of the requests of the hook. */
  const told = async (count: number) => {
    await bus.received(count);
    return bus.requests.flatMap(({ headers, body, path, method }) => {
      const request = { method, path, headers, rawBody: Buffer.from(body) };
      expect(verifySecret(request, { settings, secrets, nowMs: 0 })).toEqual({ ok: true });
      return translate(HookBody.parse(JSON.parse(body)));
    });
  };
  const operations = async () => (await control.effects()).map(({ operation }) => operation);
  return { harness, control, create, createElsewhere, told, operations };
}
