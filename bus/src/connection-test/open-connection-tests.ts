import type { Logger } from "pino";
import type { BusPlan } from "../config/bus-plan.ts";
import type { Answer } from "../delivery/ports.ts";
import { reachingConnector } from "../http/reach.ts";
import type { Database } from "../postgres/connect.ts";
import { openGovernor, type Governor } from "../roles/governor.ts";
import type { Connection } from "../route.ts";
import { httpVendor, type HttpVendor } from "../vendor/http-vendor.ts";
import { testConnection, type ConnectionTest } from "./test-connection.ts";

/** Tests of connections, as operators ask for them. */
export type ConnectionTests = {
  /** Undefined where the connection's limits let nothing through in time, so that nothing was found out. */
  test(connection: Connection): Promise<ConnectionTest | undefined>;
  close(): Promise<void>;
};

type TestsOptions = {
  readonly database: Database;
  readonly plan: Pick<BusPlan, "connections" | "routes">;
  /** As the database knows its connections. */
  readonly name: string;
  readonly log: Logger;
  readonly vendor?: HttpVendor;
};

const timeoutMs = 10_000;

/** Tests connections within the limits that their workers keep: each takes one slot, and one of the vendor's calls a second. */
export function openConnectionTests({
  database,
  plan,
  name,
  log,
  vendor = httpVendor(),
}: TestsOptions): ConnectionTests {
  // It looks once a second for what workers share, so not before somebody tests anything.
  let governor: Governor | undefined;
  const governed = () =>
    (governor ??= openGovernor({
      sql: database.sql,
      connections: plan.connections.values(),
      routes: plan.routes,
      worker: name,
      log,
    }));
  return {
    async test(connection) {
      const signal = AbortSignal.timeout(timeoutMs);
      const ask = async () => {
        const value = await testConnection(connection, askingOf(connection, vendor));
        // A test that fails closes nothing: whether the vendor is away, its deliveries tell.
        return { value, health: value.status !== null && value.status < 500 ? "up" : "untouched" } as const;
      };
      try {
        const admission = await governed().gates.get(connection.id)?.admit(ask, { traffic: "live", signal });
        return admission?.kind === "done" ? admission.value : undefined;
      } catch (error) {
        if (signal.aborted && error === signal.reason) return undefined;
        throw error;
      }
    },
    async close() {
      await Promise.all([vendor.close(), governor?.close()]);
    },
  };
}

function askingOf(connection: Connection, vendor: HttpVendor) {
  const { check } = connection.adapter;
  const send =
    check && (() => sendCheck(connection, vendor, check.request({ settings: connection.settings })));
  return { send, open: () => openSocket(connection), nowMs: () => performance.now() };
}

const sendCheck = (
  connection: Connection,
  vendor: HttpVendor,
  request: Parameters<HttpVendor["send"]>[1],
): Promise<Answer> => vendor.send({ connection }, request, { timeoutMs, headers: {} });

/** Within the same reach as every request to the vendor. */
function openSocket({ settings, privateNetwork = false }: Connection): Promise<void> {
  const { hostname, protocol, port } = new URL(settings.baseUrl);
  const connect = reachingConnector({ privateNetwork }, timeoutMs);
  const usualPort = protocol === "https:" ? "443" : "80";
  return new Promise((resolve, reject) => {
    connect({ hostname, protocol, port: port || usualPort, servername: hostname }, (error, socket) => {
      socket?.destroy();
      if (error) reject(error);
      else resolve();
    });
  });
}
