import { randomUUID } from "node:crypto";
import paytronix from "@spindlebus/adapter-paytronix";
import paytronixSimulator from "@spindlebus/adapter-paytronix/simulator";
import punchh from "@spindlebus/adapter-punchh";
import punchhSimulator from "@spindlebus/adapter-punchh/simulator";
import { simulatorControl, startSimulators } from "@spindlebus/bus/testing";
import { canonicalContracts } from "@spindlebus/contracts";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { planBus, type BusPlan } from "../../bus/src/config/bus-plan.ts";
import type { ConnectionConfig, SpindleConfig } from "../../bus/src/config/define-config.ts";
import { plannedTypes } from "../../bus/src/config/routed-types.ts";
import { startIngress } from "../../bus/src/ingress/start.ts";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { createToken } from "../../bus/src/postgres/tokens.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { readSettings, secretsFromEnvironment } from "../../bus/src/settings.ts";
import { applyTopology } from "../../bus/src/topology/apply.ts";
import { eventually } from "./eventually.ts";
import { migratedDatabase, freshVhost } from "./servers.ts";

/** How much of the chain has moved. */
export type Moved = { readonly share?: number; readonly units?: readonly string[] };

/** As the environment of a real installation has them: each connection its own. */
const secretOf = secretsFromEnvironment({
  PAYTRONIX_US_INTEGRATION_ID: "us",
  PAYTRONIX_US_INTEGRATION_SECRET: "us-secret",
  PAYTRONIX_CA_INTEGRATION_ID: "ca",
  PAYTRONIX_CA_INTEGRATION_SECRET: "ca-secret",
  PUNCHH_ADMIN_KEY: "admin-key",
  PUNCHH_CLIENT_SECRET: "client-secret",
  PUNCHH_WEBHOOK_SECRET: "webhook-secret",
});

const stores = {
  "0042": { country: "US" },
  "0107": { country: "US" },
  "0613": { country: "CA" },
};

/** The configuration of the move: two Paytronix, one by country, and Punchh for the stores that have moved. */
function configOf(
  urls: Readonly<Record<string, string>>,
  { share = 0, units = ["0000"] }: Moved,
): SpindleConfig {
  const swift = { limits: { perSecond: 500 }, retry: { base: "50ms", cap: "200ms" } } as const;
  const at = (id: string, adapter: ConnectionConfig["adapter"], settings: object = {}): ConnectionConfig => ({
    adapter,
    settings: { baseUrl: urls[id] ?? "http://127.0.0.1:1", ...settings },
    ...swift,
  });
  return {
    contracts: canonicalContracts,
    stores: { ...stores, "0000": {} },
    connections: {
      "paytronix-us": at("paytronix-us", paytronix),
      "paytronix-ca": { ...at("paytronix-ca", paytronix), serves: { countries: ["CA"] } },
      punchh: at("punchh", punchh, { pendingPoints: true }),
    },
    rollouts: {
      loyalty: {
        by: "store",
        among: [{ connection: "punchh", share, units }, { connection: "paytronix-ca" }],
        rest: "paytronix-us",
      },
    },
  };
}

/** An ingress with the configuration that it was started with. */
export type Till = { readonly publish: (type: string, data: unknown) => Promise<string> };

const log = pino({ level: "silent" });

/** A chain that moves from Paytronix to Punchh, on real servers, for one test. */
export async function openMovingChain() {
  const [amqpUrl, databaseUrl] = await Promise.all([freshVhost(), migratedDatabase()]);
  const planOf = (moved: Moved, urls = {}): BusPlan => planBus(configOf(urls, moved), secretOf);
  const { connections } = planOf({});
  const simulatorOf = { paytronix: paytronixSimulator, punchh: punchhSimulator } as const;
  let webhooksTo = "";
  const simulators = await startSimulators({
    simulators: [...connections.values()].map(({ id, adapter, settings, secrets }) => ({
      connection: id,
      simulator: simulatorOf[adapter.name as keyof typeof simulatorOf],
      settings,
      secrets,
    })),
    port: 0,
    webhookTarget: (connection, webhook) => new URL(`/v1/webhooks/${connection}/${webhook}`, webhooksTo),
  });
  onTestFinished(simulators.close);
  // A simulator that is alone with its adapter is called like that, which is the id of Punchh's connection.
  const plan = (moved: Moved) => planOf(moved, simulators.urls);
  await applyTopology(amqpUrl, plannedTypes(plan({}).routes));
  const database = openDatabase({ url: databaseUrl, connections: 2, name: "test" });
  onTestFinished(database.close);
  const settings = { ...readSettings({ SPINDLE_INGRESS_PORT: "0" }), amqpUrl, databaseUrl };
  const { token } = await createToken(database.sql, {
    name: "test",
    roles: ["producer"],
    loopbackOnly: true,
  });
  const contextOf = (moved: Moved, name: string) => ({ settings, plan: plan(moved), log, name });
  const worker = await startWorker(contextOf({}, "worker"));
  onTestFinished(worker.stop);
  const scheduler = await startScheduler(contextOf({}, "scheduler"));
  onTestFinished(scheduler.stop);

  let tills = 0;
  return {
    sql: database.sql,
    control: (connection: string) => simulatorControl(simulators.port, connection),
    /** Starts an ingress of a configuration in which so much has moved; those started before go on with theirs. */
    till: async (moved: Moved): Promise<Till> => {
      const ingress = await startIngress(contextOf(moved, `ingress ${(tills += 1)}`));
      onTestFinished(ingress.stop);
      const url = `http://127.0.0.1:${ingress.port}`;
      if (webhooksTo === "") webhooksTo = url;
      return { publish: (type, data) => publish(url, token, type, data) };
    },
    /** Waits until nothing is under way any more. */
    quiet: async () => {
      await eventually(
        "nothing is under way",
        async () => {
          const webhooks = await simulatorControl(simulators.port, "punchh").webhooks();
          const [row] = await database.sql<{ open: number }[]>`
            SELECT (SELECT count(*) FROM intake i, unnest(i.routes) AS route
                     WHERE NOT EXISTS (SELECT FROM delivery d WHERE d.message_id = i.id AND d.route = route))::int
                 + (SELECT count(*) FROM delivery WHERE state IN ('running', 'waiting', 'queued', 'parked'))::int AS open`;
          return webhooks.filter(({ state }) => state === "waiting").length + (row?.open ?? 1);
        },
        (open) => open === 0,
        60_000,
      );
    },
  };
}

async function publish(url: string, token: string, type: string, data: unknown): Promise<string> {
  const event = { specversion: "1.0", id: randomUUID(), source: "/tests", type, data };
  const response = await fetch(`${url}/v1/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/cloudevents+json" },
    body: JSON.stringify(event),
  });
  const answer = (await response.json()) as { readonly id: string };
  if (response.status !== 202) throw new Error(`${type} was not taken: ${JSON.stringify(answer)}`);
  return answer.id;
}
