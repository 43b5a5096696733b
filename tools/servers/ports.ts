import { randomInt } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import getPort from "get-port";

const names = ["amqp", "distribution", "epmd", "postgres"] as const;

/** The ports of one data dir's servers. */
export type Ports = Readonly<Record<(typeof names)[number], number>>;

/**
 * Free ports for the servers of a data dir: those of its last run where they are still free, so that its URLs stay.
 *
 * They lie below the ephemeral range (Linux: 32768 and up). There, a client that keeps reconnecting to a dead
 * server's port can connect to itself and take the port away from the server that comes back.
 */
export async function choosePorts(dataDir: string): Promise<Ports> {
  const file = join(dataDir, "ports.json");
  const last = await lastPorts(file);
  const chosen: Record<string, number> = {};
  for (const name of names) {
    const wanted = last[name] === undefined ? [] : [last[name]];
    chosen[name] = await getPort({ port: [...wanted, ...candidates()], host: "127.0.0.1", reserve: true });
  }
  await writeFile(file, `${JSON.stringify(chosen)}\n`, { mode: 0o600 });
  // Every name has just been given its port.
  return chosen as Ports;
}

const candidates = () => Array.from({ length: 50 }, () => randomInt(20_000, 30_000));

async function lastPorts(file: string): Promise<Partial<Ports>> {
  try {
    // Written by us; a number that is no port is refused by getPort.
    return JSON.parse(await readFile(file, "utf8")) as Partial<Ports>;
  } catch {
    return {};
  }
}
