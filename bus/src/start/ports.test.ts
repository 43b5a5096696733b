import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { readSettings } from "../settings.ts";
import { choosePorts } from "./ports.ts";

const settings = (ports: Readonly<Record<string, string>>) =>
  readSettings({ SPINDLE_INGRESS_PORT: "0", SPINDLE_ADMIN_PORT: "0", SPINDLE_SIMULATOR_PORT: "0", ...ports });

async function takenPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port; // a TCP server's address is never a path
}

test("every port is another one, below the ephemeral range", async () => {
  const { vendorPorts, ...others } = await choosePorts(settings({}), ["one", "two"]);
  const ports = [...Object.values(others), ...Object.values(vendorPorts)];
  expect(new Set(ports).size).toBe(5);
  expect(Math.max(...ports)).toBeLessThan(32_768);
});

test("without simulators no port is looked for on their behalf", async () => {
  const taken = await takenPort();
  const { vendorPorts } = await choosePorts(settings({ SPINDLE_SIMULATOR_PORT: String(taken) }), []);
  expect(vendorPorts).toEqual({});
});

test("a port that is taken is told with the variable that names another", async () => {
  const taken = await takenPort();
  const choosing = choosePorts(settings({ SPINDLE_ADMIN_PORT: String(taken) }), []);
  await expect(choosing).rejects.toThrow(new RegExp(`Port ${taken} is taken.*SPINDLE_ADMIN_PORT=`));
});

test("two settings that name one port are told", async () => {
  const { ingressPort } = await choosePorts(settings({}), []);
  const both = { SPINDLE_INGRESS_PORT: String(ingressPort), SPINDLE_ADMIN_PORT: String(ingressPort) };
  await expect(choosePorts(settings(both), [])).rejects.toThrow(/SPINDLE_ADMIN_PORT/);
});
