import { environmentOf } from "@spindlebus/bus/engine";
import { expect, test } from "vitest";
import { openSimulators, simulatorsHere } from "./simulators.ts";
import { adminClient } from "./testing/admin-client.ts";
import { aSimulator, fakeSimulators } from "./testing/fake-simulators.ts";

const { ask, recorded } = adminClient({ simulators: fakeSimulators() });
const fault = "/api/v1/simulators/paytronix/fault";
const put = (json: object) => ask(fault, { method: "PUT", token: "operator", json });

test("simulated vendors are listed, and what they did is counted", async () => {
  expect((await ask("/api/v1/simulators", { token: "viewer" })).json).toEqual({ data: [aSimulator] });
  expect((await ask("/api/v1/simulators/paytronix/effects", { token: "viewer" })).json).toEqual({ count: 4 });
});

test("a fault is put in force with who, why, and what was before", async () => {
  const { status, json } = await put({ kind: "slow", delayMs: 100, reason: "a tour" });
  const after = { kind: "slow", delayMs: 100, hits: 0 };
  expect([status, json]).toEqual([200, { address: "paytronix", fault: after }]);
  expect(recorded.lines).toContainEqual({
    actor: "ana",
    reason: "a tour",
    action: "simulator.fault",
    target: "simulator:paytronix",
    detail: { before: aSimulator.fault, after },
  });
});

test("a fault that is none for the vendor is refused with its own words, and not noted", async () => {
  const before = recorded.lines.length;
  const { status, json } = await put({ kind: "reject", operation: "bake", reason: "a tour" });
  expect([status, json.errors]).toEqual([422, [{ pointer: "/operation", detail: "unknown" }]]);
  expect(recorded.lines.length).toBe(before);
});

test("a fault that cannot be noted does not stay", async () => {
  const puts: object[] = [];
  const fake = fakeSimulators();
  const simulators = {
    ...fake,
    putFault: (address: string, given: object) => {
      puts.push(given);
      return fake.putFault(address, given);
    },
  };
  const client = adminClient({ simulators, unwritable: new Error("no room") });
  const { status } = await client.ask(fault, { method: "PUT", json: { kind: "outage", reason: "a tour" } });
  expect([status, puts]).toEqual([500, [{ kind: "outage" }, { kind: "none" }]]);
});

test("where none runs there is nothing", async () => {
  const { status } = await adminClient().ask("/api/v1/simulators");
  expect(status).toBe(404);
  expect((await ask("/api/v1/simulators/nobody/effects")).status).toBe(404);
});

test("there are none in production, whatever the environment says", () => {
  const settings = { simulatorUrls: { paytronix: "http://127.0.0.1:1" }, simulatorPort: 1 };
  expect(simulatorsHere(settings, environmentOf({ name: "live", production: true }))).toBeUndefined();
  expect(simulatorsHere({ ...settings, simulatorUrls: {} }, environmentOf({ name: "x" }))).toBeUndefined();
  expect(simulatorsHere(settings, environmentOf({ name: "x" }))).toBeDefined();
});

test("simulators that do not answer are unavailable", async () => {
  const simulators = openSimulators(1, () => Promise.reject(new Error("refused")));
  const { status, json } = await adminClient({ simulators }).ask("/api/v1/simulators");
  expect([status, json.detail]).toEqual([503, expect.stringContaining("port 1")]);
});
