import {
  httpVendor,
  loopbackReceiver,
  openHarness,
  simulatorControl,
  startSimulators,
  type SimulatorControl,
} from "@spindlebus/bus/testing";
import { canonicalContracts } from "@spindlebus/contracts";
import { expect, onTestFinished } from "vitest";
import { secrets, settings, webhookUrl } from "./examples.ts";
import squareSimulator from "./simulator.ts";
import square from "./src/index.ts";
import { SquareSettings } from "./src/settings.ts";
import { translate } from "./src/translate.ts";
import { EventBody } from "./src/vendor-event.ts";
import { verifySquareSignature } from "./src/verify.ts";
import { till } from "./till.ts";

/** The adapter in the real delivery code, at a vendor of one's own. */
export const openAt = (baseUrl: string, more: object = {}) =>
  openHarness({
    adapter: square,
    settings: { baseUrl, ...settings, ...more },
    secrets,
    vendor: httpVendor(),
    contracts: canonicalContracts,
  });

/** The adapter in the real delivery code, the simulated Square at the other end of the wire, and a till beside it. */
export async function setup(more: object = {}) {
  let now = Date.now;
  const bus = await loopbackReceiver();
  const running = await startSimulators({
    simulators: [
      {
        connection: "square",
        simulator: squareSimulator,
        secrets,
        settings: SquareSettings.parse(settings),
      },
    ],
    port: 0,
    webhookTarget: () => new URL(`${bus.url}${new URL(webhookUrl).pathname}`),
    clock: { nowMs: () => now(), wait: () => Promise.resolve() },
  });
  onTestFinished(async () => {
    await running.close();
    await bus.close();
  });
  const url = running.urls["square"] ?? "";
  const harness = openAt(url, more);
  now = () => harness.clock.now();
  const control = simulatorControl(running.port, "square");
  /** All that Square told the bus so far, later ends too, each genuine, as messages. */
  const told = async () => {
    await untilTold(control);
    return bus.requests.flatMap(({ method, path, headers, body }) => {
      const parsed = SquareSettings.parse(settings);
      const request = { method, path, headers, rawBody: Buffer.from(body) };
      expect(verifySquareSignature(request, { settings: parsed, secrets, nowMs: 0 })).toEqual({ ok: true });
      return translate(EventBody.parse(JSON.parse(body)), { settings: parsed });
    });
  };
  return { harness, control, till: till(url), told, url };
}

async function untilTold(control: SimulatorControl): Promise<void> {
  for (let looks = 0; looks < 500; looks += 1)
    if ((await control.webhooks()).every(({ state }) => state !== "waiting")) return;
}
