import type { Outcome, VendorRequest, VendorResponse } from "@spindlebus/bus/adapter";
import { simulatorControl, type SimulatorClock, startSimulators } from "@spindlebus/bus/testing";
import { readJson } from "@spindlebus/contracts";
import { onTestFinished } from "vitest";
import { simulatePaytronix, type PaytronixSimulatorOptions } from "../simulator.ts";
import paytronix, { PaytronixSettings } from "../src/index.ts";

type Options = PaytronixSimulatorOptions & {
  readonly clock?: SimulatorClock;
  readonly settings?: Readonly<Record<string, unknown>>;
};

/** A simulated Paytronix on the loopback interface until the test is over, and the adapter's way to it. */
export async function startPaytronix({ clock, settings = {}, ...options }: Options = {}) {
  const secrets = { integrationId: "spindle-integration", integrationSecret: "integration-secret-1" };
  const checked = PaytronixSettings.parse({ baseUrl: "http://127.0.0.1", ...settings });
  const simulated = {
    connection: "paytronix-us",
    simulator: simulatePaytronix(options),
    settings: checked,
    secrets,
  };
  const running = await startSimulators({ simulators: [simulated], port: 0, ...(clock ? { clock } : {}) });
  onTestFinished(running.close);
  const url = running.urls["paytronix"] ?? "";
  const send = async (request: VendorRequest, headers: Record<string, string> = {}) => {
    const authorization = paytronix.authorize(request, { settings: checked, secrets });
    const { method, path, body } = request;
    const init = { method, headers: { ...request.headers, ...authorization, ...headers } };
    return answerOf(await fetch(url + path, body === undefined ? init : { ...init, body }));
  };
  return { url, send, secrets, settings: checked, control: simulatorControl(running.port, "paytronix") };
}

/** A fetched answer as the bus hands it to an adapter. */
async function answerOf(response: Response): Promise<VendorResponse> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const json = readJson(bytes, { bigIntegers: "string" });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new TextDecoder().decode(bytes),
    json: json.ok ? json.value : undefined,
  };
}

/** The request that an operation wants to send. */
export function sent(first: VendorRequest | Outcome): VendorRequest {
  if (first.kind !== "request") throw new Error(`no request, but the outcome ${first.kind}`);
  return first;
}
