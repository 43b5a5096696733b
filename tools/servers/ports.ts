import { randomInt } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import getPort from "get-port";

/** The ports of one data dir's servers. */
export type Ports = {
  readonly amqp: number;
  readonly distribution: number;
  readonly epmd: number;
  readonly postgres: number;
};

/**
 * Free ports for the servers of a data dir: those of its last run where they are still free, so that its URLs stay.
 *
 * They lie below the ephemeral range (Linux: 32768 and up). There, a client that keeps reconnecting to a dead
 * server's port can connect to itself and take the port away from the server that comes back.
 */
export async function choosePorts(dataDir: string): Promise<Ports> {
  const file = join(dataDir, "ports.json");
  const last = await lastPorts(file);
  const ports = {
    amqp: await freePort(last.amqp),
    distribution: await freePort(last.distribution),
    epmd: await freePort(last.epmd),
    postgres: await freePort(last.postgres),
  };
  await writeFile(file, `${JSON.stringify(ports)}\n`, { mode: 0o600 });
  return ports;
}

function freePort(last: number | undefined): Promise<number> {
  const candidates = Array.from({ length: 50 }, () => randomInt(20_000, 30_000));
  return getPort({
    port: last === undefined ? candidates : [last, ...candidates],
    host: "127.0.0.1",
    reserve: true,
  });
}

async function lastPorts(file: string): Promise<Partial<Ports>> {
  try {
    // Written by us; a number that is no port is refused by getPort.
    const ports: Partial<Ports> = JSON.parse(await readFile(file, "utf8"));
    return ports;
  } catch {
    return {};
  }
}
