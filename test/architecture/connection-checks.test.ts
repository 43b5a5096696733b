import { simulatorControl, startSimulators, type AnySimulator } from "@spindlebus/bus/testing";
import { expect, onTestFinished, test } from "vitest";
import auth0 from "../../adapters/auth0/src/index.ts";
import auth0Simulator from "../../adapters/auth0/simulator.ts";
import okta from "../../adapters/okta/src/index.ts";
import oktaSimulator from "../../adapters/okta/simulator.ts";
import stripe from "../../adapters/stripe/src/index.ts";
import stripeSimulator from "../../adapters/stripe/simulator.ts";
import type { AnyAdapter } from "../../bus/src/adapter/index.ts";
import { testConnection } from "../../bus/src/connection-test/test-connection.ts";
import { httpVendor } from "../../bus/src/vendor/http-vendor.ts";

const checked: readonly (readonly [AnyAdapter, AnySimulator])[] = [
  [stripe, stripeSimulator],
  [okta, oktaSimulator],
  [auth0, auth0Simulator],
];

/** The simulator of an adapter, and a test of a connection to it. */
async function setup(adapter: AnyAdapter, simulator: AnySimulator) {
  const names = Object.keys(adapter.secrets.shape);
  const secrets = Object.fromEntries(names.map((name) => [name, `right-${name}`]));
  const settings = adapter.settings.parse({ baseUrl: "http://127.0.0.1" });
  const running = await startSimulators({
    simulators: [{ connection: adapter.name, simulator, secrets, settings }],
    port: 0,
    webhookTarget: () => new URL("http://127.0.0.1:9"),
  });
  const vendor = httpVendor();
  onTestFinished(async () => {
    await Promise.all([vendor.close(), running.close()]);
  });
  const baseUrl = running.urls[adapter.name] ?? "";
  const tested = (given: Readonly<Record<string, string>>) => {
    const own = { ...settings, baseUrl };
    const connection = { id: adapter.name, adapter, settings: own, secrets: given, limits: adapter.limits };
    const request = adapter.check?.request({ settings: own });
    return testConnection(connection, {
      send: request && (() => vendor.send({ connection }, request, { timeoutMs: 5_000, headers: {} })),
      open: async () => undefined,
      nowMs: () => 0,
    });
  };
  const control = simulatorControl(running.port, adapter.name);
  return { secrets, tested, effects: () => control.effects() };
}

test.each(checked)(
  "the check of $name tells right secrets from wrong ones, and changes nothing",
  async (...given) => {
    const { secrets, tested, effects } = await setup(...given);
    expect(await tested(secrets)).toMatchObject({ reached: true, authenticated: true });
    const wrong = Object.fromEntries(Object.keys(secrets).map((name) => [name, "wrong"]));
    expect(await tested(wrong)).toMatchObject({ reached: true, authenticated: false });
    expect(await effects()).toEqual([]);
  },
);
