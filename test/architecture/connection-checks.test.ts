import { simulatorControl, startSimulators, vendorAnswer, type AnySimulator } from "@spindlebus/bus/testing";
import { readdir } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";
import adyen from "../../adapters/adyen/src/index.ts";
import adyenSimulator from "../../adapters/adyen/simulator.ts";
import auth0 from "../../adapters/auth0/src/index.ts";
import auth0Simulator from "../../adapters/auth0/simulator.ts";
import braze from "../../adapters/braze/src/index.ts";
import brazeSimulator from "../../adapters/braze/simulator.ts";
import contentful from "../../adapters/contentful/src/index.ts";
import contentfulSimulator from "../../adapters/contentful/simulator.ts";
import okta from "../../adapters/okta/src/index.ts";
import oktaSimulator from "../../adapters/okta/simulator.ts";
import paytronix from "../../adapters/paytronix/src/index.ts";
import paytronixSimulator from "../../adapters/paytronix/simulator.ts";
import punchh from "../../adapters/punchh/src/index.ts";
import punchhSimulator from "../../adapters/punchh/simulator.ts";
import sanity from "../../adapters/sanity/src/index.ts";
import sanitySimulator from "../../adapters/sanity/simulator.ts";
import square from "../../adapters/square/src/index.ts";
import squareSimulator from "../../adapters/square/simulator.ts";
import stripe from "../../adapters/stripe/src/index.ts";
import stripeSimulator from "../../adapters/stripe/simulator.ts";
import toast from "../../adapters/toast/src/index.ts";
import toastSimulator from "../../adapters/toast/simulator.ts";
import type { AnyAdapter } from "../../bus/src/adapter/index.ts";
import { testConnection } from "../../bus/src/connection-test/test-connection.ts";
import { httpVendor } from "../../bus/src/vendor/http-vendor.ts";

type Case = readonly [AnyAdapter, AnySimulator, settings?: Readonly<Record<string, unknown>>];

const checked: readonly Case[] = [
  [adyen, adyenSimulator, { merchantAccount: "Chain" }],
  [auth0, auth0Simulator],
  [braze, brazeSimulator],
  [contentful, contentfulSimulator],
  [okta, oktaSimulator],
  [paytronix, paytronixSimulator],
  [punchh, punchhSimulator],
  [sanity, sanitySimulator],
  [square, squareSimulator, { webhookUrl: "https://chain.example/webhooks" }],
  [stripe, stripeSimulator],
  [toast, toastSimulator, { stores: { "0042": { restaurant: "guid-42" } } }],
];

/** The simulator of an adapter, and a test of a connection to it. */
async function setup([adapter, simulator, more]: Case) {
  const names = Object.keys(adapter.secrets.shape);
  const secrets = Object.fromEntries(names.map((name) => [name, `right-${name}`]));
  const settings = adapter.settings.parse({ baseUrl: "http://127.0.0.1", ...more });
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

test.each(checked.map((given) => ({ name: given[0].name, given })))(
  "the check of $name tells right secrets from wrong ones, and changes nothing",
  async ({ given }) => {
    const { secrets, tested, effects } = await setup(given);
    expect(await tested(secrets)).toMatchObject({ reached: true, authenticated: true });
    const wrong = Object.fromEntries(Object.keys(secrets).map((name) => [name, "wrong"]));
    expect(await tested(wrong)).toMatchObject({ reached: true, authenticated: false });
    expect(await effects()).toEqual([]);
  },
);

test.each<readonly [string, AnyAdapter, number, json: unknown]>([
  ["a key that may not list payment methods", adyen, 403, { status: 403, errorCode: "010" }],
  ["a merchant number that is wrong", paytronix, 200, { result: "failure" }],
  ["a proxy's 404 in place of Punchh's", punchh, 404, { errors: "Not Found" }],
  ["a proxy's 404 in place of Toast's", toast, 404, undefined],
  ["a restaurant that is not named", toast, 400, { code: 400, message: "missing" }],
])("%s tells nothing of the credentials", (_case, { check }, status, json) => {
  expect(check?.interpret?.(vendorAnswer(status, json))).toBeUndefined();
});

test("an adapter has a check, or says why it has none", async () => {
  const names = await readdir(new URL("../../adapters", import.meta.url));
  const adapters = await Promise.all(
    names.map(
      async (name): Promise<AnyAdapter> => (await import(`../../adapters/${name}/src/index.ts`)).default,
    ),
  );
  const says = (words = "") => /\w{3}.*\.$/.test(words);
  const silent = adapters.filter(({ check, noCheck }) => !says(check?.summary) && !says(noCheck));
  expect(silent.map(({ name }) => name)).toEqual([]);
});
