import { once } from "node:events";
import { createServer } from "node:net";
import { wrongUsage } from "../command/failure.ts";
import type { Settings } from "../settings.ts";

/** The ports of everything that `spindle start` starts. */
export type ChosenPorts = Pick<Settings, "ingressPort" | "adminPort" | "simulatorPort"> & {
  /** The simulated vendors' own, by adapter. */
  readonly vendorPorts: Readonly<Record<string, number>>;
};

/**
 * Ports are looked for below the ephemeral range (Linux: from 32768). There, a client that keeps connecting to a
 * vendor's closed port could be given that very port as its own, and so connect to itself.
 */
const searchFrom = 20_000;
const searchTo = 32_000;

/**
 * Chooses every port once, so that all processes agree: those of the settings where they are free, a free one for 0, and
 * for each vendor the next free one after the simulators' shared port.
 * @throws CommandFailure that names the variable of a port that is taken
 */
export async function choosePorts(settings: Settings, adapters: readonly string[]): Promise<ChosenPorts> {
  const { host } = settings;
  const taken = new Set<number>();
  const take = async (port: number, variable: string): Promise<number> => {
    if (port !== 0 && (taken.has(port) || !(await isFree(port, host)))) throw takenPort(port, variable);
    const chosen = port === 0 ? await nextFree(randomStart(), host, taken) : port;
    taken.add(chosen);
    return chosen;
  };
  const ingressPort = await take(settings.ingressPort, "SPINDLE_INGRESS_PORT");
  const adminPort = await take(settings.adminPort, "SPINDLE_ADMIN_PORT");
  if (adapters.length === 0)
    return { ingressPort, adminPort, simulatorPort: settings.simulatorPort, vendorPorts: {} };
  const simulatorPort = await take(settings.simulatorPort, "SPINDLE_SIMULATOR_PORT");
  const vendorPorts: Record<string, number> = {};
  const firstVendorPort = simulatorPort < searchTo ? simulatorPort + 1 : randomStart();
  for (const adapter of adapters) {
    const port = await nextFree(firstVendorPort, "127.0.0.1", taken);
    taken.add(port);
    vendorPorts[adapter] = port;
  }
  return { ingressPort, adminPort, simulatorPort, vendorPorts };
}

const randomStart = (): number => searchFrom + Math.floor(Math.random() * (searchTo - searchFrom));

async function nextFree(from: number, host: string, taken: ReadonlySet<number>): Promise<number> {
  for (let port = from; port <= 65_535; port += 1) {
    if (!taken.has(port) && (await isFree(port, host))) return port;
  }
  throw wrongUsage(`No port from ${from} on is free on ${host}.`);
}

/** Whether a program may listen on this port now. */
export async function isFree(port: number, host: string): Promise<boolean> {
  const probe = createServer().listen(port, host);
  try {
    await once(probe, "listening");
  } catch {
    return false;
  }
  probe.close();
  await once(probe, "close");
  return true;
}

function takenPort(port: number, variable: string) {
  return wrongUsage(
    `Port ${port} is taken by another program. Stop that program, or choose another port: ${variable}=${port + 100}.`,
  );
}
